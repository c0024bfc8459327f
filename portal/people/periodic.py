"""Every night: blind indexes whose years are over are destroyed, and old portraits."""

from portal.jobs.registry import Claim, daily
from portal.people import portraying
from portal.people.erasing import forget_indexes


@daily("people.forget_indexes", hour=3, minute=55)
def forget(claim: Claim) -> None:
    with claim.finish():
        forget_indexes()


@daily("people.forget_portraits", hour=3, minute=50)
def forget_portraits(claim: Claim) -> None:
    with claim.finish():
        portraying.retire_of_doubles()
        portraying.forget_old()
