"""Questions and what goes with them as JSON: for the way out of the confined child, and to be kept
until somebody decides on an import. Bytes of pictures travel apart."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

from exams.formats.entries import Entry, Note, Place
from exams.wording import MarkingPoint, Wording


def packed(wording: Wording) -> dict[str, Any]:
    """A wording as JSON; what is empty is left out."""
    values = ((one.name, getattr(wording, one.name)) for one in fields(wording))
    whole: dict[str, Any] = {name: value for name, value in values if value not in ("", (), None)}
    whole["parts"] = [packed(part) for part in wording.parts]
    whole["marking"] = [[point.text, str(point.marks)] for point in wording.marking]
    if wording.marks is not None:
        whole["marks"] = str(wording.marks)
    return {name: value for name, value in whole.items() if value != []}


def unpacked(whole: dict[str, Any]) -> Wording:
    """The wording again: `unpacked(packed(x)) == x`."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in whole.items()
    }
    values["parts"] = tuple(unpacked(part) for part in whole.get("parts", ()))
    values["marking"] = tuple(
        MarkingPoint(text, Decimal(marks)) for text, marks in whole.get("marking", ())
    )
    for name in ("accepted", "cites"):
        values[name] = tuple(tuple(row) for row in whole.get(name, ()))
    values["marks"] = Decimal(whole["marks"]) if "marks" in whole else None
    return Wording(**values)


def packed_note(note: Note) -> list[Any]:
    place = note.place
    return [note.code, place.part, place.line, place.column, dict(note.facts)]


def unpacked_note(row: list[Any]) -> Note:
    code, part, line, column, facts = row
    return Note(code, Place(part, line, column), facts)


def packed_entry(entry: Entry) -> dict[str, Any]:
    """An entry as JSON, without the bytes of its pictures."""
    place = entry.place
    return {
        "place": [place.part, place.line, place.column],
        "wording": packed(entry.wording),
        "label": entry.label,
        "subject": entry.subject,
        "tier": entry.tier,
        "source": entry.source,
        "used_for": entry.used_for,
        "columns": dict(entry.columns),
        "notes": [packed_note(note) for note in entry.notes],
    }


def unpacked_entry(whole: dict[str, Any]) -> Entry:
    """The entry again, without pictures."""
    return Entry(
        place=Place(*whole["place"]),
        wording=unpacked(whole["wording"]),
        notes=tuple(unpacked_note(row) for row in whole["notes"]),
        used_for=whole.get("used_for", ""),  # batches that were read before say none
        **{name: whole[name] for name in ("label", "subject", "tier", "source", "columns")},
    )
