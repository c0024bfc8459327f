"""Finding the questions in a value of JSON, wherever they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from exams.formats import words
from exams.formats.entries import Contents, Note, Place
from exams.formats.fields import FLAG_RANK, PARTS_NAMES, Fields, fields_of
from exams.formats.headings import name_of
from exams.formats.values import Object, plain_name, text_of

DEEPEST = 8
LONGEST_TITLE = 60
_COUNTS = """count total totalcount questioncount num number size totalquestions 题目数 总数
    题目总数"""
_TITLES = "name title section category type chapter sectionname typename 题型 subject 章节 科目"
COUNTS, TITLES = tuple(_COUNTS.split()), tuple(_TITLES.split())
ABOUT = {"_format", "_schema", "_example", "_comment", "_meta", "_usage", "_description"}
BETWEEN, SHORTEST_STEM = "|", 6  # in names that are questions
SHALLOW = 2  # levels at which loose words are told of
PLAIN_RANK = 2  # names of a stem that may be the title of a section


@dataclass
class Found:
    """A question as found, before anything is made of it; `hint` and `subject` come from the
    section it stands in."""

    place: Place
    fields: Fields
    hint: str = ""
    subject: str = ""
    parts: list["Found"] = field(default_factory=list)
    doubled: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Around:
    """What stands around a value."""

    part: str = ""
    hint: str = ""
    subject: str = ""
    depth: int = 0


def walk(value: Any, contents: Contents, hint: str = "") -> Iterator[Found]:
    """The questions in order. What stands among questions and is none, and counts that differ, go
    to the notes: `no_question`, `count`."""
    return _Walker(contents).walk(value, _Around(hint=hint))


class _Walker:
    def __init__(self, contents: Contents) -> None:
        self.contents = contents

    def walk(self, value: Any, around: _Around) -> Iterator[Found]:
        if around.depth > DEEPEST:
            return
        if isinstance(value, list):
            yield from self._list(value, around)
        elif isinstance(value, Mapping) and _is_question(value):
            yield from self._question(value, Place(around.part, 1), around)
        elif isinstance(value, Mapping):
            yield from self._section(value, around)

    def _list(self, value: list[Any], around: _Around) -> Iterator[Found]:
        asks = [isinstance(one, Mapping) and _is_question(one) for one in value]
        inner = _Around(around.part, around.hint, around.subject, around.depth + 1)
        for number, (one, is_question) in enumerate(zip(value, asks, strict=True), start=1):
            place = Place(around.part, number)
            if is_question:
                yield from self._question(one, place, around)
                continue
            found = list(self.walk(one, inner))
            if not found and any(asks) and isinstance(one, Mapping):
                found = _bare(one, place, around)
            yield from found
            loose = around.depth < SHALLOW and len(value) > 1 and isinstance(one, str | int)
            if not found and text_of(one) and (any(asks) or loose):
                facts = {"detail": text_of(one)[:60]}
                self.contents.notes.append(Note("no_question", place, facts))

    def _section(self, value: Mapping[str, Any], around: _Around) -> Iterator[Found]:
        titles = (text_of(one) for name, one in value.items() if plain_name(name) in TITLES)
        title = next(titles, "").strip()
        hint = words.hint_of(title)
        is_subject = around.depth > 0 and not hint and 0 < len(title) <= LONGEST_TITLE
        found: list[Found] = []
        if around.depth < DEEPEST and _are_texts(value):
            yield from self._texts(value, around)
            return
        for name, one in value.items():
            if isinstance(one, Mapping | list) and one and str(name).lower() not in ABOUT:
                inner = _Around(
                    f"{around.part}.{name}" if around.part else str(name),
                    words.hint_of(str(name)) or hint or around.hint,
                    title if is_subject else around.subject,
                    around.depth + 1,
                )
                found += self.walk(_named(str(name), one), inner)
        self._compare_count(value, around.part, len(found))
        yield from found

    def _texts(self, value: Mapping[str, Any], around: _Around) -> Iterator[Found]:
        """`question|option|option` by its answer, as apps keep them."""
        for number, (text, answer) in enumerate(value.items(), start=1):
            stem, *options = text.split(BETWEEN)
            fields = fields_of({"question": stem, "options": options, "answer": answer})
            place = Place(around.part, number)
            yield Found(place, fields, around.hint, around.subject)

    def _compare_count(self, value: Mapping[str, Any], part: str, found: int) -> None:
        declared = next((one for name, one in value.items() if plain_name(name) in COUNTS), None)
        if found and isinstance(declared, int) and declared != found:
            facts = {"declared": str(declared), "found": str(found)}
            self.contents.notes.append(Note("count", Place(part), facts))

    def _question(self, value: Mapping[str, Any], place: Place, around: _Around) -> Iterator[Found]:
        rows = _columnar(value)
        for number, row in enumerate(rows, start=1):
            place = Place(around.part, number)
            yield Found(place, fields_of(row), around.hint, around.subject)
        if rows:
            return
        found = Found(place, fields_of(_without_parts(value)), around.hint, around.subject)
        found.doubled = value.doubled if isinstance(value, Object) else ()
        for inner in _parts_in(value):
            found.parts += self.walk(inner, _Around(place.part, "", "", around.depth + 1))
        yield found


def _are_texts(value: Mapping[str, Any]) -> bool:
    """Whether an object has questions with their options as names and the answers as values."""
    if len(value) <= 1 or not all(isinstance(one, str) for one in value.values()):
        return False
    return all(name.count(BETWEEN) > 1 for name in value)


def _named(name: str, value: Any) -> Any:
    """An answer with its options that stands under the words of its question."""
    is_label = name.isascii() and plain_name(name).isalnum()
    if not isinstance(value, Mapping) or len(name) < SHORTEST_STEM or is_label:
        return value
    found = fields_of(value)
    if found.told or found.passage or not (found.keys or found.indexes or found.flags):
        return value
    return {**value, "question": name}


def _bare(value: Mapping[str, Any], place: Place, around: _Around) -> list[Found]:
    """A question among others that has neither options nor an answer."""
    found = fields_of(value)
    if not any(text.strip() and rank < PLAIN_RANK for rank, text, _name in found.stems):
        return []
    return [Found(place, found, around.hint, around.subject)]


def _is_question(value: Mapping[str, Any]) -> bool:
    """Whether an object is a question: it has a text under a name for it, and options, an answer,
    a kind or questions of its own; only a title over questions is a section. Options with an
    answer are a question too, which then lacks its text."""
    found = fields_of(_without_parts(value, sections=True))
    ranks = [rank for rank, text, _name in found.stems if text.strip()]
    keys = [rank for rank, _name, _value in found.keys if rank < FLAG_RANK]
    offered = (found.options, found.together, found.lettered, found.numbers, found.pairs)
    if not ranks and not found.passage:
        return any(offered) and bool(keys or found.indexes or found.flags)
    if _parts_in(value):
        return min(ranks, default=0) < PLAIN_RANK or bool(found.passage)
    plainly = bool(ranks) and min(ranks) < PLAIN_RANK
    said = (keys or (plainly and found.keys), found.kind, found.indexes, found.wrong, found.blanks)
    return any(said) or any(offered) or found.multiple is not None


def _parts_in(value: Mapping[str, Any]) -> list[list[Any]]:
    """The lists of questions that belong to a question."""
    return [inner for name, inner in value.items() if _are_parts(name, inner)]


def _without_parts(value: Mapping[str, Any], *, sections: bool = False) -> Mapping[str, Any]:
    """`sections` leaves out lists of questions under the name of a question too."""
    return {
        name: inner
        for name, inner in value.items()
        if not _are_parts(name, inner) and not (sections and _are_questions(name, inner))
    }


def _are_questions(name: str, inner: Any) -> bool:
    known = name_of(name) if isinstance(inner, list) and inner else None
    if known is None or known.field != "stem":
        return False
    return all(isinstance(one, Mapping) and _is_question(one) for one in inner)


def _are_parts(name: str, inner: Any) -> bool:
    if plain_name(name) not in PARTS_NAMES or not isinstance(inner, list):
        return False
    return any(isinstance(one, Mapping) and _is_question(one) for one in inner)


def _columnar(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Questions given by columns: a list (or an object by number) of texts for each field, for
    questions and answers alike."""
    columns = {
        name: list(one.values()) if isinstance(one, Mapping) else one
        for name, one in value.items()
        if isinstance(one, list | Mapping)
    }
    fields = {name: fields_of({name: "x"}) for name in columns}
    many = next(
        (
            len(one)
            for name, one in columns.items()
            if fields[name].stems and len(one) > 1 and all(isinstance(each, str) for each in one)
        ),
        0,
    )
    whole = {name: one for name, one in columns.items() if many and len(one) == many}
    if not any(fields[name].keys for name in whole):
        return []
    others = {name: one for name, one in value.items() if name not in whole}
    return [{**others, **{name: one[at] for name, one in whole.items()}} for at in range(many)]
