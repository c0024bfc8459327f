"""Deciding the rows of a table of appraisals, and writing them by the verb of the desk."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import override

from certificates.roster.appraising.deciding import Figures
from certificates.roster.appraising.recording import (
    FIRST_YEAR,
    STAGED,
    Entry,
    appraise,
    changes,
    scale_of,
)
from certificates.roster.choices_of_appraisals import AppraisalGrade
from certificates.roster.importing.appraisal_reading import FIGURES
from certificates.roster.importing.cases import Case, Looking, missing
from certificates.roster.importing.recognising import named_in, read_people, refused
from certificates.roster.importing.world import read_world
from certificates.roster.models import Appraisal
from certificates.roster.refusing import Refused
from portal.people.choices import RowVerdict
from portal.people.correcting import ChangedMeanwhile
from portal.people.importing.kinds import Outcome, Reading, Setting
from portal.people.importing.person_places import Placing
from portal.people.models import Organisation


class AppraisalJudge:
    """Decides and writes the rows of one table of appraisals; see `kinds.Judge`."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.placing = Placing(setting)
        self.outcomes: dict[int, Outcome] = {}

    @property
    def questions(self) -> dict[str, dict[str, Any]]:
        return self.placing.questions

    @property
    def foreign(self) -> int:
        return self.placing.foreign

    def begin(self, readings: Sequence[Reading]) -> None:
        placed: list[tuple[Reading, Organisation]] = []
        for reading in readings:
            if reading.problems:
                self.outcomes[reading.number] = Outcome(
                    RowVerdict.REFUSED, problems=reading.problems
                )
                continue
            place, objection = self.placing.of(reading)
            if objection or place is None:
                self.outcomes[reading.number] = objection or missing("place")
            else:
                placed.append((reading, place))
        people = read_people([named_in(one) for one, _place in placed], self.setting.bearer)
        world = read_world(place.pk for _one, place in placed)
        looking = Looking(people, world, self.setting.today)
        self._decide_all(placed, looking)

    def _decide_all(self, placed: list[tuple[Reading, Organisation]], looking: Looking) -> None:
        cases: dict[tuple[int, str], Case] = {}
        for reading, place in placed:
            case, objection = looking.case(reading, place)
            if case is None:
                self.outcomes[reading.number] = objection
                continue
            case.held = looking.world.serving(case.post, case.person, int(reading.values["year"]))
            if case.held is None:
                self.outcomes[case.number] = refused("not_in_office_then", "year")
                continue
            first = cases.setdefault((case.held.pk, reading.values["year"]), case)
            if first is not case:
                self.outcomes[case.number] = refused("repeated", "name", row=first.number)
        written = _written([case.held.pk for case in cases.values() if case.held])
        for (appointment_id, year), case in cases.items():
            row = written.get((appointment_id, int(year)))
            self.outcomes[case.number] = self._decide(case, int(year), row)

    def _decide(self, case: Case, year: int, row: Appraisal | None) -> Outcome:
        objection = self._objection(case, year)
        empty = [name for name in FIGURES if not case.word(name)]
        if objection or (row is None and empty):
            return objection or missing(*empty)
        entry = _entry(case, row, self.setting.reason)
        found = changes(row, entry)
        if row and not found:
            return Outcome(RowVerdict.SAME, case.person.pk)
        if row and row.final:
            return refused("final_stands", "proposed")
        verdict, seen = (RowVerdict.CHANGED, row.pk) if row else (RowVerdict.NEW, None)
        told = [(name, _word(was), _word(now)) for name, (was, now) in found.items() if now]
        return Outcome(verdict, case.person.pk, told, target=(case.held, entry, seen))

    def _objection(self, case: Case, year: int) -> Outcome | None:
        if not FIRST_YEAR <= year <= self.setting.today.year:
            return refused("year_far", "year")
        if case.person.user_id == self.setting.bearer.actor_id:
            return refused("ones_own", "name")
        if case.word("proposed") not in {"", *scale_of(year)}:
            return refused("grade_unclear", "proposed")
        return None

    def decide(self, readings: Sequence[Reading]) -> list[Outcome]:
        return [self.outcomes[one.number] for one in readings]

    def write(self, rows: Sequence[tuple[Reading, Outcome]]) -> None:
        for reading, outcome in rows:
            held, entry, seen = outcome.target
            year, actor_id = int(reading.values["year"]), self.setting.bearer.actor_id
            try:
                appraise(held, year, entry, seen=seen, actor_id=actor_id)
            except Refused as refusal:
                raise ChangedMeanwhile(str(refusal)) from refusal


def _word(value: object) -> str:
    """A value as the row shows it; grades in the city's language, whoever reads it."""
    if value in AppraisalGrade.values:
        with override(settings.LANGUAGE_CODE):
            return str(AppraisalGrade(str(value)).label)
    return "" if value is None else str(value)


def _entry(case: Case, row: Appraisal | None, reason: str) -> Entry:
    """What would be written: empty cells leave what is there."""
    stages: dict[str, Any] = {name: getattr(row, name) for name in STAGED} if row else {}
    if case.word("proposed"):
        stages["proposed"] = case.word("proposed")
    figures = {
        name: int(case.word(name)) if case.word(name) else getattr(row, name, 0) for name in FIGURES
    }
    return Entry(Figures(**figures), **stages, reason=reason)


def _written(appointment_ids: list[int]) -> dict[tuple[int, int], Appraisal]:
    rows = Appraisal.objects.unscoped("the appraisals of a table's people").filter(
        appointment_id__in=appointment_ids, superseded_at__isnull=True
    )
    return {(one.appointment_id, one.year): one for one in rows}
