"""Every night: tables that nobody entered within seven days are thrown away."""

from portal.jobs.registry import Claim, daily
from portal.people.importing import staging


@daily("import.discard_old", hour=3, minute=40)
def discard_old(claim: Claim) -> None:
    with claim.finish():
        staging.discard_old()
