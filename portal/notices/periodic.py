"""Every night: notices beyond their retention are forgotten."""

from portal.jobs.registry import Claim, daily
from portal.notices.reading import forget_old


@daily("notices.forget_old", hour=3, minute=50)
def forget(claim: Claim) -> None:
    with claim.finish():
        forget_old()
