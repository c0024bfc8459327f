"""Computing every night what the day's results have put out of date."""

from exams.reporting import asking
from portal.jobs.registry import Claim, daily


@daily("reporting.ask_outdated", hour=2, minute=40)
def ask_outdated(claim: Claim) -> None:
    with claim.finish():
        asking.ask_outdated()
