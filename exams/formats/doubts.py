"""What in a paper looks like a question and was read as part of another: told, never decided."""

import re
from collections.abc import Collection, Iterator, Sequence

from exams.formats.ahead import Ahead, is_asking
from exams.formats.labels import label_of
from exams.formats.lines import Line, begin_of, is_option, section_of
from exams.wording import squeezed

Told = tuple[str, int, dict[str, str]]  # a code, a line, facts
SHOWN = 60  # characters
MOST = 100  # such notes in one paper; then how many more there are
_TASK = re.compile(r"(?:请?简述|试述|试论|论述|请?谈谈|请?说明|什么是|如何|怎样|为什么|简要)")
_ROOM = re.compile(r"[(（][\s　]*[)）]|_{3,}")


def inside(
    lines: Sequence[Line],
    starts: Collection[int],
    stems: Collection[str],
    words: Collection[int] = (),
) -> list[Told]:
    """Notes on lines behind the options or the answer of a question that look like another's.
    `starts` are the lines on which questions begin, `stems` their texts: to repeat one is none;
    `words` are the lines whose labels are none."""
    known = {squeezed(stem) for stem in stems}
    found: list[Told] = [
        ("asks_inside", line.number, {"text": line.text.strip()[:SHOWN]})
        for line in _doubtful(lines, starts, words)
        if squeezed(_words(line.text)) not in known
    ]
    more = found[MOST:]
    if more:
        found[MOST:] = [("asks_more", more[0][1], {"count": str(len(more))})]
    return found


def _words(text: str) -> str:
    begin = begin_of(text)
    return begin.rest if begin else text


def _doubtful(
    lines: Sequence[Line], starts: Collection[int], words: Collection[int]
) -> Iterator[Line]:
    ahead = Ahead(lines)
    over = answered = begun = False
    for at, line in enumerate(lines):
        if line.number in starts:
            begun, over, answered = True, False, False
        label = label_of(line.text) if line.number not in words else None
        if is_option(line.text) or label:
            over = True
            answered = answered or (label is not None and label[0] in {"key", "explanation"})
        elif not begun or section_of(line.text):
            over = answered = False
        elif over and line.number not in starts and _asks(line.text, ahead, at, answered=answered):
            yield line


def _asks(text: str, ahead: Ahead, at: int, *, answered: bool) -> bool:
    """Whether a line behind options or an answer asks: a number and a question, room for an answer,
    or options that begin right below."""
    begin = begin_of(text)
    if begin and begin.style in {"nth", "word"} and begin.rest:
        return True
    if begin and (is_asking(text) or _TASK.match(begin.rest)):
        return True
    if answered and _ROOM.search(text):
        return True
    return is_asking(text) and ahead.offers_below(at)
