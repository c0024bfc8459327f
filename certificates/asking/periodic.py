"""Every night: questions beyond their retention are forgotten."""

from certificates.asking.noting import forget_old
from portal.jobs.registry import Claim, daily


@daily("asking.forget_old", hour=3, minute=40)
def forget(claim: Claim) -> None:
    with claim.finish():
        forget_old()
