"""Every morning: whose term ends, which elected member still lacks the certificate."""

from certificates.roster.staffing import reminding
from portal import clock
from portal.jobs.registry import Claim, daily


@daily("roster.remind", hour=7, minute=25)
def remind(claim: Claim) -> None:
    """One transaction, so that a worker that dies has told nobody."""
    today = clock.today()
    dues = [*reminding.terms_ending(today), *reminding.certificates_due(today)]
    with claim.finish():
        reminding.remind(dues)
