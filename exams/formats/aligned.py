"""Pairs and orders as fields of JSON give them, and accepted answers beside the right one."""

from collections.abc import Mapping, Sequence
from typing import Any

from exams.formats.values import plain_name, text_of
from exams.wording import LETTERS, squeezed

PAIR = 2
BETWEEN = " ||| "
_LEFTS = "left term premise prompt question item key source from l 左 左侧 题目 word"
_RIGHTS = "right definition response answer match value target to r 右 右侧 答案 meaning"
LEFTS, RIGHTS = _LEFTS.split(), _RIGHTS.split()


def pairs_of(value: Any) -> list[str]:
    """Pairs as options that name their target; none unless every one is a pair of texts."""
    if isinstance(value, Mapping):
        found: list[tuple[Any, Any] | None] = [*value.items()]
    elif isinstance(value, list):
        found = [_pair(one) for one in value]
    else:
        return []
    texts = [(text_of(one[0]).strip(), text_of(one[1]).strip()) for one in found if one]
    whole = len(texts) == len(found) >= PAIR and all(left and right for left, right in texts)
    return [BETWEEN.join(one) for one in texts] if whole else []


def _pair(one: Any) -> tuple[Any, Any] | None:
    if isinstance(one, list) and len(one) == PAIR:
        return one[0], one[1]
    if not isinstance(one, Mapping):
        return None
    names = {plain_name(name): name for name in one}
    left = next((names[name] for name in LEFTS if name in names), None)
    right = next((names[name] for name in RIGHTS if name in names), None)
    return (one[left], one[right]) if left is not None and right is not None else None


def order_of(value: Any, options: Sequence[str]) -> str:
    """The letters of options in their right order: as they are named by texts, or by numbers that
    say the same whether they are the places of options or the options of places; else the value
    as text, which is none."""
    written = value if isinstance(value, list) else text_of(value).split(",")
    said = [text_of(one).strip() for one in written]
    texts = [squeezed(option) for option in options]
    if sorted(map(squeezed, said)) == sorted(texts) and len(set(texts)) == len(texts):
        return "".join(LETTERS[texts.index(squeezed(one))] for one in said)
    if all(one.isdecimal() for one in said):
        first = 0 if "0" in said else 1
        places = [int(one) - first for one in said]
        other = [places.index(at) if at in places else -1 for at in range(len(options))]
        if places == other:
            return "".join(LETTERS[place] for place in places)
    return "".join(said) if all(one in LETTERS and one for one in said) else " / ".join(said)
