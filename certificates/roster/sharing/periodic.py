"""Every hour: files that were handed out more than two days ago are taken away."""

from certificates.roster.sharing import keeping
from portal import clock
from portal.jobs.registry import Claim, hourly


@hourly("roster.put_files_away", minute=20)
def put_away(claim: Claim) -> None:
    keeping.put_away((clock.now() - keeping.KEPT).timestamp())
    with claim.finish():
        pass
