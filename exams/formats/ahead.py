"""What follows a line of a paper: options, an answer, or the next question."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from exams.formats.answerkeys import are_gathered, is_key_table, numbers_of
from exams.formats.cleaning import narrow
from exams.formats.labels import label_of
from exams.formats.lines import (
    Line,
    begin_of,
    case_of,
    is_first_option,
    is_marked,
    is_option,
    section_of,
)

LOOKED_AHEAD = 40
_ASKING = re.compile(r"[?？]\s*$|[(（][\s　]*[)）]|_{2,}|(?:的是|是|有|包括|应当)[:：]?\s*$")
_ENDED = re.compile(r"[。.！!；;)）】”]\s*$")


def is_asking(text: str) -> bool:
    """Whether a text asks something, or leaves room for an answer."""
    return bool(_ASKING.search(text))


@dataclass(frozen=True)
class Ahead:
    """The lines of a paper, to be looked at before they are read."""

    lines: Sequence[Line]

    def is_numbered(self) -> bool:
        """Whether the questions of the paper have numbers."""
        begins = [at for at, line in enumerate(self.lines) if begin_of(line.text)]
        plain = any(is_option(line.text) or label_of(line.text) for line in self.lines)
        return any(self.asks(at) for at in begins) or (bool(begins) and not plain)

    def asks(self, at: int) -> bool:
        """Whether options or an answer follow before the next number of the same style."""
        begin = begin_of(self.lines[at].text) if at >= 0 else None
        if begin and "(" not in begin.rest and is_option(begin.rest):
            return True
        for line in self.lines[at + 1 : at + LOOKED_AHEAD]:
            if is_option(line.text) or is_marked(line.text) or _is_key(line.text):
                return True
            later = begin_of(line.text)
            if section_of(line.text) or (later and begin and later.style == begin.style):
                return False
        return False

    def run_asks(self, at: int) -> bool:
        """Whether options or an answer stand in this run of lines or begin the next one."""
        gap = False
        for line in self.lines[at + 1 : at + LOOKED_AHEAD]:
            if not line.text.strip():
                gap = True
                continue
            if is_option(line.text) or is_marked(line.text) or _is_key(line.text):
                return True
            if gap:
                return False
        return False

    def offers(self, at: int, *, numbers: bool) -> bool:
        """Whether options A and B stand below, before the next section, and before the next number
        unless `numbers` may stand between."""
        letters = ""
        for line in self.lines[at : at + LOOKED_AHEAD]:
            below = line.number > self.lines[at].number
            if below and (section_of(line.text) or (not numbers and begin_of(line.text))):
                break
            if is_option(line.text):
                letters += re.sub(r"[^A-Z]", "", narrow(line.text[:6]))[:1]
        return "AB" in letters

    def offers_below(self, at: int) -> bool:
        """Whether the next line that is not empty is the first option."""
        return is_first_option(self._row_below(at))

    def _row_below(self, at: int) -> str:
        """The next line that is not empty."""
        rows = (line.text for line in islice(self.lines, at + 1, None) if line.text.strip())
        return next(rows, "")

    def next_number(self, at: int) -> int:
        """The next number below in the style of this one; 0 when there is none near."""
        here = begin_of(self.lines[at].text) if at >= 0 else None
        for line in self.lines[at + 1 : at + LOOKED_AHEAD]:
            begin = begin_of(line.text)
            if begin and here and begin.style == here.style:
                return begin.number
        return 0

    def resumes(self, at: int, asked: Collection[str], cases: Collection[str], last: int) -> bool:
        """Whether questions begin again behind answers: another story, a section, or number 1 or
        the one behind the last with options below. `asked` are the kinds of those before."""
        text = self.lines[at].text
        begin, section, case = begin_of(text), section_of(text), case_of(text)
        if case and cases:
            return case not in cases
        if section and not section.answers:
            if section.kind not in asked and "" not in asked:  # of which no question before was
                return not are_gathered(section.rest or self._row_below(at))
        elif not (begin and begin.number in {1, last + 1}):
            return False
        return self.offers(at, numbers=bool(section))

    def answers_follow(self, at: int, answered: Iterable[bool], last: int) -> bool:
        """Whether a title over answers is one, and not the label of the last question's answer.
        `answered` says of each question that it may be over whether it has its answer, `last` is
        the number of the last one."""
        open_ones = len(list(islice((one for one in answered if not one), 2)))
        first = self._row_below(at)
        numbers = self.keyed(at + 1)
        if open_ones != 1 or len(numbers) > 1:
            return bool(first) and (open_ones > 1 or are_gathered(first) or len(numbers) > 1)
        return section_of(first) is not None or "题号" in first or last in numbers

    def keyed(self, at: int) -> list[int]:
        """The numbers in a run of lines that hold nothing but answers behind their numbers."""
        found: list[int] = []
        for line in islice(self.lines, at, at + LOOKED_AHEAD):
            numbers = numbers_of(line.text)
            if line.text.strip() and not numbers:
                break
            found += sorted(numbers)
        return found

    def is_key_table(self, at: int, answered: Iterable[bool]) -> bool:
        """Whether a table of answers to these questions begins here, and not one to fill in."""
        if not is_key_table(self.lines[at].text) or all(answered):
            return False
        rows = (line.text for line in islice(self.lines, at + 1, None) if line.text.strip())
        row = next((row for row in rows if not re.fullmatch(r"[\s|:\-]+", row)), "")
        return sum(bool(cell.strip()) for cell in re.split(r"[|\t]", row)) > 1

    def is_between(self, at: int, style: str) -> bool:
        """Whether the next number in the paper's style is the one behind the number here."""
        here = begin_of(self.lines[at].text) if at >= 0 else None
        for line in self.lines[at + 1 : at + LOOKED_AHEAD]:
            begin = begin_of(line.text)
            if begin and begin.style == style:
                return here is not None and begin.number == here.number + 1
        return False

    def is_asked(self, at: int, style: str) -> bool:
        """Whether options begin, or an answer stands, before the next question of this style."""
        begin = begin_of(self.lines[at].text) if at >= 0 else None
        if begin is None:
            return False
        inside = is_option(begin.rest) or " A" in begin.rest.replace("　", " ")
        below = self._below(at, style)
        return inside or any(is_first_option(line.text) or _is_key(line.text) for line in below)

    def is_missed(self, at: int, style: str, *, closed: bool, blank: bool) -> bool:
        """Whether a question without a number of its own begins behind an answered one: options
        begin anew, or a second answer follows. `closed` says that nothing stands between the answer
        and this line, `blank` that a blank line does."""
        below = list(self._below(at, style))
        first = next((n for n, line in enumerate(below) if is_option(line.text)), None)
        if first is not None and not is_first_option(below[first].text):
            return False
        key = next((n for n, line in enumerate(below) if _is_key(line.text)), None)
        if first is None:
            return key is not None and self._is_seen(at, below[:key], closed=closed, blank=blank)
        if key is not None and key < first:
            return self._is_seen(at, below[:key], closed=closed, blank=blank)
        stem = [line for line in below[:first] if line.text.strip()]
        if key is None and not is_asking([self.lines[at], *stem][-1].text):
            return False
        together = blank and len(stem) == first
        return closed or together or (not stem and self._ended_before(at))

    def is_doubled(self, at: int, style: str, *, blank: bool) -> bool:
        """Whether options begin anew below a line behind options: that line asks a question whose
        number is missing."""
        below = [line.text for line in self._below(at, style) if line.text.strip()]
        begins = bool(below) and is_first_option(below[0])
        return begins and (blank or is_asking(self.lines[at].text))

    def _is_seen(self, at: int, below: list[Line], *, closed: bool, blank: bool) -> bool:
        """Whether a question without options stands here, whose answer follows."""
        alone = not any(line.text.strip() for line in below)
        asks = is_asking(self.lines[at].text)
        return closed or (blank and len(below) == 0) or (alone and asks and self._ended_before(at))

    def _ended_before(self, at: int) -> bool:
        """Whether the line before ends a sentence."""
        before = next((line.text for line in reversed(self.lines[:at]) if line.text.strip()), "")
        return bool(_ENDED.search(before))

    def _below(self, at: int, style: str) -> Iterator[Line]:
        """The lines below, until a question of the paper's own numbers or a section begins."""
        for line in self.lines[at + 1 : at + LOOKED_AHEAD]:
            begin = begin_of(line.text)
            if section_of(line.text) or (begin and begin.style == style):
                return
            yield line


def _is_key(text: str) -> bool:
    label = label_of(text)
    return label is not None and label[0] == "key"
