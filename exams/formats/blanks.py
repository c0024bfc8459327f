"""Blanks of fill-in questions, and the answers that go into them."""

import re
from collections.abc import Sequence

from exams.formats.cleaning import narrow
from exams.formats.listed import listed
from exams.wording import BLANK

_STRONG = re.compile(
    r"[_＿﹍]+\s*[(（]\s*\d{0,2}\s*[)）]\s*[_＿﹍]{2,}|[_＿﹍]{2,}|[\[【]\s*(?:BlankArea|填空)\s*\d*\s*[\]】]|\{\{\s*\w*\s*\}\}"
    r"|<-{2,}\s*\w*\s*-{2,}>|〔\s*〕|【[\s　]*】|\[[ \t　]{2,}\]",
    re.I,
)
_FIGURED = re.compile(r"[_＿﹍]+\s*(\d{1,2})\s*[_＿﹍]+")  # a blank with its number in it
_LABELLED = re.compile(r"(?P<label>[(（]\s*(?P<n>\d{1,2})\s*[)）]\s*)[_＿﹍]{2,}")
_LINE = re.compile(r"[_＿﹍]{2,}")
_BRACKETS = re.compile(r"(?:(?<![A-Za-z0-9_])[(（]|（|\((?=[\s　]))[\s　]*[)）]")  # no call()
_SEPARATORS = (r"\n", r"\s*(?<!\\)(?:;|；|\$\$|@@|##)\s*", r"\s*、\s*", r"\s*[,，]\s*",
               r"[ \t　]{2,}|\t", r"\s*(?<!\\)\|\s*", r"[ \t　]+", r"(?<!\d)/(?!\d)")  # fmt: skip
_WRAPPED = re.compile(r"[(（]([^()（）]+)[)）]|【([^【】]+)】|\[([^\[\]]+)\]")
_NUMBER = (
    r"(?:[(（]\s*\d{1,2}\s*[)）]|\d{1,2}\s*[.．、:：)）](?!\d)|[①-⑳]"
    r"|第?[一二三四五六七八九十]+[、空][:：]?|第\s*\d\s*空[:：]?)"
)
_NUMBERED = re.compile(rf"(?:^|(?<=[\s;；,，、。]))\s*{_NUMBER}\s*")
_BOX = re.compile(r"【\s*(\d{1,3})\s*】")  # a blank by its number
_EITHER = re.compile(r"^(.+?)\s*[(（]\s*或者?\s*([^()（）]+?)\s*[)）]$")
_OR = re.compile(r"\s*或者?\s*")  # 北京或北京市: the same, shorter
PAIR = 2
_OTHERS = re.compile(r"(?<!\\)\||(?<![/\\])(?<!\d(?=/\d))/(?!/)")


class Uneven(ValueError):
    """The answers cannot be given to the blanks: `blanks` are in the stem, `answers` were found."""

    def __init__(self, blanks: int, answers: int) -> None:
        super().__init__("blanks")
        self.blanks, self.answers = blanks, answers


def marked(stem: str) -> tuple[str, int]:
    """The stem with one `BLANK` for each place to fill, and how many: lines of underscores; when
    there are none, empty brackets."""
    labels = [one["n"] for one in _LABELLED.finditer(stem)]
    if len(labels) > 1 and labels == [str(n) for n in range(1, len(_LINE.findall(stem)) + 1)]:
        return _LABELLED.sub(rf"\g<label>{BLANK}", stem), len(labels)
    figures = [one[1] for one in _FIGURED.finditer(stem)]
    if figures and figures == [str(n) for n in range(1, len(figures) + 1)]:
        stem = _FIGURED.sub(BLANK, stem)
    found, number = _STRONG.subn(BLANK, stem)
    if not number and _are_boxes(stem):
        return _BOX.subn(BLANK, stem)
    return (found, number) if number else _BRACKETS.subn(BLANK, stem)


def _are_boxes(stem: str) -> bool:
    """Whether numbers in 【】 count the blanks up by one."""
    figures = [int(one) for one in _BOX.findall(stem)]
    return bool(figures) and figures == list(range(figures[0], figures[0] + len(figures)))


def has_blanks(stem: str) -> bool:
    return bool(_STRONG.search(stem) or _BRACKETS.search(stem))


def accepted(written: str, number: int) -> tuple[tuple[str, ...], ...]:
    """The accepted answers of each of so many blanks. Raises Uneven.

    Blanks are told apart by numbers (`1. … 2. …`), brackets around each, line ends, `;`, `、`, a
    comma or wide gaps: the first of these by which there is one for each blank. The accepted
    answers of one blank stand between `|` or `/` (but not between digits); `\\` in front of a
    separator takes its meaning away.
    """
    text = written.strip()
    each = listed(text)
    if each:
        if len(each) != number:
            raise Uneven(number, len(each))
        return tuple((one,) for one in each)
    if number == 1:
        parts = [_NUMBERED.sub("", text, count=1) if len(_NUMBERED.findall(text)) == 1 else text]
        apart = max(len(_pieces(text, one)) for one in _SEPARATORS[:2])
        if apart > 1 or len(_NUMBERED.findall(text)) > 1:
            raise Uneven(1, max(apart, len(_NUMBERED.findall(text))))
    else:
        parts = _parts(text, number)
    return tuple(alternatives(part) for part in parts)


def _parts(text: str, number: int) -> list[str]:
    numbered = [one for one in _NUMBERED.split(text) if one.strip()]
    if len(numbered) == number == len(_NUMBERED.findall(text)):
        return [one.strip().rstrip(";；,，、") for one in numbered]
    wrapped = ["".join(one) for one in _WRAPPED.findall(text)]
    if len(wrapped) == number and not _WRAPPED.sub("", text).strip(" \t\n;；,，、"):
        return wrapped
    most = 1
    for separator in _SEPARATORS:
        parts = _pieces(text, separator)
        if len(parts) == number:
            return parts
        most = max(most, len(parts))
    raise Uneven(number, most)


def _pieces(text: str, separator: str) -> list[str]:
    parts = [one.strip() for one in re.split(separator, text)]
    while parts and not parts[-1]:
        parts.pop()
    return parts if all(parts) else []


def alternatives(part: str) -> tuple[str, ...]:
    """The accepted answers of one blank, each once."""
    found = [_plain(one) for one in _OTHERS.split(part)]
    given = _EITHER.match(found[0]) if len(found) == 1 else None
    if given:
        found = [given[1], given[2]]
    elif len(found) == 1:
        either = _OR.split(found[0])
        nested = len(either) == PAIR and (either[0] in either[1] or either[1] in either[0])
        found = either if nested and all(either) else found
    return tuple(dict.fromkeys(one for one in found if one))


def _plain(text: str) -> str:
    return re.sub(r"\\([|/;；\\])", r"\1", text).strip()


def given(cells: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The accepted answers of blanks that have a column each."""
    return tuple(alternatives(cell) for cell in cells)


def is_any_order(text: str) -> bool:
    """What a file says of the order of the blanks (乱序, 顺序可颠倒, any order)."""
    plain = narrow(text).strip().lower()
    return bool(
        re.search(r"无序|乱序|不分先后|顺序可|任意|any|不限|^是$|^true$|^1$|^y(?:es)?$", plain)
    )
