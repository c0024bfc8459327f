"""What happened to a person, in the order of days."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from portal import clock
from portal.people.models import Person, Transfer


@dataclass(frozen=True)
class Event:
    """One line of the history."""

    day: date
    title: str
    text: str = ""
    url: str = ""


def events(person: Person, transfers: list[Transfer]) -> list[Event]:
    """From the newest to the registration."""
    found = [
        Event(
            row.day,
            _("Transferred from %(origin)s to %(destination)s")
            % {"origin": row.origin.name, "destination": row.destination.name},
            row.reason,
        )
        for row in transfers
    ]
    if person.id_checked_at and person.id_checked_by:
        who = person.id_checked_by.get_full_name()
        found.append(
            Event(clock.day_of(person.id_checked_at), _("Document seen by %(who)s") % {"who": who})
        )
    found.append(Event(clock.day_of(person.recorded_at), _("Entered on the platform")))
    return sorted(found, key=lambda event: event.day, reverse=True)
