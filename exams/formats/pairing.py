"""Which answer from the end of a paper belongs to which question: by the headings over both, and by
place only where no heading says otherwise."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from courses.statutes.numerals import to_number
from exams.formats.cleaning import narrow
from exams.formats.words import CHOICE
from exams.wording import CASE, MULTIPLE, OPEN, SINGLE, squeezed

_NEAR = (frozenset({CHOICE, SINGLE}), frozenset({CHOICE, MULTIPLE}), frozenset({CASE, OPEN}))
_CHAPTER = re.compile(
    r"^\s*第\s*([一二三四五六七八九十百\d]{1,4})\s*[章编]\s*[:：、.]?\s*(.*)$", re.S
)


@dataclass(frozen=True)
class Heading:
    """What stands over a question or an answer: number (二), kind and name of its section, and the
    chapter (第一章 总则). Each may be empty."""

    order: str = ""
    kind: str = ""
    title: str = ""
    chapter: str = ""


@dataclass(frozen=True)
class Wanted:
    """A question that waits for its answer."""

    number: int | None
    heading: Heading


def matching(answers: Sequence[tuple[int, Heading]], wanted: Sequence[Wanted]) -> list[list[int]]:
    """For each question the places of the answers that are its own.

    When numbers of questions and of answers follow each other alike, each has the one in its
    place, unless a heading contradicts; else the headings tell. More than one, or one that is
    claimed twice, is no answer; where place and heading cannot be reconciled, none is.
    """
    titles = {one.heading.title for one in wanted} - {""}
    alike = [one.number for one in wanted] == [number for number, _heading in answers]
    pairs = list(zip(wanted, answers, strict=False))
    if alike and all(fits(heading, one.heading, titles) for one, (_n, heading) in pairs):
        in_order = _ascend([heading for one, (_n, heading) in pairs if not one.heading.order])
        return [[at] if in_order else [] for at, _one in enumerate(answers)]
    found = [
        [
            at
            for at, (number, heading) in enumerate(answers)
            if number == one.number and fits(heading, one.heading, titles)
        ]
        for one in wanted
    ]
    claims = [at for some in found for at in some]
    if alike and sorted(claims) != list(range(len(answers))):
        return [[] for _one in wanted]
    return [[at for at in some if claims.count(at) == 1] for some in found]


def fits(answer: Heading, question: Heading, titles: Collection[str]) -> bool:
    """Whether an answer may stand under the heading of a question; `titles` are the names of all
    sections of the questions: another's name contradicts, one that none has says nothing."""
    if answer.order and question.order and answer.order != question.order:
        return False
    kinds = {answer.kind, question.kind} - {""}
    if len(kinds) > 1 and kinds not in _NEAR:
        return False
    if answer.title in titles and question.title and answer.title != question.title:
        return False
    return _same_chapter(answer.chapter, question.chapter)


def _same_chapter(one: str, other: str) -> bool:
    if not one or not other:
        return True
    (number, name), (its_number, its_name) = chapter_of(one), chapter_of(other)
    return number == its_number and (name in its_name or its_name in name)


def chapter_of(text: str) -> tuple[int, str]:
    """Number and name of a chapter; 0 and "" where they are not written."""
    found = _CHAPTER.match(text)
    return (_count(found[1]), squeezed(found[2])) if found else (0, squeezed(text))


def _ascend(headings: Sequence[Heading]) -> bool:
    """Whether headings that no question has follow each other as they are counted."""
    told = [(chapter_of(one.chapter)[0], _count(one.order)) for one in headings]
    return all(
        here[0] <= later[0] and (here[0] < later[0] or here[1] <= later[1])
        for here, later in pairwise(told)
    )


def _count(written: str) -> int:
    plain = narrow(written)
    return int(plain) if plain.isdecimal() else to_number(written) or 0
