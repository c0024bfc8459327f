"""Every morning: which changes are to be told, which rotations come due, whose term ends, which
elected member still lacks the certificate. Every night: papers that nobody looks at any more."""

from certificates.roster import reminding
from certificates.roster.papers import printing
from certificates.roster.staffing import reminding as reminding_of_terms
from portal import clock
from portal.jobs.registry import Claim, daily


@daily("roster.remind", hour=7, minute=20)
def remind(claim: Claim) -> None:
    """One transaction, so that a worker that dies has told nobody."""
    today = clock.today()
    changes, due = reminding.owed(today), reminding.rotations(today)
    with claim.finish():
        reminding.remind(changes, due)


@daily("roster.remind_of_terms", hour=7, minute=25)
def remind_of_terms(claim: Claim) -> None:
    """In one transaction too."""
    today = clock.today()
    dues = [*reminding_of_terms.terms_ending(today), *reminding_of_terms.certificates_due(today)]
    with claim.finish():
        reminding_of_terms.remind(dues)


@daily("roster.put_away", hour=3, minute=50)
def put_away(claim: Claim) -> None:
    """Papers hold names: a day is enough."""
    printing.put_away()
    with claim.finish():
        pass
