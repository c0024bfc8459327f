"""The lines of a paper, put together into questions."""

import re
from dataclasses import dataclass, field
from itertools import islice

from exams.formats.answerkeys import AreaReader, are_gathered, keys_of
from exams.formats.drafts import Draft
from exams.formats.handing import hand_over
from exams.formats.lines import (
    Begin,
    Line,
    Section,
    begin_of,
    is_answers_heading,
    is_chapter,
    is_option,
    is_passage,
    label_of,
    passage_for,
    section_of,
)
from exams.wording import CASE

LOOKED_AHEAD = 40
FARTHEST = 20  # numbers that may be missing between two questions
ONE_LINE = {"difficulty", "marks", "kind", "subject", "source", "tier", "label"}
NAMED = re.compile(r"^\s*(?:题干|题目|试题|问题)\s*[:：]\s*\S")


@dataclass
class Paper:
    """Reads its lines one by one; `drafts` are the questions found, `notes` what was left out."""

    lines: list[Line]
    hint: str = ""
    drafts: list[Draft] = field(default_factory=list)
    notes: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.section = Section("", self.hint, "")
        self.subject, self.style, self.field = "", "", "body"
        self.current: Draft | None = None
        self.last = 0
        self.inner = 0  # the last number of a list inside an answer
        self.blank = True
        self.area: AreaReader | None = None
        self.since = 0  # the first question that the next answers at an end may belong to
        self.pending: dict[str, str] = {}
        self.loose: list[Line] = []
        self.passage, self.passage_of = "", range(0)
        self.numbered = self._is_numbered()

    def _is_numbered(self) -> bool:
        begins = [at for at, line in enumerate(self.lines) if begin_of(line.text)]
        plain = any(is_option(line.text) or label_of(line.text) for line in self.lines)
        return any(self._asks(at) for at in begins) or (bool(begins) and not plain)

    def read(self) -> None:
        for at, line in enumerate(self.lines):
            if line.text.strip():
                self._line(at, line)
                self.blank = False
            else:
                self.blank = True
        self._end_area()
        self._tell_loose()

    def _line(self, at: int, line: Line) -> None:
        if self.area is not None:
            if not self._leaves_area(at):
                self.area.read(line)
                return
            self._end_area()
        if is_answers_heading(line.text) and self._answers_follow(at):
            self.area = AreaReader()
            return
        label = label_of(line.text)
        section = section_of(line.text)
        if label and label[0] == "key" and are_gathered(label[1]):
            self._begin_area(Line(label[1], line.number))
        elif section and section.answers:
            self._begin_area(line)
        elif label:
            self._take_label(*label)
        elif section:
            self._take_section(section, line)
        elif is_chapter(line.text):
            self.subject, self.current = line.text.strip(), None
        else:
            self._take_text(at, line)

    # sections and answers at an end

    def _begin_area(self, line: Line) -> None:
        self.area = AreaReader()
        self.area.read(line)

    def _take_section(self, section: Section, line: Line) -> None:
        self._tell_loose()
        self.section, self.current = section, None
        self.last, self.inner, self.style = 0, 0, ""
        self.passage, self.passage_of = "", range(0)
        if section.rest:
            self._take_text(-1, Line(section.rest, line.number))

    def _answers_follow(self, at: int) -> bool:
        """Whether a title over answers is one, and not the label of the last question's answer."""
        drafts = islice(self.drafts, self.since, None)
        open_ones = len(list(islice((one for one in drafts if not one.is_answered), 2)))
        behind = (line.text for line in islice(self.lines, at + 1, None) if line.text.strip())
        first = next(behind, "")
        if not open_ones or not first:
            return False
        if open_ones > 1 or section_of(first):
            return True
        reader = AreaReader()
        reader.read(Line(first, 0))
        own = {answer.number for answer in reader.area.answers if keys_of(answer.key, 1)}
        return self.last in own or "题号" in first

    def _leaves_area(self, at: int) -> bool:
        """Whether questions begin again: a section, or number 1, with options below."""
        text = self.lines[at].text
        begin, section = begin_of(text), section_of(text)
        if section and not section.answers:
            asked = {draft.hint for draft in islice(self.drafts, self.since, None)}
            if section.kind not in asked and "" not in asked:
                return True  # a kind that no question before was of
        elif not (begin and begin.number == 1):
            return False
        letters = ""
        for line in self.lines[at : at + LOOKED_AHEAD]:
            below = line.number > self.lines[at].number
            if below and (section_of(line.text) or (not section and begin_of(line.text))):
                break
            if is_option(line.text):
                letters += re.sub(r"[^A-ZＡ-Ｚ]", "", line.text[:6])[:1]
        return "AB" in letters or "ＡＢ" in letters

    def _end_area(self) -> None:
        """Give the answers of an end to their questions."""
        if self.area is None:
            return
        self.notes += hand_over(self.area.area, self.drafts[self.since :])
        self.area, self.current, self.since = None, None, len(self.drafts)
        self.last, self.section = 0, Section("", self.hint, "")

    # questions

    def _take_label(self, of: str, rest: str) -> None:
        late = of == "kind" and self.current is not None and self.current.is_answered
        if self.current is None or late:
            self.pending[of] = rest
            return
        self.field = of
        self.inner = 0
        self.current.add(of, rest)

    def _take_text(self, at: int, line: Line) -> None:
        begin = begin_of(line.text) if self.numbered else None
        if begin and self._is_next(begin, at):
            self._begin(begin, line)
        elif begin and self._is_part(begin, at):
            self._begin_part(begin, line)
        elif self._begins_unnumbered(at, line):
            self._new(Draft(line.number, body=[line.text.strip()]))
        elif self.current is None:
            self.loose.append(line)
        elif self._begins_passage(line.text):
            self._tell_loose()
            self.current, self.loose = None, [line]
        else:
            self._continue(line, begin)

    def _is_part(self, begin: Begin, at: int) -> bool:
        """Whether a number in another style begins a question of the case that is being read."""
        if self.section.kind != CASE or not self.drafts or begin.style == self.style:
            return False
        return begin.number == len(self.drafts[-1].parts) + 1 and self._asks(at)

    def _begin_part(self, begin: Begin, line: Line) -> None:
        self.current = Draft(line.number, begin.number, body=[begin.rest])
        self.drafts[-1].parts.append(self.current)
        self.field, self.inner = "body", 0

    def _begins_passage(self, text: str) -> bool:
        """Whether a text behind the options of a question is the ground of the next ones."""
        if is_option(text) or not self.numbered:
            return False
        ended = self.current is not None and any(map(is_option, self.current.body))
        return passage_for(text) is not None or (ended and is_passage(text))

    def _is_next(self, begin: Begin, at: int) -> bool:
        """Whether a number begins the next question rather than a list inside an answer."""
        if self.style and begin.style != self.style:
            return False
        if begin.style in {"bare", "round"} and not self.style and begin.number != 1:
            return False
        inside = self.field not in {"body", *ONE_LINE} and not self._is_closed()
        if self.current is None:
            return not self.last or begin.number > self.last or self._asks(at)
        if begin.number == self.last + 1:
            return not (inside and self.inner and begin.number == self.inner + 1) or self._asks(at)
        if begin.number == 1 or self.last < begin.number <= self.last + FARTHEST:
            return self._asks(at)
        return begin.number == self.last and self._asks(at)

    def _is_closed(self) -> bool:
        return self.field == "key" and self.current is not None and self.current.is_closed

    def _asks(self, at: int) -> bool:
        """Whether options or an answer follow before the next number of the same style."""
        begin = begin_of(self.lines[at].text) if at >= 0 else None
        if begin and "(" not in begin.rest and is_option(begin.rest):
            return True
        for line in self.lines[at + 1 : at + LOOKED_AHEAD]:
            label = label_of(line.text)
            if is_option(line.text) or (label and label[0] == "key"):
                return True
            later = begin_of(line.text)
            if section_of(line.text) or (later and begin and later.style == begin.style):
                return False
        return False

    def _begin(self, begin: Begin, line: Line) -> None:
        self.style, self.last = begin.style, begin.number
        label = label_of(begin.rest)
        body = [] if label and label[0] != "kind" else [begin.rest]
        self._new(Draft(line.number, begin.number, body=body, given=begin.given))
        if label and not body:
            self._take_label(*label)

    def _new(self, draft: Draft) -> None:
        draft.order, draft.hint = self.section.order, self.section.kind
        draft.marks, draft.subject = self.section.marks, self.subject
        if self.loose:
            self._take_passage()
        if self.passage and (draft.number in self.passage_of or not self.passage_of):
            draft.passage = self.passage
        for of, text in self.pending.items():
            draft.add(of, text)
        self.pending, self.field, self.inner = {}, "body", 0
        self.current = draft
        self.drafts.append(draft)

    def _take_passage(self) -> None:
        """Words before a question that several questions stand on."""
        text = "\n".join(line.text.strip() for line in self.loose)
        ground = passage_for(text)
        if ground or self.section.kind == CASE or any(is_passage(line.text) for line in self.loose):
            self.passage, self.passage_of, self.loose = text, ground or range(0), []
        else:
            self._tell_loose()

    def _tell_loose(self) -> None:
        """Titles and instructions between the questions are told of."""
        for line in self.loose:
            self.notes.append(("row_skipped", line.number, {"text": line.text.strip()[:60]}))
        self.loose = []

    def _begins_unnumbered(self, at: int, line: Line) -> bool:
        if is_option(line.text) or at < 0:
            return False
        if NAMED.match(line.text):
            return self.current is None or bool(self.current.body)
        if self.numbered:
            return False
        if self.current is None:
            return self._run_asks(at)
        if self._is_closed():
            return self._run_asks(at)
        return self.blank and self.current.is_answered and self._run_asks(at)

    def _run_asks(self, at: int) -> bool:
        """Whether options or an answer stand in this run of lines or begin the next one."""
        gap = False
        for line in self.lines[at + 1 : at + LOOKED_AHEAD]:
            if not line.text.strip():
                gap = True
                continue
            label = label_of(line.text)
            if is_option(line.text) or (label and label[0] == "key"):
                return True
            if gap:
                return False
        return False

    def _continue(self, line: Line, begin: Begin | None) -> None:
        draft = self.current
        if draft is None:
            return
        if is_option(line.text) and self.field not in {"explanation", "key"}:
            self.field = "body"
        elif self._is_closed() or self.field in ONE_LINE:
            self.field = "explanation" if draft.is_answered else "body"
        if begin and (begin.number == 1 or begin.number == self.inner + 1):
            self.inner = begin.number
        draft.add(self.field, line.text.strip())
