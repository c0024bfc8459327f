"""The roster as it must be by what the verbs said they did: plain values, no database."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.certificates.roster.hands import Told

FAR = date(9999, 12, 31)
ORDER = ("begun", "ended", "struck")


@dataclass(frozen=True)
class Term:
    """A post held by a person on the days from `starts` up to and without `ends`."""

    post: int
    person: int
    starts: date
    ends: date | None

    def on(self, day: date) -> bool:
        return self.starts <= day < (self.ends or FAR)

    def meets(self, other: "Term") -> bool:
        return self.starts < (other.ends or FAR) and other.starts < (self.ends or FAR)


class Calendar:
    """Who holds what by all that was told; `full_time` are the posts of which one is enough."""

    def __init__(self, full_time: Iterable[int] = ()) -> None:
        self.full_time = frozenset(full_time)
        self.terms: dict[int, Term] = {}
        self.offences: list[str] = []

    def hear(self, told: Iterable[Told]) -> None:
        """In whatever order several hands have told it."""
        for one in sorted(told, key=lambda one: ORDER.index(one.what)):
            if one.what == "begun":
                self.terms[one.appointment] = Term(
                    one.post, one.person, one.starts or FAR, one.ends
                )
            elif one.what == "ended":
                self._end(one)
            elif self.terms.pop(one.appointment, None) is None:
                self.offences.append(f"appointment {one.appointment} struck twice")

    def _end(self, one: Told) -> None:
        term = self.terms.get(one.appointment)
        if term is None or term.ends:
            self.offences.append(f"appointment {one.appointment} ended twice")
        else:
            self.terms[one.appointment] = replace(term, ends=one.ends)

    def in_the_way(self, wanted: Term) -> set[str]:
        """Which of the gate's two questions about other appointments the wanted one fails."""
        met = [term for term in self.terms.values() if term.meets(wanted)]
        full = wanted.post in self.full_time and any(
            term.person == wanted.person and term.post in self.full_time for term in met
        )
        held = any(term.post == wanted.post for term in met)
        return {name for name, fails in (("vacant", held), ("full_time", full)) if fails}

    def holders(self, day: date) -> dict[int, list[int]]:
        """Of each post held on a day, who holds it: one, or the roster is broken."""
        found: dict[int, list[int]] = {}
        for term in self.terms.values():
            if term.on(day):
                found.setdefault(term.post, []).append(term.person)
        return found

    def turns(self) -> set[date]:
        """The days on which an answer may change, and those before and after."""
        days = {day for term in self.terms.values() for day in (term.starts, term.ends) if day}
        return {day + timedelta(days=off) for day in days for off in (-1, 0)}
