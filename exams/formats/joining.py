"""The questions of several files as those of one."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from exams.formats.entries import Contents, Entry, Note, Place


def add(whole: Contents, found: Contents, part: str) -> None:
    """What a file inside a package holds; its name leads the names of its parts."""
    whole.entries += [_placed_entry(entry, part) for entry in found.entries]
    whole.refused += [_placed_note(note, part) for note in found.refused]
    whole.notes += [_placed_note(note, part) for note in found.notes]


def _placed(place: Place, part: str) -> Place:
    return replace(place, part=f"{part} / {place.part}" if place.part else part)


def _placed_note(note: Note, part: str) -> Note:
    return replace(note, place=_placed(note.place, part))


def _placed_entry(entry: Entry, part: str) -> Entry:
    notes = tuple(_placed_note(note, part) for note in entry.notes)
    return replace(entry, place=_placed(entry.place, part), notes=notes)


def attach(whole: Contents, pictures: Mapping[str, bytes]) -> None:
    """Give questions the pictures that their texts name by digest; the others are told of."""
    by_digest = {
        hashlib.sha256(content).hexdigest(): (name, content) for name, content in pictures.items()
    }
    used = set()
    for at, entry in enumerate(whole.entries):
        wanted = [one for one in entry.wording.pictures() if one in by_digest]
        if wanted:
            held = {one: by_digest[one][1] for one in wanted}
            whole.entries[at] = replace(entry, pictures={**entry.pictures, **held})
            used.update(wanted)
    for digest, (name, _content) in by_digest.items():
        if digest not in used:
            whole.notes.append(Note("picture_unused", Place(name)))
