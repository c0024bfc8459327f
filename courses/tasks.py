"""Outbox jobs of courses."""

from courses import citing
from courses.statutes.importing import INDEX_AGAIN
from portal.jobs.registry import Claim, handler


@handler(INDEX_AGAIN)
def index_citations(claim: Claim) -> None:
    """After an import: texts may cite a law that the library did not know before."""
    with claim.finish():
        citing.index_all()
