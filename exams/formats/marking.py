"""Marking points of written answers, and the questions of a case that stands in one text."""

import re
from decimal import Decimal

from exams.formats.cleaning import narrow
from exams.wording import OPEN, MarkingPoint, Wording

FEWEST = 2
LONGEST_POINT = 2_000
_POINT = re.compile(
    r"^(?P<before>.*?\S)\s*[(（\[【|]?\s*(?P<marks>\d{1,2}(?:\.\d)?)\s*分\s*[)）\]】]?\s*[。;；.]?$"
)
_FRONT = re.compile(r"^[(（\[【]\s*(?P<marks>\d{1,2}(?:\.\d)?)\s*分\s*[)）\]】]\s*(?P<after>\S.*)$")
_ASKS = re.compile(
    r"(?:^|\n|(?<=[。？?！!.]))[ \t　]*"
    r"(?:【?(?:问题|提问|请问|请回答|设问|思考题?|要求)】?|请回答(?:下列|以下)问题|问)"
    r"\s*[:：]?[ \t　]*\n?"
    r"(?=[ \t　]*(?:[(（]?\s*[1一]\s*[)）.．、]|问题\s*[1一]|①))"
)
_STYLES = (
    re.compile(r"(?:^|\n|(?<=[。？?；;:：\s]))\s*[(（]\s*(\d{1,2})\s*[)）]\s*"),
    re.compile(r"(?:^|\n|(?<=[。？?；;]))\s*(\d{1,2})\s*[.．、]\s*(?!\d)"),
    re.compile(r"(?:^|\n|(?<=[。？?；;]))\s*问题\s*(\d{1,2}|[一二三四五六七八九])\s*[:：.、]?"),
    re.compile(r"(?:^|\n|(?<=[。？?；;:：\s]))\s*([①②③④⑤⑥⑦⑧⑨])\s*"),
)
_ORDER = "一二三四五六七八九"


def marking_of(text: str) -> tuple[MarkingPoint, ...]:
    """The lines that end (or begin) with what they bring: `… （2分）`."""
    points = []
    for line in re.split(r"\n|(?<=分[)）])[;；。]?", text):
        if len(line) > LONGEST_POINT:
            continue
        found = _POINT.match(line.strip()) or _FRONT.match(line.strip())
        if found and Decimal(found["marks"]) > 0:
            words = found.groupdict().get("before") or found.groupdict().get("after") or ""
            points.append(MarkingPoint(words.strip(" \t　：:|;；"), Decimal(found["marks"])))
    return tuple(point for point in points if point.text)


def numbered(text: str) -> tuple[str, list[str]]:
    """What stands before the questions 1, 2, … of one style, and the questions; none unless there
    are at least two that count up from 1."""
    for style in _STYLES:
        found = list(style.finditer(text))
        if len(found) < FEWEST:
            continue
        if [_figure(one[1]) for one in found] != list(range(1, len(found) + 1)):
            continue
        ends = [one.start() for one in found[1:]] + [len(text)]
        parts = [text[one.end() : end].strip() for one, end in zip(found, ends, strict=True)]
        if all(parts):
            return text[: found[0].start()].strip(), parts
    return text, []


def _figure(written: str) -> int:
    if written in _ORDER:
        return _ORDER.index(written) + 1
    return int(narrow(written))


def parts_of(stem: str, answer: str, marking: str) -> tuple[str, tuple[Wording, ...]]:
    """The story of a case and the open questions on it, each with its part of the answer; no parts
    when the text does not tell them apart, or when there are more or fewer answers than questions.
    """
    asks = _ASKS.search(stem)
    story, asked = (stem[: asks.start()], stem[asks.end() :]) if asks else ("", stem)
    before, parts = numbered(asked)
    story = "\n".join(filter(None, (story.strip(), before)))
    if not parts or not story:
        return stem, ()
    opening, answers = numbered(answer)
    points = numbered(marking)[1]
    if answer and (len(answers) != len(parts) or opening):
        return stem, ()
    answers = answers or [""] * len(parts)
    points = points if len(points) == len(parts) else answers
    return story, tuple(
        Wording(OPEN, part, answer=one, marking=marking_of(point))
        for part, one, point in zip(parts, answers, points, strict=True)
    )
