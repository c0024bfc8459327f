"""Tables of annual appraisals (年度考核), as the import knows them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.importing.appraisal_columns import COLUMNS
from certificates.roster.importing.appraisal_judging import AppraisalJudge
from certificates.roster.importing.appraisal_reading import read
from certificates.roster.importing.wording import OF_APPRAISALS
from portal import masking
from portal.people.importing import wording
from portal.people.importing.kinds import Column, Judge, Reading, Setting, Speech, register
from portal.spreadsheets.tables import Cell

NAME_OF_KIND = "appraisals"
SPEECH = Speech(
    title=_("Import appraisals"),
    heading=_("Import appraisals from a table"),
    advice=(
        _(
            "Figures are whole numbers. Cases settled and files archived are not more than cases "
            "accepted; a success rate is compared with its counts."
        ),
        _(
            "A grade in a table is a proposed one. It is published and decided on the desk. Empty "
            "cells change nothing."
        ),
    ),
    sheet=pgettext_lazy("sheet", "Appraisals"),
    file="appraisal-template",
)


class AppraisalKind:
    name = NAME_OF_KIND
    columns: tuple[Column, ...] = COLUMNS
    roles: tuple[str, ...] = ROSTER_KEEPERS
    speech = SPEECH

    def finding(self, total: int, parts: str) -> str:
        sentence = ngettext("Of %(total)s row: %(parts)s", "Of %(total)s rows: %(parts)s", total)
        return sentence % {"total": total, "parts": parts}

    def read(self, number: int, cells: dict[str, Cell], setting: Setting) -> Reading:
        reading = read(number, cells, setting)
        reading.values["typed_name"] = cells["name"].text if "name" in cells else ""
        return reading

    def judge(self, setting: Setting) -> Judge:
        return AppraisalJudge(setting)

    def shown(self, reading: Reading) -> dict[str, str]:
        values = reading.values
        name = values.get("name") or values.get("typed_name", "")
        place = f"{values.get('place', '')} {values.get('year', '')}".strip()
        return {"name": masking.cell(name), "place": masking.cell(place)}


wording.learn(OF_APPRAISALS)
register(AppraisalKind())
