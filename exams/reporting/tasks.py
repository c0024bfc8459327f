"""Outbox jobs of statistics."""

from exams import copies
from exams.reporting import asking, filing
from exams.reporting.keeping import Of
from portal.jobs.registry import Claim, handler

copies.made_by(filing.STATISTICS, filing.make_copy)


@handler(asking.COMPUTE)
def compute(claim: Claim) -> None:
    """Payload: `exam` (id), and with `anew` also `sitting` (id or None). Computes outside any
    transaction."""
    payload = claim.payload
    asking.compute(Of(payload["exam"], payload.get("sitting")), anew=payload.get("anew", False))
    with claim.finish():
        pass  # the rows are the effect; computed twice they are the same
