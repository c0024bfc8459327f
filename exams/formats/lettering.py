"""Options without capital letters, given the letters by which a paper names its options."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from exams.formats.ahead import is_asking
from exams.formats.labels import label_of
from exams.formats.lines import RIGHT, STAR, Line, begin_of, is_option, section_of
from exams.wording import LETTERS

FEWEST = 2
_MARK = re.compile(
    rf"(?:^\s*(?:{STAR})?\s*|(?<=[\s　。.;；,，?？:：）)]))"
    r"(?:[(（](?P<inner>[a-hａ-ｈ])[)）]|(?P<point>[a-hａ-ｈ])[)）.．、](?!\w[.)]))"
)
_LETTER_KEY = re.compile(
    r"[(（\[]?(?:[A-H]{1,8}|[a-h]{1,6}|[A-Za-z](?:[,、\s&]+[A-Za-z])*)(?![A-Za-z])"
    r"\s*(?:$|[.．、:：,，;；)）\]—–-])"
)
_CAPITAL = re.compile(rf"^\s*(?:{STAR})?\s*[(（\[【]?\s?(?P<letter>[A-ZＡ-Ｚ])\s?[)）\]】.．、:：]")
_STAR = re.compile(rf"^\s*{STAR}\s*(?=[^\s*＊])")
_WIDE = str.maketrans("ａｂｃｄｅｆｇｈ", "abcdefgh")
Spot = tuple[int, int]  # a line, a place in it


def lettered(lines: Sequence[Line]) -> list[Line]:
    """Lines whose options have capital letters: small ones (a) … (b) …) are raised, and options
    without any get theirs where a star or a tick stands beside the right one."""
    made = list(lines)
    for run in _runs(lines):
        if _are_options(lines, run):
            for at, place in run:
                text = made[at].text
                letter = text[place].translate(_WIDE).upper()
                made[at] = Line(f"{text[:place]}{letter}{text[place + 1 :]}", made[at].number)
    for first, last in _blocks(made):
        for letter, at in zip(LETTERS, range(first, last), strict=False):
            text = made[at].text
            star = "*" if _STAR.match(text) or RIGHT.search(text) else ""
            bare = RIGHT.sub("", _STAR.sub("", text)).strip()
            made[at] = Line(f"{star}{letter}. {bare}", made[at].number)
    return made


def _runs(lines: Sequence[Line]) -> Iterator[list[Spot]]:
    """Small letters a, b, c … in this order, over lines that begin nothing else."""
    run: list[Spot] = []
    for at, line in enumerate(lines):
        over = label_of(line.text) or section_of(line.text) or begin_of(line.text)
        if over and run:
            yield run
            run = []
        if label_of(line.text) or _CAPITAL.match(line.text):
            continue
        for mark in _MARK.finditer(line.text):
            name = "inner" if mark["inner"] else "point"
            letter = mark[name].translate(_WIDE)
            if letter == "a" and run:
                yield run
                run = []
            if letter == "abcdefgh"[len(run)]:
                run.append((at, mark.start(name)))
    if run:
        yield run


def _are_options(lines: Sequence[Line], run: Sequence[Spot]) -> bool:
    """Whether a run is one of options: its marks are alike, no answer stands before it in its
    question and no option A behind it, and the answer behind it, if there is one, is a letter."""
    if len(run) < FEWEST or len({_sign(lines[at].text, place) for at, place in run}) > 1:
        return False
    for at in range(run[0][0] - 1, -1, -1):
        line = lines[at]
        label = label_of(line.text)
        if label and label[0] in {"key", "explanation"}:
            return False
        if begin_of(line.text) or section_of(line.text):
            return _end_as_options(lines, run, numbered=begin_of(line.text) is not None)
    return _end_as_options(lines, run, numbered=begin_of(lines[run[0][0]].text) is not None)


def _end_as_options(lines: Sequence[Line], run: Sequence[Spot], *, numbered: bool) -> bool:
    own = True  # the lines are of the same question
    for line in islice(lines, run[-1][0] + 1, None):
        own = own and (numbered or bool(line.text.strip()))
        label = label_of(line.text)
        capital = _CAPITAL.match(line.text)
        if own and capital and capital["letter"] in {"A", "Ａ"}:
            return False  # statements that the options speak of
        if label and label[0] == "key":
            is_list = re.match(r"[(（]?a[)）.].*\bb[)）.]", label[1], re.S)
            return bool(_LETTER_KEY.match(label[1])) and not is_list
        if begin_of(line.text) or section_of(line.text):
            break
    return True


def _sign(text: str, place: int) -> str:
    return f"{text[place - 1 : place] in {'(', '（'}}{text[place + 1]}"


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where options without letters stand below a question with a number, one of them marked."""
    for at, line in enumerate(lines):
        if not begin_of(line.text) or not is_asking(line.text):
            continue
        last = at + 1
        while last < len(lines) and _is_bare(lines[last].text):
            last += 1
        texts = [one.text for one in lines[at + 1 : last]]
        marked = sum(bool(_STAR.match(text) or RIGHT.search(text)) for text in texts)
        if FEWEST <= len(texts) <= len(LETTERS) and 0 < marked < len(texts):
            yield at + 1, last


def _is_bare(text: str) -> bool:
    plain = _STAR.sub("", text)
    known = is_option(plain) or label_of(plain) or begin_of(plain) or section_of(plain)
    return bool(plain.strip()) and not known
