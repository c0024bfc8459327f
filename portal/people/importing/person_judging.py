"""Deciding the rows of a table of people, and writing them through the verbs of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal import clock, masking
from portal.people import correcting, enrolling
from portal.people.choices import RowVerdict
from portal.people.doubling import suspect_namesakes
from portal.people.identifying import identify
from portal.people.identity import Document, NumberRefused
from portal.people.importing.kinds import Outcome, Reading, Remark, Setting
from portal.people.importing.person_columns import person_number
from portal.people.importing.person_places import Placing
from portal.people.importing.person_reading import born_of
from portal.people.importing.person_twins import find_twins
from portal.people.importing.person_world import World, index_of, read_world
from portal.people.models import Organisation, Person
from portal.people.transferring import TransferRefused, transfer

FIELDS = {"name": "name", "latin": "latin_name", "phone": "phone", "email": "email"}
REQUIRED = ("name", "sex", "born")


@dataclass
class Target:
    """Whom a decided row is about, and where that person shall belong (None: as before)."""

    person: Person | None
    place: Organisation | None


def refused(code: str, column: str = "", **facts: Any) -> Outcome:
    return Outcome(RowVerdict.REFUSED, problems=[Remark(code, column, facts)])


def held(code: str, column: str = "", **facts: Any) -> Outcome:
    return Outcome(RowVerdict.HELD, problems=[Remark(code, column, facts)])


class PersonJudge:
    """Decides and writes the rows of one table of people; see `kinds.Judge`."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.bearer = setting.bearer
        self.placing = Placing(setting)
        self.twins: dict[int, Outcome] = {}
        self.indexes: dict[int, str] = {}

    @property
    def questions(self) -> dict[str, dict[str, Any]]:
        return self.placing.questions

    @property
    def foreign(self) -> int:
        return self.placing.foreign

    def begin(self, readings: Sequence[Reading]) -> None:
        self.indexes = {one.number: index_of(one) for one in readings}
        self.twins = find_twins(readings, self.indexes)

    def decide(self, readings: Sequence[Reading]) -> list[Outcome]:
        world = read_world(readings, self.indexes, self.bearer)
        return [self._decide(one, world) for one in readings]

    def _decide(self, reading: Reading, world: World) -> Outcome:
        if reading.problems:
            return Outcome(RowVerdict.REFUSED, problems=list(reading.problems))
        place, objection = self.placing.of(reading)
        objection = objection or self.twins.get(reading.number)
        if objection:
            return objection
        person, objection = self._person(reading, world)
        if objection:
            return objection
        if person is None:
            person, objection = self._namesake(reading, world, place)
        if objection:
            return objection
        if person is None:
            return self._new(reading, place)
        return self._known(reading, person, place)

    def _person(self, reading: Reading, world: World) -> tuple[Person | None, Outcome | None]:
        """Who it is by person number or document number."""
        key, index = reading.values["person"], self.indexes[reading.number]
        holder = world.by_index.get(index) if index else None
        if holder and not self.bearer.reaches(holder.organisation.path):
            return None, held("number_held", "number")
        if not key:
            return holder, None
        person = world.by_pk.get(int(key))
        if person is None or not self.bearer.reaches(person.organisation.path):
            return None, refused("key_unknown", "person")
        if holder and holder.pk != person.pk:
            return None, held("number_held", "number")
        born = born_of(reading)
        name = reading.values["name"]
        if name and born and name != person.name and born != person.birth_date:
            return None, held("key_mismatch", "person")
        return person, None

    def _namesake(
        self, reading: Reading, world: World, place: Organisation | None
    ) -> tuple[Person | None, Outcome | None]:
        """Who it is by name and birth date: one person of that organisation, nobody, or held."""
        born = born_of(reading)
        alike = world.by_name.get((reading.values["name"], born), []) if born else []
        if not alike:
            return None, None
        one = alike[0]
        stays = place is None or place.pk == one.organisation_id
        index = self.indexes[reading.number]
        if len(alike) == 1 and stays and (not index or not one.id_index):
            return one, None
        keys = "、".join(person_number(person.pk) for person in alike)
        return None, held("namesake", "name", keys=keys)

    def _new(self, reading: Reading, place: Organisation | None) -> Outcome:
        values = reading.values
        missing = [column for column in REQUIRED if not values.get(column)]
        if place is None:
            missing.append("place")
        if values.get("masked"):
            return refused("masked", "number")
        if missing:
            problems = [Remark("missing", column) for column in missing]
            return Outcome(RowVerdict.REFUSED, problems=problems)
        return Outcome(RowVerdict.NEW, target=Target(None, place))

    def _known(self, reading: Reading, person: Person, place: Organisation | None) -> Outcome:
        values, born = reading.values, born_of(reading)
        if (born and born != person.birth_date) or values["sex"] not in {"", person.sex}:
            return refused("born_differs", "born")
        index, stars = self.indexes[reading.number], values.get("masked", "")
        if stars and stars != person.id_masked:
            return (
                held("number_differs", "number") if person.id_index else refused("masked", "number")
            )
        if index and person.id_index not in {"", index}:
            return held("number_differs", "number")
        changes = [
            (column, getattr(person, stored), values[column])
            for column, stored in FIELDS.items()
            if values[column] and values[column] != getattr(person, stored)
        ]
        if index and not person.id_index:
            changes.append(("number", "", masking.number(values["number"])))
        moves = (
            place is not None and place.pk != person.organisation_id and not self.setting.homeless
        )
        if moves and place is not None:
            changes.append(("place", person.organisation.name, place.name))
        verdict = RowVerdict.CHANGED if changes else RowVerdict.SAME
        target = Target(person, place if moves else None)
        return Outcome(verdict, person.pk, changes, target=target)

    def write(self, rows: Sequence[tuple[Reading, Outcome]]) -> None:
        new = [row for row in rows if row[1].verdict == RowVerdict.NEW]
        known = [row for row in rows if row[1].verdict == RowVerdict.CHANGED]
        actor_id, reason = self.bearer.actor_id, self.setting.reason
        people = enrolling.enrol(
            [_newcomer(reading, outcome.target.place) for reading, outcome in new],
            actor_id=actor_id,
            reason=reason,
        )
        for person in enrolling.with_namesakes(people):
            suspect_namesakes(person, actor_id=actor_id)
        contact = [
            (outcome.target.person, _contact(outcome)) for _r, outcome in known if _contact(outcome)
        ]
        correcting.correct_many(contact, actor_id=actor_id, reason=reason)
        for reading, outcome in known:
            self._write_rest(reading, outcome)

    def _write_rest(self, reading: Reading, outcome: Outcome) -> None:
        """Another home, a number that was not known: by the verbs for one person."""
        person, place = outcome.target.person, outcome.target.place
        changed = {column for column, _before, _after in outcome.changes}
        actor_id, values = self.bearer.actor_id, reading.values
        try:
            if "number" in changed:
                identify(person, values["document"], values["number"], actor_id=actor_id)
            if place is not None and "place" in changed:
                reason = self.setting.reason
                transfer(person, place, day=clock.today(), reason=reason, actor_id=actor_id)
        except (NumberRefused, TransferRefused) as refusal:
            raise correcting.ChangedMeanwhile(person.pk) from refusal


def _contact(outcome: Outcome) -> dict[str, str]:
    return {FIELDS[column]: after for column, _b, after in outcome.changes if column in FIELDS}


def _newcomer(reading: Reading, place: Organisation) -> enrolling.Newcomer:
    values, born = reading.values, born_of(reading)
    if born is None:
        raise ValueError(f"row {reading.number} has no birth date")
    document = None
    if values.get("number"):
        document = Document(values["document"], values["number"])
    return enrolling.Newcomer(
        name=values["name"],
        organisation=place,
        sex=values["sex"],
        birth_date=born,
        latin_name=values["latin"],
        phone=values["phone"],
        email=values["email"],
        document=document,
    )
