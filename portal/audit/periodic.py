"""Sealing every ten seconds; after midnight closing the day and writing its root outside, then
reading the whole trail again."""

from portal.audit.attesting import attest
from portal.audit.examining import EXAMINE, examine, keep
from portal.audit.publishing import publish_roots, published_roots
from portal.audit.sealing import close_days, seal
from portal.audit.verifying import verify
from portal.jobs.registry import Claim, daily, every_tick, handler

every_tick(seal)


@daily("audit.close_days", hour=1, minute=5)
def close(claim: Claim) -> None:
    while seal(whole=True):
        pass
    with claim.finish():
        close_days()
    publish_roots()


@daily("audit.verify", hour=2, minute=30)
def verify_all(claim: Claim) -> None:
    result = verify(published_roots())
    with claim.finish():
        attest(result)


@daily("audit.doctor", hour=3, minute=50)
def doctor(claim: Claim) -> None:
    lines = examine()
    with claim.finish():
        keep(lines)


handler(EXAMINE)(doctor)
