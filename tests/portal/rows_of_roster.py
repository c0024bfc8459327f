"""What a place's roster holds, for the table of roles and places."""

from datetime import timedelta

from certificates.roster import handing, proposing
from certificates.roster.models import Appointment
from portal import clock
from portal.accounts.models import User
from portal.people.models import Organisation
from tests.certificates.roster import city
from tests.certificates.roster.acts import end


def roster_rows(place: Organisation, by: User) -> dict[str, int]:
    """An ending with something handed over, and an entry that waits for a second person."""
    left = end(_hired(place))
    item = handing.put_down(left, kind="case", what="未结纠纷一件", actor_id=by.pk)
    proposal = proposing.propose_annulment(_hired(place), reason="录错人", actor_id=by.pk)
    return {
        "ending": left.pk,
        "hand_over_item": item.pk,
        "roster_proposal": proposal.pk,
    }


def _hired(place: Organisation) -> Appointment:
    """Somebody hired a hundred days ago."""
    person, post = city.somebody(place), city.seat(place, "part_time")
    with clock.at(clock.now() - timedelta(days=100)):
        city.certify(person)
        return city.hire(person, post)
