"""The lines of a paper, put together into questions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from exams.formats.ahead import Ahead
from exams.formats.answerkeys import AreaReader, are_gathered
from exams.formats.drafts import Draft
from exams.formats.grounds import Grounds
from exams.formats.handing import hand_over, refuse_shifted
from exams.formats.labels import label_of
from exams.formats.lines import (
    Begin,
    Line,
    Section,
    begin_of,
    case_of,
    chinese_begin_of,
    is_answers_heading,
    is_chapter,
    is_first_option,
    is_named,
    is_option,
    section_of,
)
from exams.wording import CASE

FARTHEST = 20  # numbers that may be missing between two questions
AHEAD = {"kind", "label"}  # stand in front of the question that they belong to
BEHIND = {"key", "explanation", "theirs"}
ONE_LINE = {"difficulty", "marks", "kind", "subject", "source", "tier", "label"}


@dataclass
class Paper:
    """Reads its lines one by one; `drafts` are the questions found, `notes` what was left out."""

    lines: list[Line]
    hint: str = ""
    drafts: list[Draft] = field(default_factory=list)
    notes: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ahead = Ahead(self.lines)
        self.section = Section("", self.hint, "")
        self.subject, self.style, self.field = "", "", "body"
        self.current: Draft | None = None
        self.last = 0
        self.inner = 0  # the last number of a list inside an answer
        self.blank = True
        self.area: AreaReader | None = None
        self.since = 0  # the first question that the next answers at an end may belong to
        self.pending: dict[str, str] = {}
        self.grounds = Grounds()
        self.listed: set[tuple[str, int]] = set()  # numbers inside the question that is read
        self.early: list[int] = []  # the questions before which an answer stands
        self.odd = ""  # the style of the last number, when it was not the paper's own
        self.bare = 0  # lines without a label since the answer
        self.numbered = self.ahead.is_numbered()

    def read(self) -> None:
        for at, line in enumerate(self.lines):
            if line.text.strip():
                self._line(at, line)
                self.blank = False
            else:
                self.blank = True
        self._end_area()
        self._tell_loose()
        refuse_shifted(self.drafts, self.early)

    def _line(self, at: int, line: Line) -> None:
        if self.area is not None:
            asked = {draft.hint for draft in islice(self.drafts, self.since, None)}
            if not self.ahead.resumes(at, asked, self.grounds.cases, self.last):
                self.area.read(line)
                return
            before = self.section
            self._end_area()
            self.section = before if case_of(line.text) else self.section
        if is_answers_heading(line.text) and self.ahead.answers_follow(
            at, self._answered(), self.last
        ):
            self.area = AreaReader()
            return
        label = label_of(line.text)
        section = section_of(line.text)
        if label and label[0] == "key" and are_gathered(label[1]):
            self._begin_area(Line(label[1], line.number))
        elif (section and section.answers) or self.ahead.is_key_table(at, self._answered()):
            self._begin_area(line)
        elif label:
            self._take_label(*label, line)
        elif section:
            self._take_section(section, line)
        elif is_chapter(line.text):
            self.subject, self.current = line.text.strip(), None
        else:
            self._take_text(at, line)

    def _answered(self) -> Iterable[bool]:
        return (draft.is_answered for draft in islice(self.drafts, self.since, None))

    def _begin_area(self, line: Line) -> None:
        self.area = AreaReader()
        self.area.read(line)

    def _take_section(self, section: Section, line: Line) -> None:
        self._tell_loose()
        self.section, self.current = section, None
        self.last, self.inner, self.style = 0, 0, ""
        self.grounds.leave()
        if section.rest:
            self._take_text(-1, Line(section.rest, line.number))

    def _end_area(self) -> None:
        """Give the answers of an end to their questions."""
        if self.area is None:
            return
        self.notes += hand_over(self.area.area, self.drafts[self.since :])
        self.area, self.current, self.since = None, None, len(self.drafts)
        self.last, self.section = 0, Section("", self.hint, "")

    def _take_label(self, of: str, rest: str, line: Line) -> None:
        over = self.current is not None and self.current.is_answered
        if self.current is None and of in BEHIND and self.grounds.tell_a_case():
            self._new(Draft(line.number))
        if of in {"key", "explanation"} and self.current is None:
            self._tell([line])
            self.early += [len(self.drafts)] if of == "key" else []
        elif self.current is None or (over and of in AHEAD):
            self.pending[of] = rest
        elif of != "theirs" or not rest:
            self.field = of
            inside = begin_of(rest)
            self.inner = int(inside is not None and inside.number == 1)
            self._list(inside)
            self.current.label(of, rest, line.text, apart=self.bare > 0)

    def _take_text(self, at: int, line: Line) -> None:
        begin = self._number_of(line.text)
        if self._begins_passage(line.text):
            self._begin_passage(at, line)
        elif begin and self._is_part(begin, at):
            self._begin_part(begin, line)
        elif begin and (self._is_next(begin, at) or self._is_odd(begin, at)):
            self._begin(begin, line)
        elif self._begins_unnumbered(at, line):
            self._new(Draft(line.number, body=[line.text.strip()]))
            self.last += bool(self.last)
        elif self.current is None:
            self.grounds.loose.append(line)
        else:
            self._continue(line, begin)

    def _number_of(self, text: str) -> Begin | None:
        """The number of a question; under the title of a case also （一）."""
        if self.section.kind == CASE and self.grounds.cases and self.style in {"", "chinese"}:
            return chinese_begin_of(text) or (begin_of(text) if self.numbered else None)
        return begin_of(text) if self.numbered else None

    def _is_part(self, begin: Begin, at: int) -> bool:
        """Whether a number in another style begins a question of the case that is being read."""
        if self.section.kind != CASE or self.current is None or begin.style == self.style:
            return False
        return begin.number == len(self.drafts[-1].parts) + 1 and self.ahead.asks(at)

    def _begin_part(self, begin: Begin, line: Line) -> None:
        self.current = Draft(line.number, begin.number, body=[begin.rest])
        self.drafts[-1].parts.append(self.current)
        self.field, self.inner = "body", 0

    def _begins_passage(self, text: str) -> bool:
        if self.section.kind == CASE and self.grounds.is_next_story(text, self.listed):
            return True
        in_body, draft = self.field == "body", self.current
        return self.grounds.begins(text, draft, in_body=in_body, numbered=self.numbered)

    def _begin_passage(self, at: int, line: Line) -> None:
        self._tell(self.grounds.begin(line, self.current))
        self.current = None
        if case_of(line.text) or self.section.kind == CASE:
            self.last, self.style, self.inner = 0, "", 0
            if not self.numbered and self.ahead.run_asks(at):
                self._new(Draft(line.number))

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
        return near and self.ahead.asks(at)

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

    def _waits_for_options(self, text: str) -> bool:
        """Whether the options of a question stand behind its answer."""
        body = self.current.body if self.current else []
        return self._is_closed() and is_first_option(text) and not any(map(is_option, body))

    def _is_closed(self) -> bool:
        return self.field == "key" and self.current is not None and self.current.is_closed

    def _begin(self, begin: Begin, line: Line) -> None:
        if self.last and begin.number > self.last + 1:
            facts = {"first": str(self.last + 1), "last": str(begin.number - 1)}
            self.notes.append(("numbers_missing", line.number, facts))
        is_odd = self.style not in {"", begin.style}
        if not is_odd or self.odd == begin.style:
            self.style = begin.style
        self.odd, self.last = begin.style if is_odd else "", begin.number
        label = label_of(begin.rest)
        body = [] if label and label[0] != "kind" else [begin.rest]
        self._new(Draft(line.number, begin.number, body=body, given=begin.given))
        if label and not body:
            self._take_label(*label, line)

    def _new(self, draft: Draft) -> None:
        draft.order, draft.hint = self.section.order, self.section.kind
        draft.marks, draft.subject = self.section.marks, self.subject
        if draft.number is None and not draft.body:  # a story asks in its own words
            draft.body = [line.text.strip() for line in self.grounds.loose]
            self.grounds.loose = []
        elif self.grounds.loose and not self.grounds.take(self.section.kind):
            self._tell_loose()
        if self.grounds.holds_for(draft.number):
            draft.passage = self.grounds.text
        for of, text in self.pending.items():
            draft.add(of, text)
        self.pending, self.field, self.inner = {}, "body", 0
        self.listed, self.bare = set(), 0
        self.current = draft
        self.drafts.append(draft)

    def _tell_loose(self) -> None:
        """Titles and instructions between the questions are told of."""
        self._tell(self.grounds.loose)
        self.grounds.loose = []

    def _tell(self, lines: Iterable[Line]) -> None:
        for line in lines:
            self.notes.append(("row_skipped", line.number, {"text": line.text.strip()[:60]}))

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
        return draft.offers and self.ahead.is_doubled(at, self.style, blank=self.blank)

    def _continue(self, line: Line, begin: Begin | None) -> None:
        draft = self.current
        if draft is None:
            return
        self.bare += draft.is_answered
        if is_option(line.text) and (
            self.field not in {"explanation", "key"} or self._waits_for_options(line.text)
        ):
            self.field = "body"
        elif self._is_closed() or self.field in ONE_LINE:
            self.field = "explanation" if draft.is_answered else "body"
        if begin and (begin.number == 1 or begin.number == self.inner + 1):
            self.inner = begin.number
        self._list(begin or chinese_begin_of(line.text))
        draft.add(self.field, line.text.strip())

    def _list(self, begin: Begin | None) -> None:
        if begin:
            self.listed.add((begin.style, begin.number))
