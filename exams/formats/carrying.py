"""What a format has no place for, carried in its own places for extras: tags that other programs
keep, and a line of JSON that only we read.

A question whose shape the format cannot hold is written as an open one; the JSON then brings the
shape back, unless somebody has edited the words since (`told` says which words it belongs to).
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from exams.formats.entries import Entry, Note
from exams.formats.tidying import number
from exams.wording import (
    CHOICES,
    HALF,
    LETTERS,
    MATCHING,
    MULTIPLE,
    ORDERING,
    PER_OPTION,
    WHOLE,
    MarkingPoint,
    Wording,
    squeezed,
)

SHAPE = ("kind", "stem", "options", "key", "targets", "accepted", "answer", "parts")
EXTRAS = ("explanation", "cites", "difficulty", "any_order", "credit", "pinned", "marking", "marks")
AROUND = ("subject", "tier", "source")
REPLACED = ("options", "targets", "key")  # where only their order is at stake
BARE = Wording("", "")
TOLD = 16
_LETTERED = re.compile(r"[(（]?([A-Z])[)）.．、:：]\s*(\S.*)", re.S)
LEVELS = {"easy", "medium", "hard"}


def shape_of(entry: Entry, told: str) -> dict[str, Any]:
    """Everything of a question that is written as the open question `told`."""
    said = {**_values(entry.wording, (*SHAPE, *EXTRAS)), **around(entry)}
    return {**said, "told": _digest(told)}


def extras_of(entry: Entry, names: Iterable[str] = EXTRAS) -> dict[str, Any]:
    """What the question's own shape in the format does not say; of what is matched or ordered
    also the order in which it is shown."""
    return {**_beside(entry.wording, names), **around(entry)}


def asides_of(wording: Wording) -> list[dict[str, Any]]:
    """The same for each part of a case."""
    return [_beside(part, (*EXTRAS, "answer")) for part in wording.parts]


def _beside(wording: Wording, names: Iterable[str]) -> dict[str, Any]:
    order = {MATCHING: ("targets", "key"), ORDERING: ("options", "key")}
    credit = {"credit": wording.credit} if wording.kind == MULTIPLE else {}
    return {**_values(wording, (*names, *order.get(wording.kind, ()))), **credit}


def around(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in AROUND if getattr(entry, name)}


def written(said: Mapping[str, Any]) -> str:
    """On one line."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def restored(entry: Entry, line: str) -> Entry:
    """An entry as read, with what was carried beside it. What is not ours, or no longer fits, is
    left aside (note `edited_outside`)."""
    try:
        said = json.loads(line)
        wording = _with(entry.wording, said)
        texts: dict[str, Any] = {
            name: _text(said[name]) for name in (*AROUND, "label") if name in said
        }
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return replace(entry, notes=(*entry.notes, Note("edited_outside", entry.place)))
    return replace(entry, wording=wording, **texts)


def _with(wording: Wording, said: Mapping[str, Any]) -> Wording:
    """Raises ValueError when the shape that was carried is not that of the words."""
    read = _read(said)
    if "told" in said:
        if said["told"] != _digest(wording.stem):
            raise ValueError
        return replace(BARE, **read)
    beside = {name: read[name] for name in (*EXTRAS, "answer") if name in read}
    shaped = replace(wording, **beside, **{name: read[name] for name in REPLACED if name in read})
    if _meaning(shaped) != _meaning(wording):
        raise ValueError
    if "asides" in said:
        pairs = zip(shaped.parts, said["asides"], strict=True)
        shaped = replace(shaped, parts=tuple(_with(part, aside) for part, aside in pairs))
    return shaped


def _meaning(wording: Wording) -> object:
    """What a key says, whatever the order in which options or targets are shown."""
    places = [LETTERS.index(letter) for letter in wording.key]
    if wording.kind == MATCHING:
        pairs = [wording.targets[place] for place in places]
        return wording.options, pairs, set(wording.targets)
    if wording.kind == ORDERING:
        return [wording.options[place] for place in places]
    return wording.options, wording.key, wording.targets


def wording_as_plain(wording: Wording) -> dict[str, Any]:
    return _values(wording, (*SHAPE, *EXTRAS))


def _values(wording: Wording, names: Iterable[str]) -> dict[str, Any]:
    """Fields by name as JSON knows them, those left out that stand at their default."""
    wanted = frozenset(names)
    found: dict[str, Any] = {}
    for one in fields(Wording):
        value = getattr(wording, one.name)
        if one.name in wanted and value != getattr(BARE, one.name):
            found[one.name] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Wording):
        return wording_as_plain(value)
    if isinstance(value, MarkingPoint):
        return [value.text, str(value.marks)]
    if isinstance(value, Decimal):
        return str(value)
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _read(said: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a wording out of JSON. Raises ValueError or TypeError for strange values."""
    readers: dict[str, Callable[[Any], Any]] = {
        **dict.fromkeys(("kind", "stem", "key", "explanation", "answer"), _text),
        "difficulty": lambda value: _one_of(value, LEVELS),
        "credit": lambda value: _one_of(value, {HALF, PER_OPTION, WHOLE}),
        "any_order": bool,
        "options": _texts,
        "targets": _texts,
        "accepted": lambda value: tuple(_texts(one) for one in value),
        "pinned": lambda value: tuple(int(one) for one in value),
        "cites": lambda value: tuple((_text(law), _text(article)) for law, article in value),
        "marking": lambda value: tuple(MarkingPoint(_text(t), _marks(m)) for t, m in value),
        "marks": _marks,
        "parts": lambda value: tuple(_wording(one) for one in value),
    }
    return {name: readers[name](said[name]) for name in said if name in readers}


def _wording(said: Mapping[str, Any]) -> Wording:
    return replace(BARE, **_read(said))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(one) for one in value)


def _one_of(value: Any, allowed: set[str]) -> str:
    if value not in allowed:
        raise ValueError
    return str(value)


def _marks(value: Any) -> Decimal:
    found = number(_text(value))
    if found is None:
        raise ValueError
    return found


def _digest(words: str) -> str:
    return hashlib.sha256(squeezed(words).encode()).hexdigest()[:TOLD]


def unlettered(entry: Entry) -> Entry:
    """An entry of another program without the letters that its options bear in their own words
    (`B) …`): here they are mixed, and get letters of their own."""
    options = entry.wording.options
    found = [_LETTERED.fullmatch(option) for option in options]
    letters = [match[1] for match in found if match]
    if entry.wording.kind not in CHOICES or "".join(letters) != LETTERS[: len(options)]:
        return entry
    bare = tuple(match[2] for match in found if match)
    return replace(entry, wording=replace(entry.wording, options=bare))


def tags_of(entry: Entry) -> list[str]:
    """What other programs can keep as tags: `difficulty:hard`, `cite:civil-code:1165`, …"""
    wording = entry.wording
    tags = [f"difficulty:{wording.difficulty}"]
    tags += [f"{name}:{getattr(entry, name)}" for name in AROUND if getattr(entry, name)]
    tags += [f"cite:{law}:{article}" for law, article in wording.cites]
    tags += [f"credit:{wording.credit}"] if wording.kind == MULTIPLE else []
    tags += [f"pinned:{index + 1}" for index in wording.pinned]
    return [*tags, "any_order"] if wording.any_order else tags


def tagged(entry: Entry, tags: Iterable[str]) -> Entry:
    """An entry with what its tags say; tags of others are left alone."""
    around: dict[str, Any] = {}
    wording = entry.wording
    for tag in tags:
        name, _, value = tag.strip().partition(":")
        if name in AROUND and value:
            around[name] = value
        else:
            wording = _with_tag(wording, name, value)
    return replace(entry, wording=wording, **around)


def _with_tag(wording: Wording, name: str, value: str) -> Wording:
    if name == "difficulty" and value in LEVELS:
        return replace(wording, difficulty=value)
    if name == "cite" and ":" in value:
        law, _, article = value.partition(":")
        return replace(wording, cites=(*wording.cites, (law, article)))
    if name == "credit" and value in {HALF, PER_OPTION, WHOLE}:
        return replace(wording, credit=value)
    if name == "pinned" and value.isdecimal() and 0 < int(value) <= len(wording.options):
        return replace(wording, pinned=tuple(sorted({*wording.pinned, int(value) - 1})))
    if name == "any_order" and not value:
        return replace(wording, any_order=True)
    return wording
