"""Options that are counted instead of lettered: ①甲 ②乙, on one line or several, or （1）甲."""

import re
from dataclasses import dataclass

from exams.wording import LETTERS

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_SIGN = re.compile(rf"(?P<circle>[{_CIRCLED}])|[(（]\s?(?P<round>[1-9])\s?[)）]")
_KEY = re.compile(
    rf"(?:[{_CIRCLED}](?:[\s,，、]*[{_CIRCLED}])*"
    r"|[(（]\s?[1-9]\s?[)）](?:[\s,，、]*[(（]\s?[1-9]\s?[)）])*)[\s。.]*"
)
_ASKS = re.compile(r"[?？]\s*$|_{2,}|[(（][\s　]*[)）]")
FEWEST = 2


@dataclass(frozen=True)
class Counted:
    """What stands before the options, and the options in the order of their numbers."""

    stem: str
    options: list[str]


def names_counted(key: str) -> bool:
    """Whether an answer is no more than such numbers (②, （1）（3）)."""
    return _KEY.fullmatch(key.strip()) is not None


def lettered_key(key: str, many: int) -> str:
    """The letters of the numbers in an answer; "" when one of so many options is not there."""
    places = [_place(sign) for sign in _SIGN.finditer(key)]
    is_whole = len(set(places)) == len(places) and all(0 <= place < many for place in places)
    return "".join(LETTERS[place] for place in places) if is_whole else ""


def counted(text: str, key: str) -> Counted | None:
    """The options behind a stem when they are counted from 1 in one style, that of `key` if it
    names such numbers, and each ends with its line; None when they are not."""
    style = "round" if key.strip().startswith(("(", "（")) else "circle"
    signs = [sign for sign in _SIGN.finditer(text) if sign[style]]
    if len(signs) < FEWEST or [_place(sign) for sign in signs] != list(range(len(signs))):
        return None
    ends = [sign.start() for sign in signs[1:]] + [len(text)]
    options = [
        text[sign.end() : end].strip(" \t　\n.．、;；,，")
        for sign, end in zip(signs, ends, strict=True)
    ]
    stem = text[: signs[0].start()].strip()
    if not stem or not all(options) or any("\n" in one or _ASKS.search(one) for one in options):
        return None
    return Counted(stem, options)


def _place(sign: re.Match[str]) -> int:
    return _CIRCLED.index(sign["circle"]) if sign["circle"] else int(sign["round"]) - 1
