"""How far a paper has been read, and whether a line of it begins the next question."""

from dataclasses import dataclass, field

from exams.formats.ahead import Ahead
from exams.formats.drafts import Draft
from exams.formats.grounds import Grounds
from exams.formats.lines import (
    Begin,
    Line,
    Section,
    begin_of,
    chinese_begin_of,
    is_first_option,
    is_named,
    is_option,
    is_small_item,
    plain_heading,
)
from exams.wording import CASE

FARTHEST = 20  # numbers that may be missing between two questions
ONE_LINE = {"difficulty", "marks", "kind", "subject", "source", "tier", "label"}
CALLED = {"nth", "word"}  # styles of numbers that are called a question's (第1题, Question 1)


@dataclass
class Standing:
    """`style` is that of the paper's numbers and `last` the last of them, `field` what of the
    `current` question the next line goes on with."""

    lines: list[Line]
    hint: str = ""
    drafts: list[Draft] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ahead = Ahead(self.lines)
        self.section = Section("", self.hint, "")
        self.style, self.field = "", "body"
        self.odd = ""  # the style of the last number, when it was not the paper's own
        self.current: Draft | None = None
        self.last = 0
        self.inner = 0  # the last number of a list inside an answer
        self.listed: set[tuple[str, int]] = set()  # numbers inside the question that is read
        self.blank = True
        self.grounds = Grounds()
        self.numbered = self.ahead.is_numbered()

    def _is_next(self, begin: Begin, at: int) -> bool:
        """Whether a number begins the next question rather than a list inside an answer."""
        if self.style and begin.style != self.style:
            return False
        if begin.style in {"bare", "round"} and not self.style and begin.number != 1:
            return False
        inside = self.field not in {"body", *ONE_LINE} and not self._is_closed()
        if self.current is None:
            return not self.last or begin.number > self.last or self.ahead.asks(at)
        inside = inside or not self.current.offers
        if self.inner and begin.number == self.inner + 1 and inside:
            return self.ahead.next_number(at) != self.last + 1 and self.ahead.asks(at)
        if begin.number == self.last + 1:
            return True
        near = begin.number == 1 or self.last <= begin.number <= self.last + FARTHEST
        return near and (self._is_plain(begin, at) or self.ahead.asks(at))

    def _is_plain(self, begin: Begin, at: int) -> bool:
        """Whether a number that leaves some out, or begins anew, is a question's all the same: it
        is called one (第5题), stands apart behind an answer, or right below options."""
        draft = self.current
        if draft is None:
            return False
        if begin.number > self.last:
            apart = self.blank and draft.is_answered and not self.inner
            return begin.style in CALLED or apart
        anew = begin.number == 1 and self.last > 1 and self.field == "body"
        return anew and draft.offers and self.ahead.next_number(at) in {0, 2}

    def _is_odd(self, begin: Begin, at: int) -> bool:
        """Whether a number in another style is the next question's all the same: a dot forgotten,
        or Q1 followed by `2.`."""
        draft = self.current
        if draft is None or not self.style or begin.style == self.style:
            return False
        if begin.number != self.last + 1 or (begin.style, begin.number - 1) in self.listed:
            return False
        over = draft.is_answered or draft.offers
        return self.ahead.is_between(at, self.style) or (
            over and self.ahead.is_asked(at, self.style)
        )

    def _is_offered(self, text: str) -> bool:
        """Whether a line that looks like an option is one: no explanation of one, and behind the
        answer only where the question has no options yet."""
        draft = self.current
        if draft is None or (draft.is_answered and draft.offers):
            return False
        if self.field in {"explanation", "key"}:
            has_some = any(map(is_option, draft.body))
            return self._is_closed() and is_first_option(text) and not has_some
        return True

    def _is_closed(self) -> bool:
        return self.field == "key" and self.current is not None and self.current.is_closed

    def _heading_over(self, at: int, text: str) -> Section | None:
        """A number and a name over questions: behind a whole one, before number 1."""
        named = plain_heading(text)
        if not named or not self._is_over() or self.section.kind == CASE:
            return None
        below = range(at + 1, len(self.lines))
        first = next((n for n in below if self.lines[n].text.strip()), -1)
        begin = begin_of(self.lines[first].text) if first > at else None
        return named if begin and begin.number == 1 and self.ahead.asks(first) else None

    def _is_over(self) -> bool:
        """Whether no question is open, or one that may end here: behind options or letters."""
        draft = self.current
        return draft is None or self._is_closed() or (self.field == "body" and draft.offers)

    def _keyed(self, at: int) -> list[int]:
        """The numbers of answers that stand alone on this line and below it; none over options."""
        return [] if self.ahead.offers_below(at) else self.ahead.keyed(at)

    def _begins_unnumbered(self, at: int, line: Line) -> bool:
        draft = self.current
        if is_option(line.text) or at < 0:
            return False
        if is_named(line.text):
            return draft is None or bool(draft.body)
        if draft is None:
            return not self.numbered and self.ahead.run_asks(at)
        if not self.numbered and (self._is_closed() or (self.blank and draft.is_answered)):
            return self.ahead.run_asks(at)
        if draft.is_answered:
            closed = self._is_closed()
            return self.ahead.is_missed(at, self.style, closed=closed, blank=self.blank)
        lists = any(map(is_small_item, draft.body))  # (a) … (b) …, of which the options speak
        return (
            draft.offers and not lists and self.ahead.is_doubled(at, self.style, blank=self.blank)
        )

    def _list(self, begin: Begin | None) -> None:
        if begin:
            self.listed.add((begin.style, begin.number))

    def _is_part(self, begin: Begin, at: int) -> bool:
        """Whether a number in another style begins a question of the case that is being read."""
        if self.section.kind != CASE or self.current is None or begin.style == self.style:
            return False
        return begin.number == len(self.drafts[-1].parts) + 1 and self.ahead.asks(at)

    def _number_of(self, text: str) -> Begin | None:
        """The number of a question; under the title of a case also （一）."""
        if self.section.kind == CASE and self.grounds.cases and self.style in {"", "chinese"}:
            return chinese_begin_of(text) or (begin_of(text) if self.numbered else None)
        return begin_of(text) if self.numbered else None
