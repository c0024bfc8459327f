"""Deciding the rows of a table of the roster together, and writing them by the verbs of the desk.

A village election replaces half of the mediators in one table: a post that one row empties may be
filled by another, so ends are decided first, with who comes after, and then who takes up a post.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from certificates.roster.importing.cases import Case, Looking, missing
from certificates.roster.importing.ending import decide_end
from certificates.roster.importing.entering import Ending, Steps, Taking
from certificates.roster.importing.past_terms import decide_term, is_over
from certificates.roster.importing.recognising import (
    named_in,
    read_people,
    refused,
    successor_in,
)
from certificates.roster.importing.taking import (
    Leaving,
    heir_of,
    other_term,
    taking_of,
    weigh,
)
from certificates.roster.importing.world import add_terms, read_world
from certificates.roster.refusing import Refused, is_too_long_ago
from certificates.roster.turns import in_order
from portal.people.choices import RowVerdict
from portal.people.correcting import ChangedMeanwhile
from portal.people.importing.kinds import Outcome, Reading, Setting
from portal.people.importing.person_places import Placing
from portal.people.models import Organisation

VACANT = "暂缺"  # as the table says it, whatever language is read


class RosterJudge:
    """Decides and writes the rows of one table of the roster; see `kinds.Judge`."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.bearer = setting.bearer
        self.today = setting.today
        self.placing = Placing(setting)
        self.outcomes: dict[int, Outcome] = {}
        self.takers: dict[int, Case] = {}
        self.leavings: list[Leaving] = []
        self.ends: dict[int, date] = {}

    @property
    def questions(self) -> dict[str, dict[str, Any]]:
        return self.placing.questions

    @property
    def foreign(self) -> int:
        return self.placing.foreign

    def begin(self, readings: Sequence[Reading]) -> None:
        """Decide all that leave, with who comes after them."""
        placed = self._placed(readings)
        named = [named_in(one) for one, _place in placed]
        heirs = [heir for one, _place in placed if (heir := successor_in(one))]
        people = read_people([*named, *heirs], self.bearer)
        world = read_world(place.pk for _one, place in placed)
        looking = Looking(people, world, self.today)
        cases = self._cases(placed, looking)
        add_terms(world, {one.person.pk for one in cases if one.word("assessor")})
        for case in cases:
            objection = looking.objection_to_assessor(case) or looking.waits(case)
            if objection:
                self.outcomes[case.number] = objection
            elif case.leaves:
                self._leave(case)
            else:
                self.takers[case.number] = case
        self._refuse_two_on_a_seat()
        for leaving in list(self.leavings):
            self._find_heir(leaving)
        self._settle()

    def _placed(self, readings: Sequence[Reading]) -> list[tuple[Reading, Organisation]]:
        """The rows with the organisation each names."""
        found = []
        for reading in readings:
            if reading.problems:
                self._refuse(reading.number, Outcome(RowVerdict.REFUSED, problems=reading.problems))
                continue
            place, objection = self.placing.of(reading)
            if objection or place is None:
                self._refuse(reading.number, objection or missing("place"))
            else:
                found.append((reading, place))
        return found

    def _cases(self, placed: list[tuple[Reading, Organisation]], looking: Looking) -> list[Case]:
        """The rows understood, each person and seat once."""
        found: dict[tuple[int, int], Case] = {}
        for reading, place in placed:
            case, objection = looking.case(reading, place)
            if case is None:
                self._refuse(reading.number, objection)
                continue
            first = found.setdefault((case.person.pk, case.post.pk), case)
            if first is not case:
                same = first.day("starts") == case.day("starts")
                code = "repeated" if same else "one_at_a_time"
                self._refuse(case.number, refused(code, "name", row=first.number))
        return list(found.values())

    def _refuse(self, number: int, outcome: Outcome) -> None:
        self.outcomes[number] = outcome

    def _leave(self, case: Case) -> None:
        if is_over(case, self.today):
            self._refuse(case.number, decide_term(case, self.today))
            return
        ending, outcome = decide_end(case, self.today)
        if ending is None:
            self._refuse(case.number, outcome or missing("left"))
        elif ending.late:
            self._refuse(case.number, self._hand_in(case, ending))
        else:
            self.leavings.append(Leaving(case, ending))

    def _hand_in(self, case: Case, ending: Ending) -> Outcome:
        """An end on a past day waits for a second person; who comes after follows then."""
        if case.heir:
            return refused("late_successor", "successor")
        changes = [("left", "", ending.day.isoformat()), ("reason", "", case.word("reason_typed"))]
        changes.append(("late", "", ending.late))
        return Outcome(RowVerdict.CHANGED, case.person.pk, changes, target=Steps([ending]))

    def _refuse_two_on_a_seat(self) -> None:
        """A seat that two rows give to different people; rows of who holds it already are none."""
        claims: dict[int, tuple[int, int]] = {}
        named = [(one.number, one.post.pk, one.person.pk) for one in self.takers.values()]
        named += [
            (one.case.number, one.case.post.pk, one.case.heir.pk)
            for one in self.leavings
            if one.case.heir
        ]
        leaving = {one.ending.appointment.pk for one in self.leavings}
        for number, post_id, person_id in named:
            taker = self.takers.get(number)
            if taker and taker.held and taker.held.ends is None and taker.held.pk not in leaving:
                continue
            first, other = claims.setdefault(post_id, (number, person_id))
            if other != person_id:
                self._refuse(number, refused("taken_in_table", "post", row=first))
                self.takers.pop(number, None)
                self.leavings = [one for one in self.leavings if one.case.number != number]

    def _find_heir(self, leaving: Leaving) -> None:
        """Who comes after: the row of the table that takes the seat, or who is named, or nobody
        for now. Bad input 57: without any of them the row asks."""
        case, day = leaving.case, leaving.ending.day
        rows = [
            one
            for one in self.takers.values()
            if one.post.pk == case.post.pk
            and one.person.pk != case.person.pk
            and (one.day("starts") or day) >= day
            and (case.heir is None or case.heir.pk == one.person.pk)
        ]
        if rows:
            leaving.row = rows[0]
            taking, objection = taking_of(rows[0], self.today)
        elif case.heir:
            taking, objection = heir_of(case, case.heir, leaving.ending)
        elif case.word("vacant"):
            return
        else:
            taking, objection = None, refused("successor_missing", "successor")
        if taking is None:
            self._give_up(leaving, objection or missing("successor"))
        else:
            leaving.weighed = weigh(taking, "certificate" if rows else "successor")

    def _give_up(self, leaving: Leaving, objection: Outcome) -> None:
        """The row cannot be entered; where it is the successor's row that is wrong, both say so."""
        self.leavings.remove(leaving)
        case = leaving.case
        if leaving.row is None:
            self._refuse(case.number, objection)
            return
        self._refuse(case.number, refused("successor_row", "successor", row=leaving.row.number))
        self._refuse(leaving.row.number, objection)
        self.takers.pop(leaving.row.number, None)

    def _settle(self) -> None:
        """Give up rows until all that remain can be entered together: each may rest on an end that
        another row tells."""
        settled = False
        while not settled:
            ends = {one.ending.appointment.pk: one.ending.day for one in self.leavings}
            failed = [
                (one, objection)
                for one in self.leavings
                if one.weighed and (objection := one.weighed.objection(ends))
            ]
            for leaving, objection in failed:
                self._give_up(leaving, objection)
            settled = not failed
        self.ends = ends
        for leaving in self.leavings:
            self._accept(leaving)

    def _accept(self, leaving: Leaving) -> None:
        case, ending = leaving.case, leaving.ending
        taking = leaving.weighed.taking if leaving.weighed else None
        changes = [("left", "", ending.day.isoformat()), ("reason", "", case.word("reason_typed"))]
        changes.append(("successor", "", taking.person.name if taking else VACANT))
        steps = Steps([ending], [taking] if taking else [])
        self.outcomes[case.number] = Outcome(
            RowVerdict.CHANGED, case.person.pk, changes, target=steps
        )
        if leaving.row and taking:
            self.takers.pop(leaving.row.number, None)
            self.outcomes[leaving.row.number] = _new(taking, None)

    def decide(self, readings: Sequence[Reading]) -> list[Outcome]:
        for one in readings:
            case = self.takers.pop(one.number, None)
            if case is not None:
                self.outcomes[one.number] = self._take(case)
        return [self.outcomes[one.number] for one in readings]

    def _take(self, case: Case) -> Outcome:
        """Somebody who is, or shall be, in office."""
        held, starts = case.held, case.day("starts")
        if case.renews:
            return self._renew(case)
        if held is None or not case.is_open(self.today):
            if held and held.ends and starts == held.starts:
                return refused("ended_already", "starts", day=held.ends.isoformat())
            return self._taken(case, self.ends, Steps())
        if starts and starts != held.starts:
            return refused("starts_differs", "starts", day=held.starts.isoformat())
        if case.word("mode") not in {"", held.mode}:
            return refused("mode_differs", "mode")
        return other_term(case, held.term_ends) or Outcome(RowVerdict.SAME, case.person.pk)

    def _renew(self, case: Case) -> Outcome:
        """The holder's term ends and the next one begins on the same day."""
        held, starts = case.held, case.day("starts")
        if held is None or not case.is_open(self.today):
            return refused("not_in_office", "reason")
        if starts == held.starts:
            return Outcome(RowVerdict.SAME, case.person.pk)
        if starts is None or held.ends:
            return _no_renewal(starts)
        if not case.word("body"):
            return missing("body")
        if starts < held.starts:
            return refused("left_before_start", "starts")
        ending = Ending(held, starts, "renewed", case.word("body"), case.word("document"))
        return self._taken(case, self.ends | {held.pk: starts}, Steps([ending]))

    def _taken(self, case: Case, ends: dict[int, date], steps: Steps) -> Outcome:
        taking, objection = taking_of(case, self.today)
        if taking is None:
            return objection or missing("starts")
        if is_too_long_ago(taking.starts):
            return refused("too_long_ago", "starts")
        objection = weigh(taking, "certificate").objection(ends)
        if objection:
            return objection
        steps.takings.append(taking)
        return _new(taking, steps)

    def write(self, rows: Sequence[tuple[Reading, Outcome]]) -> None:
        steps = [outcome.target for _reading, outcome in rows if outcome.target]
        acts = [act for one in steps for act in one.endings]
        acts += [act for one in steps for act in one.takings]
        in_order([act.where for act in acts if not act.late])
        for act in acts:
            try:
                act.write(self.bearer.actor_id)
            except Refused as refusal:
                raise ChangedMeanwhile(str(refusal)) from refusal


def _no_renewal(starts: date | None) -> Outcome:
    """No day on which another term begins, or no term that it could follow."""
    if starts is None:
        return refused("renewal_start", "starts")
    return refused("not_in_office", "reason")


def _new(taking: Taking, steps: Steps | None) -> Outcome:
    """An appointment that is new; without steps another row makes it."""
    verdict = RowVerdict.CHANGED if steps and steps.endings else RowVerdict.NEW
    changes = [("starts", "", taking.starts.isoformat()), ("basis", "", taking.basis)]
    if taking.late:
        changes.append(("late", "", taking.late))
    return Outcome(verdict, taking.person.pk, changes, target=steps)
