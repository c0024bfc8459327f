"""Every night, each in a job of its own: blind indexes whose years are over are destroyed,
portraits of merged records ended, old portraits destroyed."""

from portal.jobs.registry import Claim, daily
from portal.people import portraying
from portal.people.erasing import forget_indexes


@daily("people.forget_indexes", hour=3, minute=55)
def forget(claim: Claim) -> None:
    with claim.finish():
        forget_indexes()


@daily("people.retire_portraits_of_doubles", hour=3, minute=45)
def retire_portraits_of_doubles(claim: Claim) -> None:
    with claim.finish():
        portraying.retire_of_doubles()


@daily("people.forget_portraits", hour=3, minute=50)
def forget_portraits(claim: Claim) -> None:
    with claim.finish():
        portraying.forget_old()
