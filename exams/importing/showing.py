"""A batch and its rows as the page shows them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from exams.formats.packing import unpacked_entry
from exams.importing.choices import RowVerdict
from exams.importing.judging import IN_FILE
from exams.importing.models import BatchRow
from exams.importing.wording import notes_of, place_of, where, why_refused
from exams.showing import Question, question

SIGNS = {
    RowVerdict.GOOD: ("ok", "check"),
    RowVerdict.ALIKE: ("warn", "warn"),
    RowVerdict.KNOWN: ("rest", "dash"),
    RowVerdict.REPEATED: ("rest", "dash"),
    RowVerdict.REFUSED: ("stop", "cross"),
}
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


def tiles(counts: dict[str, int]) -> list[Tile]:
    """The numbers on top: all, and each verdict that occurs; good and refused ones always."""
    found = [Tile("", _("All"), sum(counts.values()))]
    for verdict in RowVerdict:
        if counts.get(verdict) or verdict in {RowVerdict.GOOD, RowVerdict.REFUSED}:
            label, icon = str(verdict.label), SIGNS[verdict][1]
            found.append(Tile(verdict, label, counts.get(verdict, 0), icon))
    return found


def line(row: BatchRow) -> Line:
    verdict = RowVerdict(row.verdict)
    tone, icon = SIGNS[verdict]
    entry = unpacked_entry(row.entry) if row.entry else None
    return Line(
        number=row.number,
        verdict=verdict,
        label=str(verdict.label),
        tone=tone,
        icon=icon,
        place=where(place_of(row)),
        problem=why_refused(row),
        notes=notes_of(row.notes),
        alike=_other(row.alike),
        ratio=row.ratio,
        question=question(entry.wording) if entry else None,
        ref=row.ref,
    )


def _other(name: str) -> str:
    if name.startswith(IN_FILE):
        return _("question %(number)s of this file") % {"number": name[len(IN_FILE) :]}
    return name
