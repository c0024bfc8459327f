"""Understanding one row of a table of people; knows no table of the database."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import override

from portal.people.choices import IdentityDocument
from portal.people.correcting import ContactRefused, clean_email, clean_phone
from portal.people.identity import Document, NumberRefused, normalised, read_document
from portal.people.importing.kinds import Reading, Remark, Setting
from portal.people.importing.person_columns import squeezed, words_of_documents, words_of_sex
from portal.people.importing.wording import SAID
from portal.people.recording import (
    BirthRefused,
    NameRefused,
    clean_birth_date,
    clean_latin_name,
    clean_name,
    close_gaps,
)
from portal.spreadsheets.dates import DayFar, DayUnclear, read_day
from portal.spreadsheets.tables import NUMBER, TEXT, Cell

KEY = re.compile(r"[Pp]?0*([1-9][0-9]{0,11})")
STAR = re.compile(r"[A-Z0-9]\*+[A-Z0-9]")
REFUSALS = (NameRefused, BirthRefused, NumberRefused, ContactRefused)


@dataclass
class Row:
    """The cells of a row with what is being understood of them."""

    cells: dict[str, Cell]
    setting: Setting
    reading: Reading

    def text(self, column: str) -> str:
        cell = self.cells.get(column)
        return cell.text if cell else ""

    def problem(self, code: str, column: str) -> None:
        self.reading.problems.append(Remark(code, column))

    def said(self, column: str, act: Callable[[], str]) -> str:
        """What `act` gives; its refusal is kept as a problem, in every language."""
        try:
            return act()
        except REFUSALS:
            self.reading.problems.append(Remark(SAID, column, _in_every_language(act)))
            return ""


def _in_every_language(act: Callable[[], object]) -> dict[str, str]:
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            try:
                act()
            except REFUSALS as refused:
                found[code] = str(refused)
    return found


def read(number: int, cells: dict[str, Cell], setting: Setting) -> Reading:
    """One row as it was understood; what cannot be understood is a problem, never a guess."""
    row = Row(cells, setting, Reading(number))
    row.reading.values = {
        "person": _key(row),
        "name": _name(row),
        "latin": row.said("latin", lambda: clean_latin_name(row.text("latin"))),
        "sex": _sex(row),
        "born": _born(row),
        "phone": row.said("phone", lambda: clean_phone(row.text("phone")))
        if row.text("phone")
        else "",
        "email": row.said("email", lambda: clean_email(row.text("email")))
        if row.text("email")
        else "",
        "place": unicodedata.normalize("NFC", row.text("place")).strip(),
    }
    _document(row)
    return row.reading


def _key(row: Row) -> str:
    typed = unicodedata.normalize("NFKC", row.text("person"))
    found = KEY.fullmatch(typed)
    if typed and not found:
        row.problem("key_unclear", "person")
    return found[1] if found else ""


def _name(row: Row) -> str:
    typed = row.text("name")
    if not typed and row.text("person"):
        return ""
    if close_gaps(typed) != typed.strip():
        row.reading.notes.append(Remark("name_closed", "name"))
    return row.said("name", lambda: clean_name(typed))


def _sex(row: Row) -> str:
    typed = squeezed(row.text("sex"))
    found = words_of_sex().get(typed, "")
    if typed and not found:
        row.problem("sex_unclear", "sex")
    return found


def _born(row: Row) -> str:
    cell = row.cells.get("born")
    if cell is None or not cell.text:
        return ""
    try:
        born = read_day(cell, era_1904=row.setting.era_1904)
    except DayUnclear as unclear:
        row.problem("day_far" if isinstance(unclear, DayFar) else "day_unclear", "born")
        return ""
    day = born.isoformat()
    if cell.text != day:
        facts = {"typed": cell.text, "day": day}
        row.reading.notes.append(Remark("day_read", "born", facts))
    today = row.setting.today
    return row.said("born", lambda: clean_birth_date(born, today=today).isoformat())


def _document(row: Row) -> None:
    """The number, with what it says of birth and sex; a masked one is kept apart as `masked`."""
    values, cell = row.reading.values, row.cells.get("number")
    typed = squeezed(row.text("document"))
    kind = words_of_documents().get(typed, "")
    if typed and not kind:
        row.problem("document_unclear", "document")
        return
    if cell is None or not cell.text:
        return
    masked = STAR.fullmatch(normalised(cell.text))
    if masked:
        values["masked"] = masked[0]
        return
    number = cell.text if cell.kind in {TEXT, NUMBER} else ""
    document = _read(row, kind or IdentityDocument.ID_CARD.value, number)
    if document is not None:
        values["document"], values["number"] = document.kind, document.number
        _agree(row, document)


def _read(row: Row, kind: str, typed: str) -> Document | None:
    found: list[Document] = []

    def act() -> str:
        found.append(read_document(kind, typed, today=row.setting.today))
        return found[0].number

    return found[0] if row.said("number", act) else None


def _agree(row: Row, document: Document) -> None:
    """Birth date and sex come from the number, and must not be contradicted by the row."""
    values = row.reading.values
    says = {
        "born": document.birth_date.isoformat() if document.birth_date else "",
        "sex": str(document.sex or ""),
    }
    for column, said in says.items():
        if said and values[column] and values[column] != said:
            row.problem("contradiction", "number")
            return
        values[column] = values[column] or said


def born_of(reading: Reading) -> date | None:
    text = reading.values.get("born", "")
    return date.fromisoformat(text) if text else None
