"""What happened to a person, in the order of days; the states of candidacies and how many there
are."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from portal import clock
from portal.audit.models import AuditEvent
from portal.audit.recording import subject_of
from portal.people.choices import CandidacyState
from portal.people.correcting import CORRECTED
from portal.people.models import Candidacy, Person, Transfer

CANDIDACY_SIGNS: dict[str, tuple[str, str]] = {  # tone and icon
    CandidacyState.NOMINATED: ("soft", "circle"),
    CandidacyState.CHECKED: ("link2", "check"),
    CandidacyState.ACCEPTED: ("ok", "check"),
    CandidacyState.RETURNED: ("warn", "retry"),
    CandidacyState.WITHDRAWN: ("rest", "dash"),
}


@dataclass(frozen=True)
class Event:
    """One line of the history."""

    day: date
    title: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Tile:
    """A number that is a filter; `state` empty for all."""

    state: str
    label: str
    count: int
    icon: str = ""


def candidacy_tiles(counts: dict[str, int], waiting: str) -> list[Tile]:
    """How many candidacies are in which state; `waiting` is the key of those that wait for the
    viewer, empty when none can."""
    first = [Tile(waiting, _("Waiting for you"), counts[waiting])] if waiting else []
    total = sum(counts[state] for state in CandidacyState)
    states = [
        Tile(state, str(state.label), counts[state], CANDIDACY_SIGNS[state][1])
        for state in CandidacyState
    ]
    return [*first, Tile("", _("All"), total), *states]


def changes_of_name(person: Person) -> list[Event]:
    """When the name was changed, and why; what it was before is kept nowhere but on paper."""
    rows = AuditEvent.objects.filter(subject=subject_of(person), kind=CORRECTED)
    return [
        Event(clock.day_of(row.at), _("Name changed"), row.body.reason)
        for row in rows.select_related("body").order_by("-pk")
        if hasattr(row, "body") and "name" in row.body.data.get("fields", ())
    ]


def events(
    person: Person,
    transfers: list[Transfer],
    candidacies: list[Candidacy],
    renamings: list[Event],
) -> list[Event]:
    """From the newest to the registration."""
    found = [*renamings]
    found += [
        Event(
            row.day,
            _("Transferred from %(origin)s to %(destination)s")
            % {"origin": row.origin.name, "destination": row.destination.name},
            row.reason,
        )
        for row in transfers
    ]
    found += [
        Event(
            clock.day_of(row.recorded_at),
            _("Named for: %(post)s at %(place)s")
            % {"post": row.get_post_kind_display(), "place": row.organisation.name},
            row.get_state_display(),
            reverse("candidacy", args=[row.pk]),
        )
        for row in candidacies
    ]
    if person.id_checked_at and person.id_checked_by:
        who = person.id_checked_by.get_full_name()
        found.append(
            Event(clock.day_of(person.id_checked_at), _("Document seen by %(who)s") % {"who": who})
        )
    found.append(Event(clock.day_of(person.recorded_at), _("Entered on the platform")))
    return sorted(found, key=lambda event: event.day, reverse=True)
