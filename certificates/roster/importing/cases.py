"""A row of the roster with the place, the seat and the person it means."""

from dataclasses import dataclass
from datetime import date

from certificates.roster.choices import EndReason
from certificates.roster.importing.reading import day_of
from certificates.roster.importing.recognising import (
    People,
    named_in,
    refused,
    successor_in,
)
from certificates.roster.importing.world import World
from certificates.roster.models import Appointment
from portal.people.choices import RowVerdict
from portal.people.importing.kinds import Outcome, Reading, Remark
from portal.people.models import Organisation, Person, Post


@dataclass
class Case:
    """Who, where; `held` is the person's latest appointment to that seat, or an earlier one where
    the row tells an end before the latest began. `known` is whether one on record began on the day
    that the row tells, if it tells any. `heir` is who the row says comes after."""

    reading: Reading
    person: Person
    post: Post
    held: Appointment | None
    heir: Person | None = None
    known: bool = True

    @property
    def number(self) -> int:
        return self.reading.number

    def day(self, column: str) -> date | None:
        return day_of(self.reading, column)

    def word(self, column: str) -> str:
        return self.reading.values.get(column, "")

    def late(self, day: date, today: date) -> str:
        """Why a day that is past is told only now; empty for another day."""
        return self.word("late") if day < today else ""

    def is_open(self, today: date) -> bool:
        """The person holds the seat, or is going to."""
        return self.held is not None and (self.held.ends is None or self.held.ends > today)

    @property
    def leaves(self) -> bool:
        """The row tells an end: a day, a reason or who comes after."""
        told = any(self.word(key) for key in ("left", "reason", "vacant"))
        return (told or self.heir is not None) and not self.renews

    @property
    def renews(self) -> bool:
        """The holder was elected or hired again, for a new term."""
        return self.word("reason") == EndReason.RENEWED


@dataclass
class Looking:
    """Finds the cases of a table in what is on record."""

    people: People
    world: World
    today: date

    def case(self, reading: Reading, place: Organisation | None) -> tuple[Case | None, Outcome]:
        """The case, or why there is none."""
        if place is None:
            return None, refused("missing", "place")
        values = reading.values
        seats = self.world.seats_like(place.pk, values["post"], values["seat"])
        if not seats:
            return None, refused("no_such_post", "post")
        holders = self.world.holders(seats, self.today)
        person, objection = self.people.find(named_in(reading), holders)
        if person is None:
            return None, objection or refused("unknown_person", "name")
        post, objection = self._seat(seats, person, values)
        if post is None:
            return None, objection or refused("no_such_post", "post")
        held = self.world.last_of(post, person)
        starts, left = day_of(reading, "starts"), day_of(reading, "left")
        begun = self.world.begun(post, person, starts)
        if held and begun and left and left <= held.starts:
            held = begun
        case = Case(reading, person, post, held, known=starts is None or begun is not None)
        return self._with_heir(case, holders)

    def _seat(
        self, seats: list[Post], person: Person, values: dict[str, str]
    ) -> tuple[Post | None, Outcome | None]:
        """The one seat that is meant: of several the one the person holds, or held last."""
        if len(seats) == 1 and values["post"]:
            return seats[0], None
        own = [post for post in seats if self.world.last_of(post, person)]
        if len(own) == 1:
            return own[0], None
        if not values["post"]:
            return None, refused("missing", "post")
        numbers = "、".join(str(post.number) for post in seats)
        return None, refused("which_post", "seat", numbers=numbers)

    def waits(self, case: Case) -> Outcome | None:
        """Something about this person and seat waits for a second person already."""
        if (case.person.pk, case.post.pk) not in self.world.proposed:
            return None
        return Outcome(RowVerdict.HELD, problems=[Remark("waits_for_second", "name")])

    def objection_to_assessor(self, case: Case) -> Outcome | None:
        """A row that says 是 is compared with the terms on record, and asks for the days where
        neither says them (bad input 60)."""
        if not case.word("assessor"):
            return None
        since, until = case.day("assessor_since"), case.day("assessor_until")
        if since and until:
            known = self.world.is_assessor(case.person, since, until)
            return None if known else refused("assessor_unknown", "assessor")
        if self.world.is_assessor(case.person, self.today, self.today):
            return None
        empty = "assessor_until" if since else "assessor_since"
        return refused("assessor_dates", empty)

    def _with_heir(self, case: Case, holders: list[Person]) -> tuple[Case | None, Outcome]:
        named = successor_in(case.reading)
        if named:
            if named.name == case.person.name and not named.numbers:
                return None, refused("successor_is_same", "successor")
            heir, objection = self.people.find(named)
            if objection or heir is None:
                return None, objection or refused("unknown_person", "successor")
            if heir.pk == case.person.pk:
                return None, refused("successor_is_same", "successor")
            case.heir = heir
        return case, Outcome(RowVerdict.SAME)


def missing(*columns: str) -> Outcome:
    """These cells are empty and must not be."""
    return Outcome(RowVerdict.REFUSED, problems=[Remark("missing", one) for one in columns])
