"""Tables of people, as the import knows them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from portal import masking
from portal.people.importing.kinds import Column, Judge, Reading, Setting, Speech, register
from portal.people.importing.person_columns import COLUMNS, NAME_OF_KIND
from portal.people.importing.person_judging import PersonJudge
from portal.people.importing.person_reading import read
from portal.people.models import IMPORTERS
from portal.spreadsheets.tables import Cell

SHOWN = ("name", "born", "phone", "place")
SPEECH = Speech(
    title=_("Import people"),
    heading=_("Import people from a table"),
    advice=(
        _(
            "Set the column of ID numbers to text. Numbers that a spreadsheet has kept as figures "
            "have lost their last digits; they are named and never guessed."
        ),
        _(
            "Export people, change some cells and bring the table back: only the changes are "
            "entered. Empty cells change nothing."
        ),
    ),
    sheet=pgettext_lazy("sheet", "People"),
    file="people-template",
)


class PersonKind:
    name = NAME_OF_KIND
    columns: tuple[Column, ...] = COLUMNS
    roles: tuple[str, ...] = IMPORTERS
    speech = SPEECH

    def finding(self, total: int, parts: str) -> str:
        sentence = ngettext(
            "Of %(total)s person: %(parts)s", "Of %(total)s people: %(parts)s", total
        )
        return sentence % {"total": total, "parts": parts}

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
