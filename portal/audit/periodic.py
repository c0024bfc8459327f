"""Sealing every ten seconds; after midnight closing the day and writing its root outside."""

from portal.audit.publishing import publish_roots
from portal.audit.sealing import close_days, seal
from portal.jobs.registry import Claim, daily, every_tick

every_tick(seal)


@daily("audit.close_days", hour=1, minute=5)
def close(claim: Claim) -> None:
    while seal(whole=True):
        pass
    with claim.finish():
        close_days()
    publish_roots()
