"""Questions in JSON: a list, a list somewhere inside, sections, columns, or an object on each line.

In JSON lines `Place.line` is the line, else the number of the question in its list.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from exams.formats import words
from exams.formats.choosing import is_truth_pair
from exams.formats.entries import Contents, Note, Place, Unreadable
from exams.formats.fieldkeys import NUMBERS, offered, pieces_of
from exams.formats.fields import Fields
from exams.formats.gathering import Gathered
from exams.formats.headings import name_of
from exams.formats.jsontext import COMMENT, Broken, inside, parsed, several
from exams.formats.sheets import Sheet, read_sheets
from exams.formats.values import text_of
from exams.formats.walking import Found, walk


def read_json(text: str, name: str = "") -> Contents:
    """The questions of a file. A line or question that is no JSON is refused by its number
    (`broken`), one that says a thing twice too (`doubled_field`). Raises Unreadable: `json` (with
    its line), `nested` (too deep), `unknown` when nothing in it is a question."""
    try:
        whole = parsed(text)
    except Broken as broken:
        return _read_lines(text, broken, name)
    except RecursionError:
        raise Unreadable("nested") from None
    return _read_whole(whole, name)


def stand_inside(text: str) -> bool:
    """Whether questions in JSON stand in a text of something else: with a question and its answer
    by name, so that an example of JSON in a question is none."""
    for one in inside(text):
        named = {name.field for field in one if (name := name_of(str(field)))}
        if {"stem", "key"} <= named:
            return True
    return False


def _read_whole(whole: Any, name: str) -> Contents:
    contents = Contents("json")
    if _is_table(whole):
        rows = [[text_of(cell) for cell in row] for row in whole]
        return _with_questions(read_sheets([Sheet("", rows)], "json", name))
    _make_all(list(walk(whole, contents, _name_hint(name))), contents)
    return _with_questions(contents)


def _name_hint(name: str) -> str:
    hint = words.hint_of(name.rpartition(".")[0])
    return hint if hint in words.PLAIN_KINDS else ""


def _with_questions(contents: Contents) -> Contents:
    if not contents.entries and not contents.refused:
        raise Unreadable("unknown")
    return contents


def _read_lines(text: str, broken: Broken, name: str) -> Contents:
    lines = [(at, line.strip().rstrip(",")) for at, line in enumerate(text.split("\n"), start=1)]
    lines = [
        (at, line)
        for at, line in lines
        if line and line not in {"[", "]"} and not line.startswith(COMMENT)
    ]
    contents = Contents("jsonl")
    found: list[Found] = []
    good = 0
    for at, line in lines:
        try:
            value = parsed(line)
        except Broken as error:
            contents.refused.append(Note("broken", Place("", at), {"detail": str(error)}))
            continue
        good += isinstance(value, Mapping | list)
        here = list(_at_line(walk(value, contents), at))
        found += here
        if not here:
            contents.notes.append(Note("no_question", Place("", at), {"detail": line[:60]}))
    if good * 2 < len(lines) or not good:
        with suppress(Broken):
            return _read_whole(several(text.strip()), name)
        raise Unreadable("json", line=str(broken.line), detail=str(broken))
    _make_all(found, contents)
    contents.refused.sort(key=lambda note: note.place.line)
    return _with_questions(contents)


def _at_line(found: Iterator[Found], line: int) -> Iterator[Found]:
    for one in found:
        one.place = Place("", line)
        yield one


def _is_table(whole: Any) -> bool:
    return (
        isinstance(whole, list)
        and len(whole) > 1
        and all(isinstance(row, list) for row in whole)
        and not any(isinstance(cell, list | dict) for row in whole for cell in row)
    )


def _forget_labels(found: Sequence[Found]) -> None:
    """Options that are merely counted (id 1, 2, 3) are not named by answers when one of these is
    none of the numbers."""
    counted = [one.fields for one in found if _are_counted(one.fields.labels)]
    said = [(each, fields.labels) for fields in counted for each in _numbers_in(fields)]
    if any(number not in labels for number, labels in said):
        for fields in counted:
            fields.labels = []


def _are_counted(labels: Sequence[str]) -> bool:
    return any(
        labels and list(labels) == [str(n + first) for n in range(len(labels))] for first in (0, 1)
    )


def _numbers_in(fields: Fields) -> Iterator[str]:
    for _rank, _name, value in fields.keys:
        for each in value if isinstance(value, list) else [value]:
            if NUMBERS.fullmatch(text_of(each).strip()):
                yield from re.findall(r"\d+", text_of(each))


def _base(found: Sequence[Found]) -> int | None:
    """The number of the first option where the file counts options: 0 when an answer is 0, 1 when
    one is as high as there are options; None when both or neither happens."""
    return _first([pair for one in found for pair in _counted(one)])


def _first(counted: Sequence[tuple[int, int]]) -> int | None:
    zero = any(number == 0 for number, _many in counted)
    last = any(number == many for number, many in counted)
    if zero == last:
        return None
    return 0 if zero else 1


def _counted(one: Found) -> Iterator[tuple[int, int]]:
    """The numbers that answer a question, each with how many options there are. Beside true and
    false only those in a list count: 0 and 1 alone may say false and true."""
    options = offered(one.fields)
    judged = is_truth_pair(options)
    for _rank, _name, value in one.fields.keys if options else ():
        if isinstance(value, list) or not judged:
            for each in value if isinstance(value, list) else [value]:
                if NUMBERS.fullmatch(text_of(each).strip()):
                    yield from ((int(n), len(options)) for n in re.findall(r"\d+", text_of(each)))


def _indexed(one: Found) -> Iterator[tuple[int, int]]:
    """The numbers of fields that call themselves an index."""
    many = len(offered(one.fields))
    for value in one.fields.indexes if many else ():
        for each in value if isinstance(value, list) else [value]:
            if text_of(each).strip().isdecimal():
                yield int(text_of(each)), many


def _make_all(found: list[Found], contents: Contents) -> None:
    whole = [*found, *(part for one in found for part in one.parts)]
    _forget_labels(whole)
    base, first = _base(whole), _first([pair for one in whole for pair in _indexed(one)]) or 0
    unknown = dict.fromkeys(name for one in found for name in one.fields.unknown)
    contents.notes += [Note("unknown_field", Place(), {"text": name[:60]}) for name in unknown]
    gathered = Gathered(contents)
    for one in found:
        if one.doubled:
            facts = {"text": ", ".join(one.doubled)[:60]}
            contents.refused.append(Note("doubled_field", one.place, facts))
            continue
        pieces = pieces_of(one.fields, one.place, base, first)
        pieces.hint, pieces.expects_key = one.hint, True
        pieces.texts.setdefault("subject", one.subject)
        if one.parts:
            gathered.add_case(
                pieces, [pieces_of(part.fields, part.place, base, first) for part in one.parts]
            )
        else:
            gathered.add(pieces, one.fields.texts.get("parent", ""))
    gathered.close()
