"""The texts that several questions of a paper stand on: stories, materials."""

from collections.abc import Collection
from dataclasses import dataclass, field

from exams.formats.drafts import Draft
from exams.formats.lines import (
    Line,
    case_of,
    chinese_begin_of,
    is_option,
    is_passage,
    passage_for,
)
from exams.wording import CASE

STORY = "案"


@dataclass
class Grounds:
    """`loose` are lines that belong to no question yet, `text` the ground that now holds, for the
    questions with the numbers `of` (empty: all), `cases` the titles of stories of the section."""

    loose: list[Line] = field(default_factory=list)
    text: str = ""
    of: range = range(0)
    cases: set[str] = field(default_factory=set)

    def leave(self) -> None:
        """A new section has none."""
        self.text, self.of, self.cases = "", range(0), set()

    def begin(self, line: Line, draft: Draft | None) -> list[Line]:
        """Another ground begins on this line; the loose lines that belong to no question."""
        kept, told = self.loose, list[Line]()
        if draft is not None or any(case_of(one.text).startswith(STORY) for one in kept):
            kept, told = [], self.loose
        self.text, self.of, self.loose = "", range(0), [*kept, line]
        if case_of(line.text):
            self.cases.add(case_of(line.text))
        return told

    def tell_a_case(self) -> bool:
        """Whether a story stands here that is asked about in its own words."""
        return any(case_of(line.text) for line in self.loose)

    def take(self, kind: str) -> bool:
        """The loose lines before a question become its ground, if they are one."""
        text = "\n".join(line.text.strip() for line in self.loose)
        for_some = passage_for(text)
        if for_some or kind == CASE or any(is_passage(line.text) for line in self.loose):
            self.text, self.of, self.loose = text, for_some or range(0), []
            return True
        return False

    def holds_for(self, number: int | None) -> bool:
        return bool(self.text) and (not self.of or number in self.of)

    def is_next_story(self, text: str, listed: Collection[tuple[str, int]]) -> bool:
        """Whether a text is （二） where （一） was a story, and no list inside an answer."""
        here, before = chinese_begin_of(text), chinese_begin_of(self.text)
        if not here or not before:
            return False
        return here.number == before.number + 1 and ("chinese", before.number) not in listed

    def begins(self, text: str, draft: Draft | None, *, in_body: bool, numbered: bool) -> bool:
        """Whether a text is the ground of the next questions, wherever it stands."""
        case = case_of(text)
        if is_option(text) or draft is None:
            return bool(case)
        has_options = any(map(is_option, draft.body))
        over = draft.is_answered or has_options
        if case:
            return over or not in_body or any(one.startswith(STORY) for one in self.cases)
        return numbered and (
            passage_for(text) is not None or (is_passage(text) and has_options and in_body)
        )
