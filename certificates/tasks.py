"""Outbox jobs: issue a certificate, print it. A worker that cannot print says so and stops."""

import structlog
from celery.signals import worker_init

from certificates import carrying, falling, fonts, issuing, previewing, printing
from certificates.models import CertificateVersion
from certificates.planning import Plan
from exams import copies
from portal.jobs.registry import Claim, handler

copies.made_by(carrying.CARRIED, carrying.make_copy)
log = structlog.get_logger("hezhong.certificates")


@handler("certificate.issue")
def issue(claim: Claim) -> None:
    """Payload: `person` and `attempt` (ids)."""
    with claim.finish():
        came = issuing.issue_by_itself(claim.payload["person"], claim.payload["attempt"])
    if came.certificate is None and came.decision is not None:
        missing = [item.key for item in came.decision.missing]
        log.info("no certificate yet", person=claim.payload["person"], missing=missing)


@handler("certificate.issue_training")
def issue_training(claim: Claim) -> None:
    """Payload: `person` (id)."""
    with claim.finish():
        issuing.issue_training(claim.payload["person"])


@handler("certificate.issue_award")
def issue_award(claim: Claim) -> None:
    """Payload: `award` (id)."""
    with claim.finish():
        came = issuing.issue_award(claim.payload["award"])
    if came.certificate is None and came.decision is not None:
        missing = [item.key for item in came.decision.missing]
        log.info("no title yet", award=claim.payload["award"], missing=missing)


@handler("certificate.render")
def render(claim: Claim) -> None:
    """Payload: `version` (id). Prints and signs outside any transaction, then notes the file."""
    version = CertificateVersion.objects.unscoped("printing").get(pk=claim.payload["version"])
    printed = printing.print_plan(Plan(**version.plan)) if not version.file_sha256 else None
    with claim.finish():
        if printed is not None:
            issuing.attach_file(version.pk, printed)


@handler(previewing.PREVIEW)
def preview(claim: Claim) -> None:
    """Payload: the fields of a `previewing.Sample`."""
    previewing.make(previewing.Sample(**claim.payload))
    with claim.finish():
        pass


@handler(falling.FELL)
def result_fell(claim: Claim) -> None:
    """Payload: `attempt` (id)."""
    with claim.finish():
        falling.fall(claim.payload["attempt"])


@handler(falling.HOURS_FELL)
def hours_fell(claim: Claim) -> None:
    """Payload: `person` (id)."""
    with claim.finish():
        falling.fall_untrained(claim.payload["person"])


@worker_init.connect
def refuse_without_fonts(**_: object) -> None:
    """Better no worker than certificates that take 12 s each or lack a character."""
    found = fonts.problems()
    if found:
        raise SystemExit("this worker cannot print certificates: " + "; ".join(found))
