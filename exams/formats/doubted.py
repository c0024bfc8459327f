"""Labels that are words of every day (答：能。 用时：三天。) and may begin a line of a stem."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from exams.formats.ahead import Ahead
from exams.formats.drafts import Draft
from exams.formats.labels import WHOSE, label_of
from exams.formats.lines import Line, begin_of, case_of, is_first_option, is_passage, section_of
from exams.formats.traditional import simplified

LOOKED_AHEAD = 40
_ORDINARY = re.compile(r"\s*(?:答|分析|点评|解释|依据|reason(?:ing)?|feedback)\s*[:：]", re.I)
_OWN = re.compile(rf"\s*(?:{WHOSE})的?(?:答案|作答|选择|回答|选项)|\s*your\s+answer", re.I)
_MEASURED = re.compile(  # a letter, true or false, a number
    r"(?:[^:：]*[:：])?\s*(?:[A-H]{1,8}|[√×✓✗对错]|正确|错误|\d+(?:\.\d+)?\s*(?:分钟?|秒|%)?)\s*[。.;；]?\s*"
)
_CLOSED = re.compile(r"[(（]?(?:[A-Ha-h][A-H,，、 ]*|[√×✓✗对错TF]|正确|错误)[)）]?\s*[。.]?")
_BRACKETS = re.compile(r"[(（][\s　]*[)）]|_{2,}")


def is_ordinary(text: str) -> bool:
    """Whether a label is one that stories and stems use as well."""
    return bool(_ORDINARY.match(simplified(text)))


@dataclass(frozen=True)
class Doubted:
    """`numbered` says whether the questions of the paper have numbers."""

    ahead: Ahead
    numbered: bool

    def in_stem(self, at: int, draft: Draft, *, behind: bool) -> bool:
        """Whether a line with a label goes on with the stem of this question. `behind` says that it
        stands behind options, an answer or an explanation."""
        text = self.ahead.lines[at].text
        found = label_of(text)
        if found is None or behind or draft.is_answered or draft.offers:
            return False
        if found[0] == "theirs":
            return not self._is_theirs(at, text, found[1])
        return self._is_asked(at, text, *found)

    def is_stem(self, at: int, rest: str) -> bool:
        """Whether the text behind the number of a question is its stem, though a label begins
        it."""
        found = label_of(rest)
        if found is None or found[0] in {"kind", "theirs"}:
            return True
        return self._is_asked(at, rest, *found)

    def in_story(self, at: int, loose: Iterable[Line]) -> bool:
        """Whether a line with a label goes on with a story about which a question below asks."""
        text = self.ahead.lines[at].text
        found = label_of(text)
        if found is None or not any(case_of(one.text) or is_passage(one.text) for one in loose):
            return False
        if found[0] == "theirs":
            return True
        if found[0] not in {"key", "explanation"} or not is_ordinary(text):
            return False
        for place in range(at + 1, min(at + LOOKED_AHEAD, len(self.ahead.lines))):
            line = self.ahead.lines[place].text
            if case_of(line) or section_of(line):
                return False
            if begin_of(line):
                return self.ahead.asks(place)
        return False

    def _below(self, at: int) -> Iterator[str]:
        last = at + LOOKED_AHEAD if at >= 0 else 0  # a text behind a title has no place
        return (one.text for one in islice(self.ahead.lines, at + 1, last))

    def _is_theirs(self, at: int, text: str, rest: str) -> bool:
        """Whether somebody's answer or score stands here, below a question without options: nothing
        of the question follows."""
        filled = (line for line in self._below(at) if line.strip())
        line = next((one for one in filled if (label_of(one) or ("",))[0] != "theirs"), "")
        ends = not line or bool(label_of(line) or begin_of(line) or section_of(line))
        if not _OWN.match(simplified(text)):
            return ends and bool(_MEASURED.fullmatch(simplified(text)))
        if not rest.strip():
            return ends or self._first_below(at) == "key"
        return ends and not _BRACKETS.search(rest)

    def _is_asked(self, at: int, text: str, of: str, rest: str) -> bool:
        """Whether an ordinary label stands in front of the options of its question, or asks."""
        if of not in {"key", "explanation"} or not is_ordinary(text):
            return False
        if of == "explanation":
            return rest.endswith(("?", "？")) or self._first_below(at) == "options"
        next_one = next((line for line in self._below(at) if line.strip()), "")
        if _CLOSED.fullmatch(rest) or is_first_option(next_one) or not self.numbered:
            return False
        return self._first_below(at) == "options"

    def _first_below(self, at: int) -> str:
        """What comes first in the same question: its `options`, its `key`, or neither ("")."""
        for line in self._below(at):
            label = label_of(line)
            if is_first_option(line):
                return "options"
            if label and label[0] == "key" and not is_ordinary(line):
                return "key"
            if section_of(line) or begin_of(line) or not (self.numbered or line.strip()):
                return ""
        return ""
