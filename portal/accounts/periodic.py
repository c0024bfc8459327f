"""What comes round by the calendar."""

from portal.accounts import throttling
from portal.jobs.registry import Claim, daily


@daily("accounts.forget_tries", hour=3, minute=40)
def forget_tries(claim: Claim) -> None:
    with claim.finish():
        throttling.forget_old()
