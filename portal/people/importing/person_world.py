"""What is on record about the people of some rows: read in a few queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from portal.people import enciphering
from portal.people.importing.kinds import Bearer, Reading
from portal.people.importing.person_reading import born_of
from portal.people.models import Person

WHY = "rows of a table are compared with the whole city; what is elsewhere is not told"


def index_of(reading: Reading) -> str:
    """The blind index of the number in a row; empty without one."""
    values = reading.values
    if not values.get("number"):
        return ""
    return enciphering.index(values["document"], values["number"])


@dataclass
class World:
    """People on record whom the rows may be about; `by_name` holds those in reach only."""

    by_pk: dict[int, Person] = field(default_factory=dict)
    by_index: dict[str, Person] = field(default_factory=dict)
    by_name: dict[tuple[str, date], list[Person]] = field(default_factory=lambda: defaultdict(list))


def read_world(readings: Sequence[Reading], indexes: dict[int, str], bearer: Bearer) -> World:
    """`indexes` gives the blind index of each row by its number."""
    people = Person.objects.unscoped(WHY).select_related("organisation")
    people = people.filter(merged_into__isnull=True)
    keys = [int(one.values["person"]) for one in readings if one.values.get("person")]
    sought = [indexes[one.number] for one in readings if indexes.get(one.number)]
    names = {(one.values.get("name", ""), born_of(one)) for one in readings}
    world = World()
    if keys:
        world.by_pk = {one.pk: one for one in people.filter(pk__in=keys)}
    if sought:
        world.by_index = {one.id_index: one for one in people.filter(id_index__in=sought)}
    for one in people.filter(name__in={name for name, _born in names}):
        if (one.name, one.birth_date) in names and bearer.reaches(one.organisation.path):
            world.by_name[one.name, one.birth_date].append(one)
    return world
