"""Tables of people, as the import knows them."""

from portal import masking
from portal.people.importing.kinds import Column, Judge, Reading, Setting, register
from portal.people.importing.person_columns import COLUMNS, NAME_OF_KIND
from portal.people.importing.person_judging import PersonJudge
from portal.people.importing.person_reading import read
from portal.spreadsheets.tables import Cell

SHOWN = ("name", "born", "phone", "place")


class PersonKind:
    name = NAME_OF_KIND
    columns: tuple[Column, ...] = COLUMNS

    def read(self, number: int, cells: dict[str, Cell], setting: Setting) -> Reading:
        reading = read(number, cells, setting)
        reading.values.setdefault("typed_name", cells["name"].text if "name" in cells else "")
        return reading

    def judge(self, setting: Setting) -> Judge:
        return PersonJudge(setting)

    def shown(self, reading: Reading) -> dict[str, str]:
        values = reading.values
        found = {key: values.get(key, "") for key in SHOWN}
        found["name"] = found["name"] or values.get("typed_name", "")
        # Whoever matched the wrong column has put a number where a name is meant.
        found = {key: masking.cell(text) for key, text in found.items()}
        found["number"] = values.get("masked") or masking.number(values.get("number", ""))
        return found


register(PersonKind())
