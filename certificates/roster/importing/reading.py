"""Understanding the cells of one row; knows no table of the database."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError

from certificates.roster.importing.columns import (
    NO,
    NOBODY,
    STAYING,
    VACANT,
    YES,
    words_of_modes,
    words_of_posts,
    words_of_reasons,
)
from certificates.roster.importing.wording import in_every_language
from portal.freetext import LineField
from portal.people.choices import IdentityDocument
from portal.people.identity import normalised, read_document
from portal.people.importing.kinds import Reading, Remark, Setting
from portal.people.importing.person_columns import squeezed
from portal.people.importing.person_reading import KEY, STAR, Row
from portal.people.importing.wording import SAID
from portal.people.recording import clean_name
from portal.spreadsheets.dates import DayFar, DayUnclear, read_day
from portal.spreadsheets.tables import NUMBER, TEXT, Cell

CERTIFICATE_LENGTH, ID_LENGTH = 17, 18
WHOLE = re.compile(r"[0-9]{1,4}")
LINES = {"basis": 200, "body": 100, "document": 100, "successor_basis": 200, "late": 200}
DAYS = ("starts", "until", "left", "assessor_since", "assessor_until")


def read(number: int, cells: dict[str, Cell], setting: Setting) -> Reading:
    """One row of the roster as it was understood."""
    row = Row(cells, setting, Reading(number))
    values = row.reading.values
    read_who(row)
    read_where(row)
    values["mode"] = _word(row, "mode", words_of_modes(), "mode_unclear")
    values["reason"] = _reason(row)
    values["reason_typed"] = row.text("reason") if values["reason"] else ""
    for column in DAYS:
        values[column] = read_day_of(row, column)
    for column, longest in LINES.items():
        values[column] = line(row, column, longest)
    values["assessor"] = _yes_or_no(row)
    _successor(row)
    _days_in_order(row)
    return row.reading


def read_who(row: Row) -> None:
    """Name, person number, ID number (whole or masked), certificate number."""
    values = row.reading.values
    typed = unicodedata.normalize("NFKC", row.text("person")).strip()
    key = KEY.fullmatch(typed)
    if typed and not key:
        row.problem("key_unclear", "person")
    values["person"] = key[1] if key else ""
    values["name"] = row.said("name", lambda: clean_name(row.text("name")))
    values["certificate"] = normalised(row.text("certificate"))
    values["number"], values["masked"] = _number(row, "number")


def read_where(row: Row) -> None:
    """Organisation, kind and number of the post."""
    values = row.reading.values
    values["place"] = unicodedata.normalize("NFC", row.text("place")).strip()
    values["post"] = _word(row, "post", words_of_posts(), "post_unclear")
    seat = unicodedata.normalize("NFKC", row.text("seat")).strip().removesuffix("号")
    if seat and not WHOLE.fullmatch(seat):
        row.problem("seat_unclear", "seat")
        seat = ""
    values["seat"] = seat.lstrip("0")


def _number(row: Row, column: str) -> tuple[str, str]:
    """An ID number as it is kept, or its mask."""
    cell = row.cells.get(column)
    if cell is None or not cell.text:
        return "", ""
    masked = STAR.fullmatch(normalised(cell.text))
    if masked:
        return "", masked[0]
    typed = cell.text if cell.kind in {TEXT, NUMBER} else ""
    kind, today = IdentityDocument.ID_CARD.value, row.setting.today

    def act() -> str:
        return read_document(kind, typed, today=today).number

    return row.said(column, act), ""


def _word(row: Row, column: str, words: dict[str, str], problem: str) -> str:
    typed = squeezed(row.text(column))
    found = words.get(typed, "")
    if typed and not found:
        row.problem(problem, column)
    return found


def _reason(row: Row) -> str:
    if squeezed(row.text("reason")) in STAYING:
        return ""
    return _word(row, "reason", words_of_reasons(), "reason_unclear")


def _yes_or_no(row: Row) -> str:
    typed = squeezed(row.text("assessor"))
    if typed and typed not in YES | NO:
        row.problem("yes_or_no", "assessor")
    return "yes" if typed in YES else ""


def read_day_of(row: Row, column: str) -> str:
    """A day as ISO; what was not written so is told beside how it was read."""
    cell = row.cells.get(column)
    if cell is None or not cell.text:
        return ""
    try:
        day = read_day(cell, era_1904=row.setting.era_1904).isoformat()
    except DayUnclear as unclear:
        row.problem("day_far" if isinstance(unclear, DayFar) else "day_unclear", column)
        return ""
    if cell.text != day:
        row.reading.notes.append(Remark("day_read", column, {"typed": cell.text, "day": day}))
    return day


def line(row: Row, column: str, longest: int) -> str:
    """One line of words, without an ID number in it."""
    typed = unicodedata.normalize("NFC", row.text(column)).strip()
    field = LineField(max_length=longest, required=False)
    try:
        return str(field.clean(typed))
    except ValidationError:
        said = in_every_language(_refusal(field, typed))
        row.reading.problems.append(Remark(SAID, column, said))
        return ""


def _refusal(field: LineField, typed: str) -> Callable[[], str]:
    def act() -> str:
        try:
            field.clean(typed)
        except ValidationError as refused:
            return " ".join(refused.messages)
        return ""

    return act


def _successor(row: Row) -> None:
    """暂缺, or who: a name, and a number of one of three kinds, each told by its form."""
    values = row.reading.values
    values |= {"successor": "", "successor_person": "", "successor_number": ""}
    values |= {"successor_certificate": "", "vacant": ""}
    typed = row.text("successor").strip()
    said = squeezed(typed)
    leaves = values["left"] or values["reason"]
    if said in VACANT or (said in NOBODY and leaves):
        values["vacant"] = "yes"
    elif said in NOBODY:
        pass
    elif typed:
        values["successor"] = row.said("successor", lambda: clean_name(typed))
    number = normalised(row.text("successor_key"))
    key = KEY.fullmatch(number) if len(number) < CERTIFICATE_LENGTH else None
    if key:
        values["successor_person"] = key[1]
    elif len(number) == CERTIFICATE_LENGTH:
        values["successor_certificate"] = number
    elif number:
        values["successor_number"], _masked = _number(row, "successor_key")


def _days_in_order(row: Row) -> None:
    """The end after the beginning, for the two ends a row may tell (bad input 56)."""
    values = row.reading.values
    starts = values["starts"]
    if starts and values["left"] and values["left"] <= starts:
        row.problem("left_before_start", "left")
    if starts and values["until"] and values["until"] <= starts:
        row.problem("until_before_start", "until")
    since, until = values["assessor_since"], values["assessor_until"]
    if since and until and until <= since:
        row.problem("until_before_start", "assessor_until")


def day_of(reading: Reading, column: str) -> date | None:
    text = reading.values.get(column, "")
    return date.fromisoformat(text) if text else None
