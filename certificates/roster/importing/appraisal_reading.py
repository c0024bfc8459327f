"""Understanding one row of a table of appraisals; knows no table of the database."""

import unicodedata
from decimal import Decimal, InvalidOperation

from certificates.roster.appraising.deciding import (
    Figures,
    Problem,
    contradictions,
    told_rate,
)
from certificates.roster.appraising.wording import told
from certificates.roster.importing.appraisal_columns import words_of_grades
from certificates.roster.importing.reading import read_where, read_who
from certificates.roster.importing.wording import in_every_language
from portal.people.importing.kinds import Reading, Remark, Setting
from portal.people.importing.person_columns import squeezed
from portal.people.importing.person_reading import Row
from portal.people.importing.wording import SAID
from portal.spreadsheets.tables import NUMBER, Cell

FIGURES = tuple(Figures.__dataclass_fields__)
ONE = Decimal(1)


def read(number: int, cells: dict[str, Cell], setting: Setting) -> Reading:
    """One row as it was understood; figures that cannot be right name their fields."""
    row = Row(cells, setting, Reading(number))
    values = row.reading.values
    read_who(row)
    read_where(row)
    year = unicodedata.normalize("NFKC", row.text("year")).strip().removesuffix("年")
    values["year"] = year.removesuffix("年度")
    if not (values["year"].isascii() and values["year"].isdigit() and len(values["year"]) == 4):  # noqa: PLR2004
        row.problem("year_unclear", "year")
    for name in FIGURES:
        values[name] = _figure(row, name)
    typed = squeezed(row.text("proposed"))
    values["proposed"] = words_of_grades().get(typed, "")
    if typed and not values["proposed"]:
        row.problem("grade_unclear", "proposed")
    _judge(row)
    return row.reading


def _figure(row: Row, name: str) -> str:
    """A whole number of 0 or more, as text; 3.5 and -1 are named."""
    typed = unicodedata.normalize("NFKC", row.text(name)).strip().replace(",", "")
    if not typed:
        return ""
    try:
        found = Decimal(typed)
    except InvalidOperation:
        found = Decimal(-1)
    if not found.is_finite() or found < 0 or found != found.to_integral_value():
        _say(row, Problem("not_whole", (name,), (typed,)))
        return ""
    return str(int(found))


def _judge(row: Row) -> None:
    """What stands in two cells must fit together (bad input 92)."""
    values = row.reading.values
    accepted, succeeded = values["accepted"], values["succeeded"]
    if all(values[name] for name in FIGURES):
        for problem in contradictions(Figures(*(int(values[name]) for name in FIGURES))):
            _say(row, problem)
    rate = _rate(row)
    if rate is not None and accepted and succeeded:
        problem_of_rate = told_rate(rate, int(accepted), int(succeeded))
        if problem_of_rate and not row.reading.problems:
            _say(row, problem_of_rate)


def _rate(row: Row) -> Decimal | None:
    """The success rate in percent: 96.67%, 96.67, or 0.9667 as a spreadsheet keeps a percentage."""
    cell = row.cells.get("rate")
    typed = unicodedata.normalize("NFKC", row.text("rate")).strip()
    if cell is None or not typed:
        return None
    try:
        found = Decimal(typed.removesuffix("%").strip())
    except InvalidOperation:
        row.problem("rate_unclear", "rate")
        return None
    if not found.is_finite():
        row.problem("rate_unclear", "rate")
        return None
    if cell.kind == NUMBER and not typed.endswith("%") and found <= 2:  # noqa: PLR2004
        return (found * 100).normalize() + 0
    return found


def _say(row: Row, problem: Problem) -> None:
    said = in_every_language(lambda: told(problem))
    row.reading.problems.append(Remark(SAID, problem.fields[0], said))
