"""Every hour: lists that were answered more than an hour ago are taken away."""

from certificates.many import keeping
from portal.jobs.registry import Claim, hourly


@hourly("certificates.put_lists_away", minute=50)
def put_away(claim: Claim) -> None:
    keeping.put_away()
    with claim.finish():
        pass
