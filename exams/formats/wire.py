"""What a file held, as lines of JSON from the child that read it to the process that asked."""

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from exams.formats.entries import Contents, Entry
from exams.formats.packing import packed_entry, packed_note, unpacked_entry, unpacked_note


def lines(contents: Contents) -> Iterator[str]:
    """One line for the form, one for each entry, refusal and note."""
    yield _json({"form": contents.form})
    for entry in contents.entries:
        pictures = {
            digest: base64.b64encode(content).decode() for digest, content in entry.pictures.items()
        }
        yield _json({"entry": packed_entry(entry), **({"pictures": pictures} if pictures else {})})
    for note in contents.refused:
        yield _json({"refused": packed_note(note)})
    for note in contents.notes:
        yield _json({"note": packed_note(note)})


def contents_of(answer: Iterable[bytes]) -> Contents:
    """What `lines` said."""
    contents = Contents("")
    for line in answer:
        told: dict[str, Any] = json.loads(line)
        if "entry" in told:
            contents.entries.append(_entry_of(told))
        elif "refused" in told:
            contents.refused.append(unpacked_note(told["refused"]))
        elif "note" in told:
            contents.notes.append(unpacked_note(told["note"]))
        else:
            contents.form = told["form"]
    return contents


def _json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=True, separators=(",", ":"))


def _entry_of(told: dict[str, Any]) -> Entry:
    entry = unpacked_entry(told["entry"])
    pictures = told.get("pictures", {})
    if not pictures:
        return entry
    held = {digest: base64.b64decode(content) for digest, content in pictures.items()}
    return replace(entry, pictures=held)
