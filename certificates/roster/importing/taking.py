"""May somebody of a table take up a post? The gate of the desk, with the ends that the same table
tells; decides, and writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from certificates.roster.appointing import APPOINTED_YEARS, longest_end, planned_end
from certificates.roster.gate import Gate, Requirement, decide_gate
from certificates.roster.importing.cases import Case, missing
from certificates.roster.importing.ending import bad_day
from certificates.roster.importing.entering import Ending, Taking
from certificates.roster.importing.recognising import refused
from certificates.roster.importing.wording import in_every_language
from certificates.roster.wording import gate_lines
from portal.people.choices import RowVerdict
from portal.people.importing.kinds import Outcome, Remark
from portal.people.importing.wording import SAID
from portal.people.models import Person

MENDED_BY_ENDS = ("vacant", "full_time")  # requirements that name the appointment in the way
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Weighed:
    """A taking with what the gate found; `column` is the cell that names the person."""

    taking: Taking
    gate: Gate
    column: str

    def objection(self, ends: Mapping[int, date]) -> Outcome | None:
        """What stands in the way when the appointments `ends` (by id) end on those days."""
        problems = [
            self._told(found) for found in self.gate.missing if not self._mended(found, ends)
        ]
        return Outcome(RowVerdict.REFUSED, problems=problems) if problems else None

    def _mended(self, found: Requirement, ends: Mapping[int, date]) -> bool:
        ended = ends.get(found.mend or 0) if found.id in MENDED_BY_ENDS else None
        return ended is not None and ended <= self.taking.starts

    def _told(self, found: Requirement) -> Remark:
        if found.id == "certificate":
            return Remark("uncertified_then" if self.taking.late else "uncertified", self.column)
        at = self.gate.requirements.index(found)

        def act() -> str:
            told = gate_lines(self.gate)[at]
            return _("%(what)s: %(why)s") % {"what": capfirst(told.title), "why": told.text}

        return Remark(SAID, "", in_every_language(act))


@dataclass
class Leaving:
    """A row that ends an appointment; the successor's own row where the table has one."""

    case: Case
    ending: Ending
    row: Case | None = None
    weighed: Weighed | None = None


def weigh(taking: Taking, column: str) -> Weighed:
    """Ask the gate."""
    until = taking.end.day if taking.end else None
    gate = decide_gate(taking.person, taking.post, taking.mode, taking.starts, until=until)
    return Weighed(taking, gate, column)


def taking_of(case: Case, today: date) -> tuple[Taking | None, Outcome | None]:
    """The appointment a row tells, or what is missing for it."""
    starts = case.day("starts")
    empty = [column for column in ("mode", "starts", "basis") if not case.word(column)]
    if empty or starts is None:
        return None, missing(*empty)
    late = case.late(starts, today)
    objection = None if late else bad_day(starts, "starts", today, APPOINTED_YEARS)
    if objection:
        return None, objection
    until = term_of(case, starts)
    if until > longest_end(case.post, case.word("mode"), starts):
        return None, refused("term_long", "until")
    mode, basis = case.word("mode"), case.word("basis")
    return Taking(case.person, case.post, mode, starts, basis, until, late), None


def term_of(case: Case, starts: date) -> date:
    """The day before which the term ends: what the rule says, or after the last day that the row
    tells; tables write the one or the other."""
    by_rule = planned_end(case.post, case.word("mode"), starts)
    told = case.day("until")
    return by_rule if told is None or told == by_rule else told + ONE_DAY


def heir_of(case: Case, heir: Person, ending: Ending) -> tuple[Taking | None, Outcome | None]:
    """The successor's appointment, which begins on the day the other ends, in the same way."""
    basis, mode = case.word("successor_basis") or case.word("document"), ending.appointment.mode
    if not basis:
        return None, missing("successor_basis")
    until = planned_end(case.post, mode, ending.day)
    return Taking(heir, case.post, mode, ending.day, basis, until), None


def other_term(case: Case, ends: date | None) -> Outcome | None:
    """The row tells another end of the term than `ends` or the last day before it."""
    told = case.day("until")
    if told is None or ends is None or told in {ends, ends - ONE_DAY}:
        return None
    return refused("until_differs", "until", day=ends.isoformat())
