"""Outbox jobs of marking."""

from exams.marking import collecting
from portal.jobs.registry import Claim, handler


@handler(collecting.COLLECT)
def collect_scripts(claim: Claim) -> None:
    """Payload: `attempt` (id)."""
    with claim.finish():
        collecting.collect(claim.payload["attempt"])
