"""The answers of a question of JSON: letters, labels, places in the list, texts, flags."""

import re
from collections.abc import Mapping
from typing import Any

from exams.formats import blanks
from exams.formats.aligned import order_of
from exams.formats.entries import Note, Place
from exams.formats.fields import Fields
from exams.formats.offered import right_names, says_right
from exams.formats.options import split_cell
from exams.formats.pieces import Pieces
from exams.formats.values import text_of
from exams.wording import LETTERS, MATCHING, ORDERING

NUMBERS = re.compile(r"\d{1,2}(?:\s*[,，、;；|]\s*\d{1,2})*")


def pieces_of(found: Fields, place: Place, base: int | None, first: int = 0) -> Pieces:
    """`base` is the number of the first option where this file counts options, None when unsaid;
    `first` that of fields which call themselves an index."""
    one = Pieces(place, stem=found.stem, passage=found.passage, kind=found.kind)
    one.texts = dict(found.texts)
    one.options, one.together = options_in(found), found.together
    one.flags = found.flags if len(found.flags) == len(one.options) else []
    one.blanks = [found.blanks[n] for n in sorted(found.blanks)]
    if found.multiple is not None:
        one.kind = "multiple" if found.multiple else "single"
    _take_keys(one, found, base, first)
    if found.wrong:
        _take_wrong(one, found)
    if found.pairs and not one.options:
        one.options, one.kind = found.pairs, one.kind or MATCHING
    if found.order is not None and one.options:
        one.keys.append(("order", order_of(found.order, one.options)))
        one.kind = one.kind or ORDERING
    if found.accepted:
        _take_accepted(one, found)
    return one


def _take_accepted(one: Pieces, found: Fields) -> None:
    """Further words for the only blank; all of them when nothing else is said."""
    written = [text for _name, text in one.keys]
    if one.options or one.together or len(written) > 1 or blanks.marked(one.stem)[1] > 1:
        return
    one.blanks = ["|".join(map(_literal, dict.fromkeys([*written, *found.accepted])))]


def offered(found: Fields) -> list[str]:
    """The options, in whichever way they stand."""
    return options_in(found) or (split_cell(found.together) if found.together else [])


def options_in(found: Fields) -> list[str]:
    """The options that stand one by one."""
    if found.options:
        return found.options
    if {"A", "B"} <= set(found.lettered):
        last = max(LETTERS.index(letter) for letter in found.lettered)
        return [found.lettered.get(letter, "") for letter in LETTERS[: last + 1]]
    return [found.numbers[n] for n in sorted(found.numbers)] if len(found.numbers) > 1 else []


def _take_keys(one: Pieces, found: Fields, base: int | None, first: int) -> None:
    best = min((rank for rank, _name, value in found.keys if text_of(value)), default=0)
    options = one.options or (split_cell(one.together) if one.together else [])
    for rank, name, value in found.keys:
        if rank == best and text_of(value):
            one.keys.append((name, _key(value, found, one, bool(options))))
    for number, value in enumerate(found.indexes):
        places = value if isinstance(value, list) else [value]
        if all(str(place).lstrip("-").isdecimal() for place in places) and options:
            letters = [_letter(int(place) - first, len(options)) for place in places]
            one.keys.append((f"index {number}", ",".join(letters)))
        elif text_of(value):
            one.keys.append((f"index {number}", text_of(value).replace("\n", ",")))
    if options and any(_is_number(value) for _rank, _name, value in found.keys):
        one.numbered = base if not found.numbers else min(found.numbers)


def _letter(place: int, many: int) -> str:
    return LETTERS[place] if 0 <= place < min(many, len(LETTERS)) else str(place)


def _is_number(value: Any) -> bool:
    if isinstance(value, list):
        return bool(value) and all(map(_is_number, value))
    return (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, str) and NUMBERS.fullmatch(value.strip()) is not None
    )


def _key(value: Any, found: Fields, one: Pieces, has_options: bool) -> str:
    """An answer as one text; by the label of an option where options bear labels."""
    values = value if isinstance(value, list) else [value]
    if isinstance(value, Mapping):
        values = right_names(value) if says_right(value) else [text_of(value)]
    named = [text_of(each).strip() for each in values if not isinstance(each, list)]
    labels = [label.strip() for label in found.labels]
    if (
        labels
        and named
        and all(label in labels for label in named)
        and len(set(labels)) == len(labels)
    ):
        return ",".join(LETTERS[labels.index(label)] for label in named)
    if has_options or not isinstance(value, list):
        if all(len(each) == 1 and each.isalpha() for each in named) and len(named) > 1:
            return ",".join(named)
        return "\n".join(named)
    return _blanks(value, one)


def _blanks(value: list[Any], one: Pieces) -> str:
    """A list of answers: one for each blank, or all for the only blank."""
    texts = [
        "|".join(map(_literal, map(text_of, each)))
        if isinstance(each, list)
        else _literal(text_of(each))
        for each in value
    ]
    number = blanks.marked(one.stem)[1]
    if number == len(texts) and number > 1:
        one.blanks = texts
    elif number == 1 and len(texts) > 1:
        one.blanks = ["|".join(texts)]
    return "\n".join(text_of(each) for each in value)


def _literal(text: str) -> str:
    return re.sub(r"([|/;；])", r"\\\1", text)


def _take_wrong(one: Pieces, found: Fields) -> None:
    """The right answer and the wrong ones given apart: together they are the options."""
    right = [text_of(value) for _rank, _name, value in found.keys if text_of(value)]
    if len(right) == 1 and not one.options:
        one.options, one.keys = [right[0], *found.wrong], [("answer", "A")]
        one.kind = "choice" if one.kind.lower() in {"multiple", "multiple_choice"} else one.kind
        one.notes.append(Note("right_first", one.place))
