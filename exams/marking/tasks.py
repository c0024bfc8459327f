"""Outbox jobs of marking."""

from exams import copies
from exams.marking import collecting, listing, notifying
from portal.jobs.registry import Claim, handler

copies.made_by(notifying.NOTICE, notifying.make_copy)
copies.made_by(listing.LISTED, listing.make_copy)


@handler(collecting.COLLECT)
def collect_scripts(claim: Claim) -> None:
    """Payload: `attempt` (id)."""
    with claim.finish():
        collecting.collect(claim.payload["attempt"])
