"""Cards and badges of a certificate, printed for whoever hands them out: the facts of its plan on
another page, unsigned. They are checked by their code, and are never the certificate's file."""

import hashlib

from django.db import transaction

from certificates import designs
from certificates.choices import CertificateKind, Standing
from certificates.models import Certificate, CertificateVersion
from certificates.planning import Plan
from certificates.rendering import Unprintable, render
from certificates.showing import state_of
from exams import copies
from portal.audit.recording import record

CARRIED = "carried"


def wanted(version: CertificateVersion, design: designs.Design, user_id: int) -> copies.Wanted:
    """A renewed or reissued certificate is another copy: its version is part of the name."""
    edition = f"{design.name}{version.n}"
    return copies.Wanted(CARRIED, version.certificate_id, edition, user_id)


def may_be_printed(version: CertificateVersion) -> bool:
    """Nobody carries what does not hold today; cards and badges are of post certificates."""
    current = version.superseded_at is None
    post = version.certificate.kind == CertificateKind.POST
    return current and post and state_of(version.certificate, version) == Standing.VALID


def make_copy(asked: copies.Wanted) -> None:
    rows = CertificateVersion.objects.unscoped("a copy that was asked for")
    version = rows.select_related("certificate").get(
        certificate_id=asked.subject, superseded_at__isnull=True
    )
    design = next(one for one in designs.CARRIED if asked.variant == f"{one.name}{version.n}")
    try:
        copies.keep(asked, render(designs.in_design(Plan(**version.plan), design)))
    except Unprintable as why:
        copies.note_trouble(asked, str(why))


def hand_out(
    certificate: Certificate, design: designs.Design, content: bytes, *, actor_id: int
) -> bytes:
    """The bytes of a copy that lies ready, once it is recorded who takes which."""
    data = {"design": design.name, "sha256": hashlib.sha256(content).hexdigest()}
    with transaction.atomic():
        record(
            "certificate.carried_printed",
            certificate,
            actor_id=actor_id,
            place=certificate.organisation.path,
            data=data,
        )
    return content
