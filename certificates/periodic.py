"""Every night: who is eligible without a certificate, which version has no file."""

from certificates import issuing
from certificates.models import CertificateVersion
from exams.choices import ExamKind, ResultState
from exams.models import Result
from portal import clock
from portal.jobs.enqueueing import enqueue
from portal.jobs.registry import Claim, daily


@daily("certificate.sweep", hour=2, minute=20)
def sweep(claim: Claim) -> None:
    """Ask again for every pass that brought no certificate, and for every version unprinted.

    Those whose jobs are still on their way are asked for twice and issued once.
    """
    period = claim.payload["period"]
    with claim.finish():
        for attempt_id, person_id in passes_without_certificate():
            issuing.ask(person_id, attempt_id, period)
        for version_id in versions_without_file():
            enqueue("certificate.render", f"{version_id}:{period}", {"version": version_id})


def passes_without_certificate() -> list[tuple[int, int]]:
    """(attempt, person) of every effective pass of the qualifying exam on which no version rests;
    whether it is still in time is the decision's business."""
    used = CertificateVersion.objects.unscoped("sweep").values("attempt_id")
    rows = Result.every.filter(
        state=ResultState.EFFECTIVE,
        passed=True,
        attempt__exam__kind=ExamKind.QUALIFYING,
        effective_from__lte=clock.today(),
    ).exclude(attempt_id__in=used)
    return list(rows.order_by("pk").values_list("attempt_id", "attempt__person_id"))


def versions_without_file() -> list[int]:
    rows = CertificateVersion.objects.unscoped("sweep").filter(file_sha256="")
    return list(rows.order_by("pk").values_list("pk", flat=True))
