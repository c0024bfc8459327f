"""What the register says of a certificate: one verdict for a code, or for a number with a name."""

import hmac
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from certificates import numbering
from certificates.choices import Standing
from certificates.holdings import Holding
from certificates.models import CertificateChange, CertificateVersion
from portal import clock
from portal.people.recording import NAME_DOTS


@dataclass(frozen=True)
class Printed:
    """What the public may know of a certificate: what is printed on it."""

    name: str
    title: dict[str, str]
    number: str
    organisation: str
    issued_on: date
    valid_from: date
    valid_until: date
    authority: dict[str, str]


@dataclass(frozen=True)
class Verdict:
    """The register's answer. `since` is the day of a suspension, revocation or reissue.

    `printed` is None when nothing was found; unknown, void and wrongly named are one answer.
    """

    standing: Standing
    asked_at: datetime
    query: str
    printed: Printed | None = None
    since: date | None = None


@dataclass(frozen=True)
class Entry:
    """What the register holds under one code or number; no versions when there is nothing."""

    versions: tuple[CertificateVersion, ...]
    changes: tuple[tuple[date, str], ...]


def by_code(code: str) -> Verdict:
    """The verdict on a public code, as cleaned by `numbering.clean_code`.

    Takes the same work for every code: two searches by hash. Database errors are the caller's.
    """
    entry = _look_up(code_hash=numbering.hash_of(code))
    for version in entry.versions[-1:]:
        if hmac.compare_digest(version.certificate.code.encode(), code.encode()):
            return _verdict(version, entry.changes)
    return _nothing()


def by_number(number: str, name: str) -> Verdict:
    """The verdict on a number together with the holder's exact name.

    A right number with another name is the same answer, by the same work, as an unknown number.
    The name of an older version of the certificate gives `superseded`.
    """
    entry = _look_up(number=number)
    typed = _comparable(name)
    for version in reversed(entry.versions):
        if hmac.compare_digest(_comparable(version.plan["name"]), typed):
            return _verdict(version, entry.changes)
    return _nothing()


def _look_up(**key: str) -> Entry:
    where = {f"certificate__{column}": value for column, value in key.items()}
    versions = CertificateVersion.objects.unscoped("public verification").filter(**where)
    changes = CertificateChange.objects.unscoped("public verification").filter(**where)
    return Entry(
        tuple(versions.select_related("certificate").order_by("n")),
        tuple(changes.order_by("recorded_at", "pk").values_list("day", "state")),
    )


def _comparable(name: str) -> bytes:
    """A name as it is kept, so that blanks and kinds of dots make no difference."""
    return "".join(unicodedata.normalize("NFC", name).translate(NAME_DOTS).split()).encode()


def _verdict(version: CertificateVersion, changes: tuple[tuple[date, str], ...]) -> Verdict:
    row = version.certificate
    period = Holding(row.pk, row.number, version.valid_from, version.valid_until, changes)
    state = period.state_on(clock.today())
    if state is None:
        return _nothing()
    standing, since = Standing(state), None
    if standing in {Standing.SUSPENDED, Standing.REVOKED}:
        since = changes[-1][0]
    if version.superseded_at is not None and standing != Standing.REVOKED:
        standing, since = Standing.SUPERSEDED, clock.day_of(version.superseded_at)
    return Verdict(standing, clock.now(), _query_number(), _printed(version), since)


def _printed(version: CertificateVersion) -> Printed:
    plan = version.plan
    return Printed(
        name=plan["name"],
        title={"zh": plan["title_zh"], "en": plan["title_en"]},
        number=plan["number"],
        organisation=plan["organisation"],
        issued_on=date.fromisoformat(plan["issued_on"]),
        valid_from=version.valid_from,
        valid_until=version.valid_until,
        authority={"zh": plan["authority_zh"], "en": plan["authority_en"]},
    )


def _nothing() -> Verdict:
    return Verdict(Standing.NOT_FOUND, clock.now(), _query_number())


def _query_number() -> str:
    """Names one question and its answer on paper and in the log: HY-261123-5Q7M2."""
    return f"HY-{clock.today():%y%m%d}-{numbering.new_code()[:5]}"
