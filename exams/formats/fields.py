"""One question of JSON: its fields, whatever they are called, as pieces."""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from exams.formats.headings import Name, name_of
from exams.wording import LETTERS

_INDEX = re.compile(
    r"(?:correct|right|answer|gold|key|label)?(?:answer|option|choice)?s?"
    r"(?:index|idx|indices|indexes)"
)
_WRONG = re.compile(
    r"(?:incorrect|wrong|false)(?:answer|option|choice)s?|distractors?\d*|incorrect"
)
_PARTS = """questions children subquestions subquestion subquizs subs items 小题 子题 subitems sub
    questionlist subquestionlist childquestions"""
_TEXT = """text content value optioncontent optiontext name title answer option body itemcontent
    desc description 内容 选项内容 选项 html label"""
_MARK = """label key letter optionkey optionlabel oid id index prefix code alias option name no
    value 标号 序号 选项"""
_SIMPLE = "difficulty marks tier source label cites credit pinned order marking targets parent"
FLAG_RANK = 9  # of an answer that only says whether something is right
PARTS_NAMES, _TEXTS, _MARKS, SIMPLE = (
    tuple(words.split()) for words in (_PARTS, _TEXT, _MARK, _SIMPLE)
)
_RIGHT = re.compile(
    r"(?:is|the)?_?(?:correct|right|answer|true|checked|key)(?:answer|option)?"
    r"|是否正确|正确|fraction"
)


def plain_name(name: str) -> str:
    return re.sub(r"[\s_\-]+", "", name).lower()


def text_of(value: Any) -> str:
    """Any value as text; lists a line each, nothing for null and for no number."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    if isinstance(value, list):
        return "\n".join(filter(None, map(text_of, value)))
    if isinstance(value, Mapping):
        for name in ("text", "content", "value", "stem", "title", "name"):
            if name in value:
                return text_of(value[name])
        return "\n".join(f"{name}: {text_of(one)}" for name, one in value.items())
    if isinstance(value, float):
        whole = math.isfinite(value) and value == int(value)
        return str(int(value)) if whole else "" if math.isnan(value) else str(value)
    return str(value)


@dataclass
class Fields:
    """The fields of one question by what they mean."""

    stems: list[tuple[int, str]] = field(default_factory=list)
    passage: str = ""
    kind: str = ""
    multiple: bool | None = None
    options: list[str] = field(default_factory=list)
    together: str = ""
    labels: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    lettered: dict[str, str] = field(default_factory=dict)
    numbers: dict[int, str] = field(default_factory=dict)
    keys: list[tuple[int, str, Any]] = field(default_factory=list)
    indexes: list[Any] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    blanks: dict[int, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    @property
    def stem(self) -> str:
        """The text under the plainest of its names."""
        return min((one for one in self.stems if one[1].strip()), default=(0, ""), key=_rank)[1]


def _rank(one: tuple[int, str]) -> int:
    return one[0]


def fields_of(question: Mapping[str, Any]) -> Fields:
    """What the fields of a question mean."""
    found = Fields()
    for name, value in _flat(question):
        bare = plain_name(name)
        if _WRONG.fullmatch(bare):
            found.wrong += [text_of(one) for one in (value if isinstance(value, list) else [value])]
        elif _INDEX.fullmatch(bare) and bare not in {"index", "idx"}:
            found.indexes.append(value)
        else:
            _take(found, name, name_of(name), value)
    return found


def _flat(question: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Fields, those of a question inside the question too (`question: {stem, choices}`)."""
    for name, value in question.items():
        known = name_of(name)
        is_stem = known is not None and known.field == "stem"
        if is_stem and isinstance(value, Mapping) and any(map(name_of, value)):
            yield from value.items()
        else:
            yield name, value


def _take(found: Fields, name: str, known: Name | None, value: Any) -> None:
    if known is None:
        found.unknown.append(name)
    elif known.field == "stem":
        found.stems.append((known.rank, text_of(value)))
    elif known.field == "option":
        if known.letter:
            found.lettered[known.letter] = text_of(value)
        else:
            found.numbers[known.number] = text_of(value)
    elif known.field == "together":
        _take_options(found, value)
    elif known.field == "key":
        found.keys.append((known.rank, name, value))
    elif known.field == "kind":
        _take_kind(found, known, value)
    elif known.field == "blank":
        found.blanks[known.number] = text_of(value)
    elif known.field == "flag":
        found.keys.append((FLAG_RANK, name, value))
    else:
        _take_text(found, known.field, value)


def _take_kind(found: Fields, known: Name, value: Any) -> None:
    if known.rank and isinstance(value, bool):
        found.multiple = value
    elif not found.kind or not known.rank:
        found.kind = text_of(value) or found.kind


def _take_text(found: Fields, of: str, value: Any) -> None:
    if of == "passage":
        found.passage = text_of(value)
        return
    of = "explanation" if of == "basis" else of
    text = text_of(value)
    if of == "marks" and isinstance(value, float) and math.isnan(value):
        text = "NaN"  # marks that are no number are refused, not passed over
    between = " / " if of == "subject" else "\n"
    if of == "subject":
        text = text.replace("\n", " / ")
    if text.strip():
        before = found.texts.get(of, "")
        found.texts[of] = f"{before}{between}{text}" if before and of not in SIMPLE else text


def _take_options(found: Fields, value: Any) -> None:
    if isinstance(value, str):
        found.together = value
    elif isinstance(value, Mapping):
        columns = {plain_name(name): one for name, one in value.items()}
        if isinstance(columns.get("text"), list) and isinstance(columns.get("label"), list):
            found.options = [text_of(one) for one in columns["text"]]
            found.labels = [text_of(one) for one in columns["label"]]
        else:
            found.options = [text_of(one) for one in value.values()]
            found.labels = [str(name) for name in value]
    elif isinstance(value, list):
        for one in value:
            _take_option(found, one)
    _sort_by_letters(found)


def _take_option(found: Fields, one: Any) -> None:
    if not isinstance(one, Mapping):
        found.options.append(text_of(one))
        return
    if len(one) == 1 and next(iter(one)).upper() in LETTERS:
        label, text = next(iter(one.items()))
        found.options.append(text_of(text))
        found.labels.append(label)
        return
    names = {plain_name(name): name for name in one}
    text_name = next((names[name] for name in _TEXTS if name in names), "")
    mark_name = next((names[n] for n in _MARKS if n in names and names[n] != text_name), "")
    others = {bare: name for bare, name in names.items() if name not in {text_name, mark_name}}
    right = next((name for bare, name in others.items() if _RIGHT.fullmatch(bare)), "")
    found.options.append(text_of(one.get(text_name)))
    if mark_name:
        found.labels.append(text_of(one[mark_name]))
    if right:
        found.flags.append("1" if one[right] in (True, 1, "1", "true", "True", 100, 1.0) else "0")


def _sort_by_letters(found: Fields) -> None:
    """Options that bear the letters A, B, C … stand in their order."""
    labels = [label.strip().upper().strip(".、):") for label in found.labels]
    if len(labels) != len(found.options) or not labels:
        found.labels = []
        return
    if sorted(labels) == list(LETTERS[: len(labels)]):
        order = sorted(range(len(labels)), key=labels.__getitem__)
        found.options = [found.options[at] for at in order]
        found.flags = [found.flags[at] for at in order] if found.flags else []
        found.labels = [labels[at] for at in order]
