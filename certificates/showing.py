"""Certificates as pages show them: with their current version and how they stand today."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Prefetch, Q, QuerySet

from certificates.choices import IN_FORCE, CertificateKind, CertificateState, Standing
from certificates.models import Certificate, CertificateVersion
from portal import clock

SOON = 90  # days


@dataclass(frozen=True)
class Shown:
    """A certificate, what is printed on it, and the state of its badge."""

    certificate: Certificate
    version: CertificateVersion
    state: str

    @property
    def ends_soon(self) -> bool:
        """In force, and its period ends within 90 days."""
        left = (self.version.valid_until - clock.today()).days
        return self.certificate.state in IN_FORCE and 0 <= left <= SOON

    @property
    def kind_label(self) -> str:
        return str(CertificateKind(self.certificate.kind).label)

    @property
    def is_printed(self) -> bool:
        return bool(self.version.file_sha256)


def shown(rows: "QuerySet[Certificate]") -> list[Shown]:
    """Rows that a caller has scoped, with their current versions; two queries."""
    current = CertificateVersion.objects.unscoped("versions of scoped rows").filter(
        superseded_at__isnull=True
    )
    found = []
    for row in rows.prefetch_related(Prefetch("versions", current, to_attr="current")):
        version: CertificateVersion = row.current[0]
        found.append(Shown(row, version, state_of(row, version)))
    return found


def state_of(row: Certificate, version: CertificateVersion) -> str:
    """How a certificate stands today; a void one is void here, for the public it is not found."""
    if row.state not in IN_FORCE:
        return str(row.state)
    if version.valid_until < clock.today():
        return str(Standing.EXPIRED)
    return str(Standing.SUSPENDED if row.state == CertificateState.SUSPENDED else Standing.VALID)


def in_state(state: str) -> Q:
    """A filter on certificates for a state of `state_of`; everything for an unknown one."""
    current = Q(versions__superseded_at__isnull=True)
    running = current & Q(versions__valid_until__gte=clock.today())
    over = current & Q(versions__valid_until__lt=clock.today())
    open_states = Q(state__in=[CertificateState.ISSUED, CertificateState.SUSPENDED])
    filters = {
        "valid": running & Q(state=CertificateState.ISSUED),
        "suspended": running & Q(state=CertificateState.SUSPENDED),
        "expired": over & open_states,
        "ending": running
        & open_states
        & Q(versions__valid_until__lte=clock.today() + timedelta(days=SOON)),
        "revoked": Q(state=CertificateState.REVOKED),
        "voided": Q(state=CertificateState.VOIDED),
        "superseded": Q(state=CertificateState.SUPERSEDED),
    }
    return filters.get(state, Q())
