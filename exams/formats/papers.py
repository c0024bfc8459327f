"""The lines of a paper, put together into questions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from exams.formats.ahead import is_asking
from exams.formats.answerkeys import NOWHERE, AreaReader, are_gathered
from exams.formats.doubted import Doubted
from exams.formats.drafts import Draft
from exams.formats.handing import hand_over, read_brackets, refuse_shifted
from exams.formats.labels import label_of
from exams.formats.lines import (
    Begin,
    Line,
    Section,
    begin_of,
    case_of,
    chinese_begin_of,
    is_answers_heading,
    is_bracketed_key,
    is_chapter,
    is_notice,
    is_option,
    section_of,
)
from exams.formats.pairing import Heading
from exams.formats.standing import ONE_LINE, Standing
from exams.formats.words import marks_of
from exams.wording import CASE

AHEAD = {"kind", "label"}  # stand in front of the question that they belong to
BEHIND = {"key", "explanation", "theirs"}


@dataclass
class Paper(Standing):
    """Reads its lines one by one; `drafts` are the questions found, `notes` what was left out."""

    notes: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.subject = ""
        self.area: AreaReader | None = None
        self.since = 0  # the first question that the next answers at an end may belong to
        self.pending: dict[str, str] = {}
        self.early: list[int] = []  # the questions before which an answer stands
        self.bare = 0  # lines without a label since the answer
        self.doubted = Doubted(self.ahead, self.numbered)
        self.words: set[int] = set()  # lines whose labels are none
        self.told = -1  # the last number in the instructions to candidates; -1 outside of them

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
        read_brackets(self.drafts)

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
        label = None if self._is_words(at, line) else label_of(line.text)
        section = section_of(line.text)
        if label and label[0] == "key" and are_gathered(label[1]):
            self._begin_area(Line(label[1], line.number))
        elif (section and section.answers) or self.ahead.is_key_table(at, self._answered()):
            self._begin_area(line)
        elif label:
            self._take_label(*label, line)
        elif section and self._is_tag(at):
            self._take_label("kind", line.text.strip(" 【】[]"), line)
        elif section:
            self._take_section(section, line)
        else:
            self._take_other(at, line)

    def _take_other(self, at: int, line: Line) -> None:
        if is_chapter(line.text):
            self.subject, self.current = line.text.strip(), None
        elif is_notice(line.text) and not self.drafts:
            self.told = 0
            self.grounds.loose.append(line)
        elif self._is_key_alone(line.text):
            self._take_label("key", line.text.strip(" \t　()（）【】"), line)
        elif named := self._heading_over(at, line.text):
            self._take_section(named, line)
        elif self._is_title(line):
            self.current = None
            self._tell([line])
        else:
            self._take_text(at, line)

    def _answered(self) -> Iterable[bool]:
        return (draft.is_answered for draft in islice(self.drafts, self.since, None))

    def _begin_area(self, line: Line, heading: Heading = NOWHERE) -> None:
        self.area = AreaReader()
        self.area.begin(heading)
        self.area.read(line)

    def _is_words(self, at: int, line: Line) -> bool:
        """Whether a label is none, but begins a line of the stem or of the story."""
        if self.current is None:
            told = self.doubted.in_story(at, self.grounds.loose)
        else:
            behind = self.field not in {"body", *ONE_LINE}
            told = self.doubted.in_stem(at, self.current, behind=behind)
        if told:
            self.words.add(line.number)
        return told

    def _is_tag(self, at: int) -> bool:
        """Whether a kind in brackets stands before the answer on the same line."""
        here = self.lines[at]
        behind = self.lines[at + 1] if at + 1 < len(self.lines) else Line("", 0)
        label = label_of(behind.text) if behind.number == here.number else None
        return self.current is not None and bool(label and label[0] == "key")

    def _is_title(self, line: Line) -> bool:
        """Whether a title of Markdown ends the question before it."""
        begins = begin_of(line.text) or case_of(line.text) or is_option(line.text)
        over = self.current is not None and self.current.is_answered
        return line.title and over and self.numbered and not (begins or is_asking(line.text))

    def _is_key_alone(self, text: str) -> bool:
        """Whether letters in brackets alone on a line answer the question above them."""
        draft = self.current
        is_open = draft is not None and draft.offers and not draft.is_answered
        return is_open and self.field == "body" and is_bracketed_key(text)

    def _is_notice(self, begin: Begin, at: int) -> bool:
        """Whether a number counts the instructions to candidates, which end where the numbers begin
        anew or something is asked."""
        goes_on = self.told >= 0 and begin.number == self.told + 1 and not self.ahead.asks(at)
        self.told = self.told if goes_on else -1
        return goes_on

    def _take_section(self, section: Section, line: Line) -> None:
        self._tell_loose()
        self.section, self.current, self.told = section, None, -1
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
        if of == "theirs":
            self._tell([line])  # what somebody answered, or got
        if of in {"key", "explanation"} and self.current is None:
            self._tell([line])
            self.early += [len(self.drafts)] if of == "key" else []
        elif of == "theirs" and (rest or self.current is None):
            return
        elif self.current is None or (over and of in AHEAD):
            self.pending |= {of: rest} if of != "marks" or marks_of(rest) is not None else {}
        else:
            self.field = of
            inside = begin_of(rest)
            self.inner = int(inside is not None and inside.number == 1)
            self._list(inside)
            self.current.label(of, rest, line.text, apart=self.bare > 0)

    def _take_text(self, at: int, line: Line) -> None:
        begin = self._number_of(line.text)
        if begin and self._is_notice(begin, at):
            self.told = begin.number
            self.grounds.loose.append(line)
        elif self._begins_passage(line.text):
            self._begin_passage(at, line)
        elif begin and self._is_part(begin, at):
            self._begin_part(begin, line)
        elif begin and self._take_keyed(begin, at, line):
            self.last = max(self.last, begin.number)
        elif begin and (self._is_next(begin, at) or self._is_odd(begin, at)):
            self._begin(begin, line, at)
        elif self._begins_unnumbered(at, line):
            self._new(Draft(line.number, body=[line.text.strip()]))
            self.last += bool(self.last)
        elif self.current is None:
            self.grounds.loose.append(line)
        else:
            self._continue(line, begin)

    def _take_keyed(self, begin: Begin, at: int, line: Line) -> bool:
        """Take a letter or a sign behind a number, which asks nothing: with others below it stands
        at the end of a paper, else it is told of."""
        keyed = self._keyed(at)
        if len(keyed) > 1 and self._is_over() and len(self.drafts) > self.since:
            above = self.section if self.current is None else Section("", "", "")
            self._begin_area(line, Heading(above.order, above.kind, above.title))
        elif keyed and (self._is_next(begin, at) or self._is_odd(begin, at)):
            self._tell([line])
        else:
            return False
        return True

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

    def _begin(self, begin: Begin, line: Line, at: int) -> None:
        if self.last and begin.number > self.last + 1:
            facts = {"first": str(self.last + 1), "last": str(begin.number - 1)}
            self.notes.append(("numbers_missing", line.number, facts))
        is_odd = self.style not in {"", begin.style}
        if not is_odd or self.odd == begin.style:
            self.style = begin.style
        self.odd, self.last = begin.style if is_odd else "", begin.number
        label = label_of(begin.rest)
        body = [begin.rest] if self.doubted.is_stem(at, begin.rest) else []
        self._new(Draft(line.number, begin.number, body=body, given=begin.given))
        if label and not body:
            self._take_label(*label, line)

    def _new(self, draft: Draft) -> None:
        draft.order, draft.title = self.section.order, self.section.title
        draft.hint = self.section.kind
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

    def _continue(self, line: Line, begin: Begin | None) -> None:
        draft = self.current
        if draft is None:
            return
        self.bare += draft.is_answered
        if is_option(line.text) and self._is_offered(line.text):
            self.field = "body"
        elif self._is_closed() or self.field in ONE_LINE:
            self.field = "explanation" if draft.is_answered else "body"
        if begin and (begin.number == 1 or begin.number == self.inner + 1):
            self.inner = begin.number
        self._list(begin or chinese_begin_of(line.text))
        if self.field == "theirs":
            self._tell([line])
        draft.add(self.field, line.text.strip())
