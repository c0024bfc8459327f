"""A certificate whose ground was taken back: the pass by a correction of the result, the hours of a
training by whoever keeps the ledger. It was issued in error."""

from certificates import eligibility, lifecycle, own_reasons, resting
from certificates.choices import CertificateState, ReasonCode
from certificates.models import Certificate
from courses.training.models import HoursEntry

FELL = "certificate.result_fell"
HOURS_FELL = "certificate.hours_fell"


def fall(attempt_id: int) -> int:
    """Declare void what rests on an attempt that is no pass any more, revoke it while suspended;
    how many. Done twice it is done once. Must run in a transaction."""
    if resting.standing_pass(attempt_id) is not None:
        return 0
    found = list(resting.in_force_on([attempt_id]))
    for certificate in found:
        _end(certificate, own_reasons.RESULT_FELL)
    return len(found)


def fall_untrained(person_id: int) -> int:
    """The same for a training certificate whose hours or modules do not suffice any more."""
    found = eligibility.untrained([person_id])
    for certificate in found:
        _end(certificate, own_reasons.HOURS_FELL)
    return len(found)


def overtaken() -> list[Certificate]:
    """The training certificates in force whose hours were taken back: at the moment at which they
    were issued, or by a job that was lost. Reads only."""
    back = HoursEntry.objects.unscoped("hours taken back").filter(reverses__isnull=False)
    return eligibility.untrained(set(back.values_list("person_id", flat=True)))


def _end(certificate: Certificate, why: str) -> None:
    act, code = ("void", ReasonCode.ISSUED_IN_ERROR)
    if certificate.state == CertificateState.SUSPENDED:
        act, code = ("revoke", ReasonCode.OTHER)
    lifecycle.ACTS[act](certificate, reason_code=code, reason=why, actor_id=None)
