"""Work of the import of questions that comes round by the calendar."""

from exams.importing import staging
from portal.jobs.registry import Claim, daily


@daily("exams.discard_batches", hour=3, minute=40)
def discard_batches(claim: Claim) -> None:
    with claim.finish():
        staging.discard_old()
