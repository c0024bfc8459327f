"""Tables of the roster (花名册), as the import knows them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.importing.columns import COLUMNS
from certificates.roster.importing.judging import RosterJudge
from certificates.roster.importing.reading import read
from certificates.roster.importing.wording import WORDS
from portal import masking
from portal.people.importing import wording
from portal.people.importing.kinds import (
    Column,
    HandedIn,
    Judge,
    Reading,
    Setting,
    Speech,
    register,
)
from portal.spreadsheets.tables import Cell

NAME_OF_KIND = "roster"


def _handed_in(number: int) -> str:
    sentence = ngettext(
        "%(number)s row tells a past day and is only proposed: it counts once somebody else has"
        " agreed.",
        "%(number)s rows tell a past day and are only proposed: they count once somebody else has"
        " agreed.",
        number,
    )
    return sentence % {"number": number}


SPEECH = Speech(
    title=_("Import the roster"),
    heading=_("Import the roster from a table"),
    advice=(
        _(
            "A row appoints, ends or replaces through the same requirements as the desk: "
            "certificate, papers of the post, age, an empty seat. What is missing is told beside "
            "the row."
        ),
        _(
            "Who leaves needs the day, the reason, the deciding body and the successor, or 暂缺 "
            "(vacant for now). After an election old and new members may stand in one table."
        ),
        _(
            "People are found by ID number, certificate number or person number; a name alone is "
            "enough for who holds the post. A day of the past needs the reason, and a second "
            "person who agrees; corrections are made on the desk."
        ),
    ),
    sheet=pgettext_lazy("sheet", "Roster"),
    file="roster-template",
    handed_in=HandedIn("late", _handed_in, _("Proposed entries"), "roster_proposals"),
)


class RosterKind:
    name = NAME_OF_KIND
    columns: tuple[Column, ...] = COLUMNS
    roles: tuple[str, ...] = ROSTER_KEEPERS
    speech = SPEECH

    def finding(self, total: int, parts: str) -> str:
        sentence = ngettext("Of %(total)s row: %(parts)s", "Of %(total)s rows: %(parts)s", total)
        return sentence % {"total": total, "parts": parts}

    def read(self, number: int, cells: dict[str, Cell], setting: Setting) -> Reading:
        reading = read(number, cells, setting)
        for column in ("name", "post", "seat"):
            typed = cells[column].text if column in cells else ""
            reading.values[f"typed_{column}"] = typed
        return reading

    def judge(self, setting: Setting) -> Judge:
        return RosterJudge(setting)

    def shown(self, reading: Reading) -> dict[str, str]:
        values = reading.values
        place = " ".join(values.get(key, "") for key in ("place", "typed_post", "typed_seat"))
        # Whoever matched the wrong column has put a number where a name is meant.
        name = values.get("name") or values.get("typed_name", "")
        return {"name": masking.cell(name), "place": masking.cell(place.strip())}


wording.learn(WORDS)
register(RosterKind())
