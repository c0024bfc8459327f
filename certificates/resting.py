"""What a certificate rests on: the pass of its current version, while the result says so."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet

from certificates.choices import IN_FORCE, CertificateState
from certificates.models import Certificate, CertificateChange, CertificateVersion
from exams import results
from exams.models import Result
from exams.results import PassedExam

WHY = "certificates that rest on a result"


def standing_pass(attempt_id: int) -> PassedExam | None:
    """The pass an attempt brought, if its result still says so; no correction of it is written
    before the caller's transaction ends. Must run in a transaction."""
    hold([attempt_id])
    return results.attempt_pass(attempt_id)


def hold(attempt_ids: Collection[int]) -> None:
    """Hold the results of these attempts, always in one order. Whoever writes several certificates
    in one transaction holds all of them before the first takes a number: everybody takes results
    first and numbers afterwards, so that nobody waits for who waits for him. Must run in a
    transaction."""
    rows = Result.objects.unscoped(WHY).select_for_update(no_key=True).order_by("pk")
    list(rows.filter(pk__in=list(attempt_ids)).values_list("pk"))


def in_force_on(attempt_ids: Collection[int]) -> QuerySet[Certificate]:
    """The certificates in force whose current version rests on one of these attempts."""
    return (
        Certificate.objects.unscoped(WHY)
        .filter(
            state__in=IN_FORCE,
            versions__superseded_at__isnull=True,
            versions__attempt_id__in=attempt_ids,
        )
        .order_by("pk")
    )


def numbers_on(attempt_ids: Collection[int]) -> dict[int, str]:
    """The numbers of the certificates `in_force_on` these attempts, by the attempt."""
    rows = CertificateVersion.objects.unscoped(WHY).filter(
        attempt_id__in=attempt_ids,
        superseded_at__isnull=True,
        certificate__state__in=IN_FORCE,
    )
    return dict(rows.values_list("attempt_id", "certificate__number"))


def fell(certificate: str) -> Exists:
    """The certificate (the column that names it) was declared void because its pass was taken
    back: by the platform itself, which voids for no other reason. Should the pass come back, it
    may bring a certificate again; where a person declared one void it may not."""
    rows = CertificateChange.objects.unscoped(WHY).filter(
        certificate=OuterRef(certificate), state=CertificateState.VOIDED, actor__isnull=True
    )
    return Exists(rows)
