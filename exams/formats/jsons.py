"""Questions in JSON: a list, a list somewhere inside, sections, columns, or an object on each line.

In JSON lines `Place.line` is the line, else the number of the question in its list.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exams.formats import words
from exams.formats.entries import Contents, Note, Place, Unreadable
from exams.formats.fieldkeys import pieces_of
from exams.formats.fields import PARTS_NAMES, Fields, fields_of, plain_name, text_of
from exams.formats.gathering import Gathered
from exams.formats.sheets import Sheet, read_sheets

DEEPEST = 8
_COUNTS = """count total totalcount questioncount num number size totalquestions 题目数 总数
    题目总数"""
_TITLES = "name title section category type chapter sectionname typename 题型 subject"
COUNTS, TITLES = tuple(_COUNTS.split()), tuple(_TITLES.split())
SHALLOW = 2  # levels at which loose words are told of
PLAIN_RANK = 2  # names of a stem that may be the title of a section
_BEGINS = re.compile(r"""^\s*(?:\{\s*["'}]|\[\s*[\[{"'\]])""")


class Broken(ValueError):
    """Text that is no JSON: at `line`."""

    def __init__(self, line: int, detail: str) -> None:
        super().__init__(detail)
        self.line = line


def looks_like(text: str) -> bool:
    return bool(_BEGINS.match(text[:2_000]))


@dataclass
class _Found:
    """A question as found, before anything is made of it."""

    place: Place
    fields: Fields
    hint: str = ""
    subject: str = ""
    parts: list["_Found"] = field(default_factory=list)
    doubled: tuple[str, ...] = ()


class _Object(dict[str, Any]):
    """An object with the names that stood in it twice."""

    doubled: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    made = _Object(pairs)
    if len(made) < len(pairs):
        names = [name for name, _value in pairs]
        made.doubled = tuple(dict.fromkeys(name for name in names if names.count(name) > 1))
    return made


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=lambda _name: None)
    except json.JSONDecodeError as error:
        raise Broken(error.lineno, error.msg) from None


def read_json(text: str, name: str = "") -> Contents:
    """The questions of a file. A line or question that is no JSON is refused by its number
    (`json`), one that says a thing twice too (`doubled`). Raises Unreadable: `json` (with its
    line), `unknown` when nothing in it is a question."""
    try:
        whole = _parsed(text)
    except Broken as broken:
        return _read_lines(text, broken)
    contents = Contents("json")
    if _is_table(whole):
        rows = [[text_of(cell) for cell in row] for row in whole]
        return _with_questions(read_sheets([Sheet("", rows)], "json", name))
    _make_all(list(_Walker(contents, _name_hint(name)).walk(whole)), contents)
    return _with_questions(contents)


def _name_hint(name: str) -> str:
    hint = words.hint_of(name.rpartition(".")[0])
    return hint if hint in words.PLAIN_KINDS else ""


def _with_questions(contents: Contents) -> Contents:
    if not contents.entries and not contents.refused:
        raise Unreadable("unknown")
    return contents


def _read_lines(text: str, broken: Broken) -> Contents:
    lines = [(at, line.strip().rstrip(",")) for at, line in enumerate(text.split("\n"), start=1)]
    lines = [(at, line) for at, line in lines if line and line not in {"[", "]"}]
    contents = Contents("jsonl")
    found: list[_Found] = []
    good = 0
    for at, line in lines:
        try:
            value = _parsed(line)
        except Broken as error:
            contents.refused.append(Note("json", Place("", at), {"detail": str(error)}))
            continue
        good += isinstance(value, Mapping | list)
        found += _at_line(_Walker(contents, "").walk(value), at)
    if good * 2 < len(lines) or not good:
        raise Unreadable("json", line=str(broken.line), detail=str(broken))
    _make_all(found, contents)
    contents.refused.sort(key=lambda note: note.place.line)
    return _with_questions(contents)


def _at_line(found: Iterator[_Found], line: int) -> Iterator[_Found]:
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


class _Walker:
    """Finds questions wherever they stand."""

    def __init__(self, contents: Contents, hint: str) -> None:
        self.contents, self.first_hint = contents, hint

    def walk(self, value: Any) -> Iterator[_Found]:
        yield from self._walk(value, "", self.first_hint, "", 0)

    def _walk(self, value: Any, part: str, hint: str, subject: str, depth: int) -> Iterator[_Found]:
        if depth > DEEPEST:
            return
        if isinstance(value, list):
            for number, one in enumerate(value, start=1):
                if isinstance(one, Mapping) and _is_question(one):
                    yield from self._question(one, Place(part, number), hint, subject)
                elif isinstance(one, Mapping | list):
                    yield from self._walk(one, part, hint, subject, depth + 1)
                elif text_of(one) and depth < SHALLOW and len(value) > 1:
                    facts = {"detail": text_of(one)[:60]}
                    self.contents.notes.append(Note("no_question", Place(part, number), facts))
        elif isinstance(value, Mapping):
            if _is_question(value):
                yield from self._question(value, Place(part, 1), hint, subject)
            else:
                yield from self._section(value, part, hint, subject, depth)

    def _section(
        self, value: Mapping[str, Any], part: str, hint: str, subject: str, depth: int
    ) -> Iterator[_Found]:
        title = next(
            (text_of(one) for name, one in value.items() if plain_name(name) in TITLES), ""
        )
        hint = words.hint_of(title) or hint
        before = len(self.contents.entries)
        found: list[_Found] = []
        for name, one in value.items():
            if isinstance(one, Mapping | list) and one:
                inner = f"{part}.{name}" if part else str(name)
                found += self._walk(
                    one, inner, words.hint_of(str(name)) or hint, subject, depth + 1
                )
        self._compare_count(value, part, len(found) + len(self.contents.entries) - before)
        yield from found

    def _compare_count(self, value: Mapping[str, Any], part: str, found: int) -> None:
        for name, declared in value.items():
            if plain_name(name) in COUNTS and isinstance(declared, int) and found:
                if declared != found:
                    facts = {"declared": str(declared), "found": str(found)}
                    self.contents.notes.append(Note("count", Place(part), facts))
                return

    def _question(
        self, value: Mapping[str, Any], place: Place, hint: str, subject: str
    ) -> Iterator[_Found]:
        rows = _columnar(value)
        if rows:
            for number, row in enumerate(rows, start=1):
                yield _Found(Place(place.part, number), fields_of(row), hint, subject)
            return
        found = _Found(place, fields_of(_without_parts(value)), hint, subject)
        found.doubled = value.doubled if isinstance(value, _Object) else ()
        for _name, inner in _parts_in(value):
            found.parts += self._walk(inner, place.part, "", subject, 1)
        yield found


def _is_question(value: Mapping[str, Any]) -> bool:
    """Whether an object is a question: it has a text under a name for it, and options, an answer,
    a kind or questions of its own; only a title over questions is a section."""
    found = fields_of(_without_parts(value))
    ranks = [rank for rank, text in found.stems if text.strip()]
    if not ranks and not found.passage:
        return False
    has_parts = any(True for _one in _parts_in(value))
    if has_parts:
        return min(ranks, default=0) < PLAIN_RANK or bool(found.passage)
    said = (found.keys, found.kind, found.indexes, found.wrong, found.blanks)
    offered = (found.options, found.together, found.lettered, found.numbers)
    return any(said) or any(offered) or found.multiple is not None


def _parts_in(value: Mapping[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    for name, inner in value.items():
        if plain_name(name) not in PARTS_NAMES or not isinstance(inner, list) or not inner:
            continue
        if all(isinstance(one, Mapping) and _is_question(one) for one in inner):
            yield name, inner


def _without_parts(value: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        name: inner
        for name, inner in value.items()
        if not (
            plain_name(name) in PARTS_NAMES
            and isinstance(inner, list)
            and inner
            and all(isinstance(one, Mapping) for one in inner)
            and any(_is_question(one) for one in inner)
        )
    }


def _columnar(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Questions given by columns: a list (or object by number) of texts for each field."""
    columns = {
        name: list(one.values()) if isinstance(one, Mapping) else one
        for name, one in value.items()
        if isinstance(one, list | Mapping)
    }
    stems = [
        name
        for name, one in columns.items()
        if fields_of({name: "x"}).stems
        and len(one) > 1
        and all(isinstance(each, str) for each in one)
    ]
    if not stems:
        return []
    many = len(columns[stems[0]])
    whole = {name: one for name, one in columns.items() if len(one) == many}
    others = {name: one for name, one in value.items() if name not in whole}
    return [{**others, **{name: one[at] for name, one in whole.items()}} for at in range(many)]


def _base(found: Sequence[_Found]) -> int | None:
    """The number of the first option where the file counts options: 0 when an answer is 0, 1 when
    one is as high as there are options; None when both or neither happens."""
    zero = last = False
    for one in found:
        many = len(one.fields.options) or len(one.fields.lettered)
        for _rank, _name, value in one.fields.keys:
            for each in value if isinstance(value, list) else [value]:
                number = text_of(each).strip()
                if many and number.isdecimal() and not isinstance(each, bool):
                    zero, last = zero or int(number) == 0, last or int(number) == many
    if zero == last:
        return None
    return 0 if zero else 1


def _make_all(found: list[_Found], contents: Contents) -> None:
    base = _base([*found, *(part for one in found for part in one.parts)])
    unknown = dict.fromkeys(name for one in found for name in one.fields.unknown)
    contents.notes += [Note("unknown_field", Place(), {"name": name[:60]}) for name in unknown]
    gathered = Gathered(contents)
    for one in found:
        if one.doubled:
            facts = {"names": ", ".join(one.doubled)}
            contents.refused.append(Note("doubled", one.place, facts))
            continue
        pieces = pieces_of(one.fields, one.place, base)
        pieces.hint = one.hint
        if one.parts:
            gathered.add_case(
                pieces, [pieces_of(part.fields, part.place, base) for part in one.parts]
            )
        else:
            gathered.add(pieces, one.fields.texts.get("parent", ""))
    gathered.close()
