"""What a reader of a lesson or a module sees: where it stands, what is open, which answers show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from courses.body import Part, parts_of
from courses.models import CheckAnswer, LessonPage, LessonProgress, ModulePage
from courses.models.lessons import Check
from courses.progress import Learning, closed_by, lessons_by_module, lessons_done, lessons_of
from courses.relearning import due_for
from courses.statutes.reviewing import PageLaw, law_of_page

LineState = Literal["done", "now", "open", "closed"]


@dataclass(frozen=True)
class Line:
    """A lesson in the list of its module."""

    lesson: LessonPage
    number: int
    state: LineState


@dataclass(frozen=True)
class Option:
    """`state` right or chosen after answering, empty before."""

    letter: str
    words: str
    state: str
    checked: bool


@dataclass(frozen=True)
class Question:
    """A self-check as shown: key and explanation only once it is answered."""

    id: str
    number: int
    question: str
    options: tuple[Option, ...]
    answered: bool
    right: str = ""
    explanation: str = ""


@dataclass(frozen=True)
class Reading:
    """`closed_by` is the lesson to finish first; `saved_at` when progress was last kept; `law` the
    day whose law is quoted."""

    module: ModulePage
    lines: tuple[Line, ...]
    number: int
    parts: tuple[Part, ...]
    attachments: tuple[Any, ...]
    questions: tuple[Question, ...]
    previous: Line | None
    following: Line | None
    closed_by: LessonPage | None
    saved_at: datetime | None
    done_at: datetime | None
    law: PageLaw
    position: str = ""
    again_by: date | None = None  # its law has changed: to be learnt again

    @property
    def resume_at(self) -> str:
        """The anchor of the part read last, unless that is the first one."""
        at = (part.anchor for part in self.parts[1:] if self.position in part.ids.split())
        return next(at, "") if self.position and not self.done else ""

    @property
    def done(self) -> bool:
        return self.done_at is not None

    @property
    def may_be_finished(self) -> bool:
        """The button at the end has something to say: the first time, or once more where no
        self-check can be answered again."""
        return not self.done or (self.again_by is not None and not self.questions)

    @property
    def lessons_done(self) -> int:
        return sum(
            line.state == "done" or (line.state == "now" and self.done) for line in self.lines
        )

    @property
    def unanswered(self) -> int:
        return sum(not question.answered for question in self.questions)


@dataclass(frozen=True)
class ModuleReading:
    """A module with its lessons and, for a person, how many are done and which comes next."""

    module: ModulePage
    lines: tuple[Line, ...]

    @property
    def done(self) -> int:
        return sum(line.state == "done" for line in self.lines)

    @property
    def minutes(self) -> int:
        return sum(line.lesson.minutes for line in self.lines)

    @property
    def next_line(self) -> Line | None:
        return next((line for line in self.lines if line.state != "done"), None)


def read_lesson(
    lesson: LessonPage, person_id: int | None, visitor: Mapping[str, str], again: str = ""
) -> Reading:
    """A lesson for a person, or for a visitor with the answers of this browser session.

    `again` is the id of a self-check that is to be asked once more.
    """
    module = ModulePage.objects.parent_of(lesson).get()
    row = _progress(lesson, person_id)
    done = lessons_done(person_id) if person_id else frozenset()
    lines = _lines(lessons_of(module), done, gated=person_id is not None, here=lesson.pk)
    place = next((i for i, line in enumerate(lines) if line.lesson.pk == lesson.pk), 0)
    choices = _answers(row) if person_id else dict(visitor)
    law = law_of_page(lesson)
    parts, attachments = parts_of(lesson, row, law.day)
    return Reading(
        module=module,
        lines=lines,
        number=place + 1,
        parts=parts,
        attachments=attachments,
        questions=_questions(lesson.checks, choices, again),
        previous=lines[place - 1] if place else None,
        following=lines[place + 1] if place + 1 < len(lines) else None,
        closed_by=closed_by(lesson, person_id) if person_id else None,
        saved_at=row.last_seen_at if row else None,
        done_at=row.done_at if row else None,
        law=law,
        position=row.position if row else "",
        again_by=due_for(person_id, lesson.pk) if person_id and row and row.done_at else None,
    )


def read_modules(modules: list[ModulePage], person_id: int | None) -> list[ModuleReading]:
    """Modules with the states of their lessons; two queries for any number of them."""
    done = lessons_done(person_id) if person_id else frozenset()
    held = lessons_by_module(modules)
    gated = person_id is not None
    return [ModuleReading(module, _lines(held[module.pk], done, gated=gated)) for module in modules]


def read_learning(learning: Learning) -> list[ModuleReading]:
    """The modules as they stand for the person whose learning this is; no query."""
    return [
        ModuleReading(module, _lines(learning.lessons[module.pk], learning.done, gated=True))
        for module in learning.modules
    ]


def _progress(lesson: LessonPage, person_id: int | None) -> LessonProgress | None:
    rows = LessonProgress.objects.unscoped("the reader's own progress")
    return rows.filter(person_id=person_id, lesson=lesson).first() if person_id else None


def _answers(row: LessonProgress | None) -> dict[str, str]:
    if row is None:
        return {}
    rows = CheckAnswer.objects.unscoped("the reader's own answers").filter(progress=row)
    return dict(rows.values_list("check_id", "choice"))


def _lines(
    lessons: list[LessonPage], done: frozenset[int], *, gated: bool, here: int = 0
) -> tuple[Line, ...]:
    """A lesson is closed while an earlier one is not done, for those whose progress is kept."""
    found: list[Line] = []
    for number, lesson in enumerate(lessons, 1):
        state: LineState = "open"
        if lesson.pk == here:
            state = "now"
        elif lesson.pk in done:
            state = "done"
        elif gated and any(earlier.pk not in done for earlier in lessons[: number - 1]):
            state = "closed"
        found.append(Line(lesson, number, state))
    return tuple(found)


def _questions(
    checks: tuple[Check, ...], choices: Mapping[str, str], again: str
) -> tuple[Question, ...]:
    return tuple(
        _question(check, number, "" if check.id == again else choices.get(check.id, ""))
        for number, check in enumerate(checks, 1)
    )


def _question(check: Check, number: int, choice: str) -> Question:
    answered = choice in dict(check.options)
    options = tuple(
        Option(
            letter,
            words,
            state=_state(letter, choice, check.right) if answered else "",
            checked=answered and letter == choice,
        )
        for letter, words in check.options
    )
    if not answered:
        return Question(check.id, number, check.question, options, answered=False)
    return Question(
        check.id,
        number,
        check.question,
        options,
        answered=True,
        right=check.right,
        explanation=check.explanation,
    )


def _state(letter: str, choice: str, right: str) -> str:
    if letter == right:
        return "right"
    return "chosen" if letter == choice else ""
