"""The options of a question of JSON, in whichever way a file lists them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from exams.formats.values import plain_name, text_of
from exams.wording import LETTERS

_TEXT = """text content value optioncontent optiontext name title answer option body itemcontent
    desc description 内容 选项内容 选项 html label"""
_MARK = """label key letter optionkey optionlabel oid id index prefix code alias option name no
    value 标号 序号 选项"""
_TEXTS, _MARKS = (tuple(words.split()) for words in (_TEXT, _MARK))
_RIGHT = re.compile(
    r"(?:is|the)?_?(?:correct|right|answer|true|checked|key)(?:answer|option)?"
    r"|是否正确|正确|fraction|weight"
)
WEIGHT, ALL = "weight", 100  # of other scales says nothing of right or wrong
_WHOLE = (True, 1, "1", "true", "True", 100, 1.0)
PAIR = 2


@dataclass
class Offer:
    """Options in order; their `labels` and `flags` as far as each bears one."""

    options: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)

    @property
    def is_flagged(self) -> bool:
        """Whether each option says of itself whether it is right."""
        filled = len(self.options) > 1 and all(map(str.strip, self.options))
        return filled and len(self.flags) == len(self.options)


def offer_of(value: list[Any] | Mapping[str, Any]) -> Offer:
    found = Offer()
    if isinstance(value, Mapping):
        _take_named(found, value)
    else:
        for one in value:
            _take_one(found, one)
    _sort_by_letters(found)
    return found


def _take_named(found: Offer, value: Mapping[str, Any]) -> None:
    """Options by their labels; or by their texts, where what they name is only right or wrong."""
    columns = {plain_name(name): one for name, one in value.items()}
    if isinstance(columns.get("text"), list) and isinstance(columns.get("label"), list):
        found.options = [text_of(one) for one in columns["text"]]
        found.labels = [text_of(one) for one in columns["label"]]
    elif says_right(value) and not all(name.strip().upper() in LETTERS for name in value):
        found.options = list(value)
        found.flags = ["1" if one in _WHOLE else "0" for one in value.values()]
    else:
        found.options = [text_of(one) for one in value.values()]
        found.labels = [str(name) for name in value]


def says_right(value: Mapping[str, Any]) -> bool:
    """Whether a map says of each of its names whether it is right."""
    said = [str(one).lower() for one in value.values() if not isinstance(one, list | Mapping)]
    is_said = len(said) == len(value) > 1 and set(said) <= {"true", "false", "0", "1"}
    return is_said and bool({"true", "1"} & set(said)) and bool({"false", "0"} & set(said))


def right_names(value: Mapping[str, Any]) -> list[str]:
    """The names of what is right, without what is said of them (`answer_b_correct`)."""
    right = [name for name, one in value.items() if one in _WHOLE]
    return [re.sub(r"[_\s]?(?:is[_\s]?)?correct$", "", name, flags=re.I) or name for name in right]


def _take_one(found: Offer, one: Any) -> None:
    if isinstance(one, list) and len(one) == PAIR:
        _take_pair(found, one)
        return
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
        is_whole = one[right] == ALL if plain_name(right) == WEIGHT else one[right] in _WHOLE
        found.flags.append("1" if is_whole else "0")


def _take_pair(found: Offer, one: list[Any]) -> None:
    """`["text", true]`, or `["A", "text"]`."""
    first, second = one
    if isinstance(second, bool):
        found.options.append(text_of(first))
        found.flags.append("1" if second else "0")
    elif isinstance(first, str) and first.strip().upper() in LETTERS:
        found.options.append(text_of(second))
        found.labels.append(first)
    else:
        found.options.append(text_of(one))


def _sort_by_letters(found: Offer) -> None:
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
