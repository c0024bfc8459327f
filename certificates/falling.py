"""A certificate whose pass was taken back by a correction of the result: issued in error."""

from certificates import lifecycle, resting
from certificates.choices import CertificateState, ReasonCode

FELL = "certificate.result_fell"
WHY = "所依据的考试成绩经更正后不合格"


def fall(attempt_id: int) -> int:
    """Declare void what rests on an attempt that is no pass any more, revoke it while suspended;
    how many. Done twice it is done once. Must run in a transaction."""
    if resting.standing_pass(attempt_id) is not None:
        return 0
    found = list(resting.in_force_on([attempt_id]))
    for certificate in found:
        act, code = ("void", ReasonCode.ISSUED_IN_ERROR)
        if certificate.state == CertificateState.SUSPENDED:
            act, code = ("revoke", ReasonCode.OTHER)
        lifecycle.ACTS[act](certificate, reason_code=code, reason=WHY, actor_id=None)
    return len(found)
