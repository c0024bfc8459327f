"""A batch and its rows as the page shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from exams import finding
from exams.formats.entries import Note
from exams.formats.packing import unpacked_entry
from exams.importing.choices import RowVerdict
from exams.importing.judging import IN_FILE
from exams.importing.models import BatchRow
from exams.importing.wording import notes_of, place_of, told, where, why_refused
from exams.showing import Question, question
from exams.texts import bare

SIGNS = {
    RowVerdict.GOOD: ("ok", "check"),
    RowVerdict.ALIKE: ("warn", "warn"),
    RowVerdict.KNOWN: ("rest", "dash"),
    RowVerdict.REPEATED: ("rest", "dash"),
    RowVerdict.REFUSED: ("warn", "cross"),
}
FORMS: dict[str, str | Promise] = {
    "aiken": "Aiken",
    "csv": gettext_lazy("a table in text (CSV)"),
    "docx": gettext_lazy("a Word document"),
    "gift": "GIFT",
    "html": gettext_lazy("a web page"),
    "json": "JSON",
    "jsonl": gettext_lazy("JSON, an object in each line"),
    "moodle": "Moodle XML",
    "ods": gettext_lazy("a spreadsheet (ODS)"),
    "qti": "QTI",
    "text": gettext_lazy("plain text"),
    "xls": gettext_lazy("an Excel workbook"),
    "xlsx": gettext_lazy("an Excel workbook"),
    "zip": gettext_lazy("a package of files (ZIP)"),
}
LEFT_OUT = {"row_skipped", "no_question", "file_skipped"}
LONGEST_STEM = 200
ENTERED = (RowVerdict.GOOD, RowVerdict.ALIKE)


@dataclass(frozen=True)
class Tile:
    """A number with the rows behind it; an empty `verdict` means all."""

    verdict: str
    label: str
    count: int
    icon: str = ""


@dataclass(frozen=True)
class Line:
    """One question of a file, ready to be shown."""

    number: int
    verdict: str
    label: str
    tone: str
    icon: str
    place: str
    problem: str
    notes: list[str]
    alike: str
    ratio: int
    question: Question | None
    ref: str
    stem: str = ""


def form_of(code: str) -> str:
    """The format of a file in words."""
    return str(FORMS.get(code, code))


def noticed(notes: Iterable[Note]) -> list[tuple[str, str]]:
    """What was noticed of the file, in its order: the place and the words."""
    found = list(notes)
    parts = list(dict.fromkeys(note.place.part for note in found))
    found.sort(key=lambda note: (parts.index(note.place.part), note.place.line))
    return [(where(note.place), told(note)) for note in found]


def left_out(notes: Iterable[Note]) -> int:
    """How many rows, lines or files were left out because no question is in them."""
    return sum(note.code in LEFT_OUT for note in notes)


def tiles(counts: dict[str, int], *, is_over: bool = False) -> list[Tile]:
    """The numbers on top: all, and each verdict that occurs; good and refused ones always."""
    found = [Tile("", _("All"), sum(counts.values()))]
    for verdict in RowVerdict:
        if counts.get(verdict) or verdict in {RowVerdict.GOOD, RowVerdict.REFUSED}:
            label, icon = str(verdict.label), SIGNS[verdict][1]
            if is_over and verdict == RowVerdict.GOOD:
                label = pgettext("row", "entered")
            found.append(Tile(verdict, label, counts.get(verdict, 0), icon))
    return found


def lines(rows: Sequence[BatchRow]) -> list[Line]:
    """Rows as they are shown; those that entered with the stem of their question in the bank."""
    ids = [row.item_id for row in rows if row.item_id]
    found = finding.listed().filter(pk__in=ids) if ids else ()
    stems = {one.pk: str(getattr(one, "stem", "")) for one in found}
    return [line(row, stems.get(row.item_id, "") if row.item_id else "") for row in rows]


def line(row: BatchRow, stem: str = "") -> Line:
    verdict = RowVerdict(row.verdict)
    tone, icon = SIGNS[verdict] if not row.item_id else SIGNS[RowVerdict.GOOD]
    entry = unpacked_entry(row.entry) if row.entry else None
    return Line(
        number=row.number,
        verdict=verdict,
        label=pgettext("row", "entered") if row.item_id else str(verdict.label),
        tone=tone,
        icon=icon,
        place=where(place_of(row)),
        problem=why_refused(row),
        notes=notes_of(row.notes),
        alike=_other(row.alike),
        ratio=row.ratio,
        question=question(entry.wording) if entry else None,
        ref=row.ref,
        stem=bare(stem)[:LONGEST_STEM],
    )


def _other(name: str) -> str:
    if name.startswith(IN_FILE):
        return _("question %(number)s of this file") % {"number": name[len(IN_FILE) :]}
    return name
