"""The demo's bank and exams, and what the people of the demo city made of them, by the same verbs
as everywhere, standing in the past. Lessons are courses.demo's part."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max

from courses.choices import LessonState
from courses.models import LessonProgress
from courses.progress import live_modules, modules_done
from exams import attempts, bank, composing, vetting
from exams.bank import Label, NewItem
from exams.choices import LINE_BY_LINE, Difficulty, ExamKind, ItemPool
from exams.grading import right_answer
from exams.models import Attempt, Exam, ItemKey, PaperQuestion
from exams.papers import chance
from exams.wording import LETTERS, MarkingPoint, Wording
from portal import clock
from portal.accounts.models import User
from portal.people.demo import moved, person
from portal.people.models import Person

QUESTIONS = Path(__file__).parent / "demo_content" / "questions"
DRAFTS = Path(__file__).parent / "demo_content" / "drafts.toml"
AUTHOR = "author1"
WRITTEN = datetime(2022, 3, 1, 2, 0, tzinfo=UTC)
TITLE = "人民调解员上岗考试"
QUIZ_TITLE = "{module}测验"
AFTER_LEARNING = timedelta(days=2)
BETWEEN_QUIZZES = timedelta(days=1)
PER_QUESTION = timedelta(seconds=47)
OPENING_HOUR = 9

# subject: single, multiple, true_false on the qualifying exam; 3, 5 and 2 points: 100 in all
EXAM_ROWS = {
    "mediation": (3, 2, 1),
    "property": (2, 1, 1),
    "contract": (3, 1, 1),
    "family": (2, 1, 1),
    "inheritance": (2, 1, 1),
    "tort": (2, 1, 0),
    "craft": (2, 1, 1),
}
EXAM_POINTS = {"single": 3, "multiple": 5, "true_false": 2}
QUIZ_ROWS = {"single": 2, "multiple": 1, "true_false": 1}
QUIZ_OTHERS = {  # one question of another kind for each module
    "mediation": "fill_blank",
    "property": "fill_blank",
    "contract": "fill_blank",
    "family": "matching",
    "inheritance": "matching",
    "tort": "matching",
    "craft": "ordering",
}
QUIZ_POINTS = 20

ALL_QUIZZES = 7


@dataclass(frozen=True)
class Story:
    """What one person did: how many quizzes, and the qualifying exam on a day with a score to aim
    at; without a day no exam."""

    quizzes: int = ALL_QUIZZES
    day: date | None = None
    aim: int = 0


STORIES = {
    "p02": Story(quizzes=1),
    "p03": Story(),
    "p04": Story(day=date(2026, 11, 9), aim=86),
    "p05": Story(day=date(2026, 10, 20), aim=47),
    "p06": Story(day=date(2024, 3, 12), aim=95),
    "p07": Story(day=date(2025, 5, 20), aim=71),
    "p08": Story(day=date(2023, 2, 14), aim=78),
    "p09": Story(day=date(2024, 4, 16), aim=64),
    "p10": Story(day=date(2026, 4, 14), aim=82),
    "p11": Story(day=date(2024, 1, 23), aim=88),
    "p12": Story(day=date(2024, 3, 12), aim=74),
    "p13": Story(day=date(2024, 5, 21), aim=91),
    "p14": Story(day=date(2024, 6, 18), aim=66),
    "p15": Story(day=date(2024, 9, 10), aim=80),
    "p16": Story(day=date(2024, 9, 10), aim=69),
    "p17": Story(day=date(2024, 11, 19), aim=76),
    "p18": Story(day=date(2025, 1, 14), aim=62),
    "p19": Story(day=date(2025, 3, 18), aim=93),
    "p20": Story(day=date(2025, 3, 18), aim=72),
    "p21": Story(day=date(2025, 5, 20), aim=84),
    "p22": Story(day=date(2025, 7, 15), aim=67),
    "p23": Story(day=date(2025, 9, 16), aim=89),
    "p24": Story(day=date(2025, 11, 18), aim=75),
    "p25": Story(day=date(2026, 1, 20), aim=70),
    "p26": Story(day=date(2026, 4, 14), aim=96),
    "p27": Story(day=date(2025, 4, 15), aim=90),
    "p28": Story(day=date(2026, 5, 19), aim=65),
    "p29": Story(day=date(2025, 12, 9), aim=73),
    "p32": Story(day=date(2024, 1, 23), aim=79),
    "p33": Story(day=date(2024, 5, 21), aim=68),
    "p34": Story(day=date(2023, 3, 14), aim=77),
    "p35": Story(day=date(2026, 1, 20), aim=81),
    "p36": Story(day=date(2026, 7, 14), aim=87),
    "p39": Story(day=date(2024, 9, 10), aim=63),
    "p40": Story(day=date(2025, 4, 15), aim=94),
}


def seed() -> None:
    with clock.at(WRITTEN + moved()):
        _fill_bank()
        quizzes, qualifying = _compose()
    _submit_drafts()
    for ref, story in stories().items():
        with transaction.atomic():
            _live(ref, story, quizzes, qualifying)


def stories() -> dict[str, Story]:
    """The stories, moved to the day of seeding."""
    later = moved()
    return {
        ref: replace(story, day=story.day + later if story.day else None)
        for ref, story in STORIES.items()
    }


def questions() -> list[dict[str, Any]]:
    """The demo's questions as they are written down, of every kind of `exams.wording`.

    Each has ref, subject, kind, stem, difficulty, cites, explanation, pool (`exam` or `practice`)
    and tier, and the fields of its kind as `exams.wording.Wording` names them; `key` of a true or
    false question is "true" or "false".
    """
    return [
        entry
        for path in sorted(QUESTIONS.glob("*.toml"))
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["question"]
    ]


def wording(entry: dict[str, Any]) -> Wording:
    """A question as written down; its fields are those of `Wording`."""
    true_false = {"true": "A", "false": "B"}
    key = entry.get("key", "")
    return Wording(
        kind=entry["kind"],
        stem=entry["stem"],
        options=tuple(entry.get("options", ())),
        targets=tuple(entry.get("targets", ())),
        key=true_false.get(key, key),
        accepted=tuple(tuple(forms) for forms in entry.get("accepted", ())),
        any_order=entry.get("any_order", False),
        explanation=entry.get("explanation", ""),
        answer=entry.get("answer", ""),
        marking=tuple(
            MarkingPoint(point["text"], Decimal(str(point["marks"])))
            for point in entry.get("marking", ())
        ),
        marks=Decimal(str(entry["marks"])) if "marks" in entry else None,
        cites=tuple((slug, str(number)) for slug, number in entry.get("cites", ())),
        difficulty=entry.get("difficulty", Difficulty.MEDIUM),
        parts=tuple(wording(part) for part in entry.get("parts", ())),
    )


def _fill_bank() -> None:
    bank.add_live([_new(entry) for entry in questions()], actor_id=None)


def _new(entry: dict[str, Any]) -> NewItem:
    used_for = entry.get("pool", ItemPool.EXAM)
    label = Label(entry["subject"], entry.get("tier", ""), used_for, "demo")
    return NewItem(entry["ref"], wording(entry), label)


def _submit_drafts() -> None:
    """Questions that author1 has submitted and reviewer1 has not seen yet."""
    author = User.objects.get(username=AUTHOR)
    for entry in tomllib.loads(DRAFTS.read_text(encoding="utf-8"))["question"]:
        item = bank.add_item(
            entry["ref"], wording(entry), label=Label(entry["subject"]), actor_id=author.pk
        )
        vetting.submit(item.pk, actor_id=author.pk)


def _compose() -> tuple[list[Exam], Exam]:
    """A quiz for each module and the qualifying exam."""
    quizzes = [
        composing.compose(
            ExamKind.QUIZ,
            QUIZ_TITLE.format(module=module.title),
            {"rows": _quiz_rows(module.subject)},
            module_id=module.pk,
            actor_id=None,
        )
        for module in live_modules()
    ]
    rows = [
        _row(subject, kind, count, EXAM_POINTS[kind])
        for subject, counts in EXAM_ROWS.items()
        for kind, count in zip(EXAM_POINTS, counts, strict=True)
        if count
    ]
    return quizzes, composing.compose(ExamKind.QUALIFYING, TITLE, {"rows": rows}, actor_id=None)


def _quiz_rows(subject: str) -> list[dict[str, object]]:
    kinds = {**QUIZ_ROWS, QUIZ_OTHERS[subject]: 1}.items()
    return [_row(subject, kind, count, QUIZ_POINTS) for kind, count in kinds]


def _row(subject: str, kind: str, count: int, points: int) -> dict[str, object]:
    return {"subject": subject, "kind": kind, "count": count, "points": points}


def _live(ref: str, story: Story, quizzes: list[Exam], qualifying: Exam) -> None:
    """Quizzes after the lessons, the exam on its day or, if the learning took longer, after it."""
    holder = person(ref)
    learnt = _learnt(holder)
    if learnt is None:
        return
    done = modules_done(holder.pk)
    taken = [quiz for quiz in quizzes if quiz.module_id in done][: story.quizzes]
    moments = _quiz_moments(learnt, story.day, len(taken))
    for quiz, moment in zip(taken, moments, strict=True):
        _sit(holder, quiz, moment, aim=60 + 20 * (int(chance(ref, quiz.title)[0], 16) % 3))
    if story.day:
        latest = moments[-1] + AFTER_LEARNING
        _sit(holder, qualifying, max(_opening(story.day), latest), story.aim)


def _learnt(holder: Person) -> datetime | None:
    """When the person finished the last lesson so far."""
    rows = LessonProgress.objects.unscoped("demo").filter(person=holder, state=LessonState.DONE)
    last: datetime | None = rows.aggregate(last=Max("done_at"))["last"]
    return last


def _quiz_moments(learnt: datetime, day: date | None, count: int) -> list[datetime]:
    """One quiz a day, ending well before the exam where the learning allows it."""
    first = learnt + timedelta(hours=1)
    if day is None:
        return [first + timedelta(minutes=25 * n) for n in range(count)]
    room = _opening(day) - AFTER_LEARNING - BETWEEN_QUIZZES * count
    return [max(first, room) + BETWEEN_QUIZZES * n for n in range(count)]


def _opening(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, OPENING_HOUR, tzinfo=clock.CITY_ZONE)


def _sit(holder: Person, exam: Exam, moment: datetime, aim: int) -> None:
    """Take an exam: right answers until the points aimed at (percent) are reached, then wrong."""
    with clock.at(moment):
        attempt = attempts.start(holder.pk, exam, actor_id=holder.user_id)
    for place, letters in enumerate(_answers(attempt, aim), start=1):
        with clock.at(moment + PER_QUESTION * place):
            attempts.save(attempt.pk, question=place, sequence=1, value=letters)
    end = moment + PER_QUESTION * (
        PaperQuestion.objects.unscoped("demo").filter(attempt=attempt).count() + 1
    )
    with clock.at(end):
        attempts.submit(attempt.pk, actor_id=holder.user_id)


def _answers(attempt: Attempt, aim: int) -> Iterator[list[str]]:
    asked = list(
        PaperQuestion.objects.unscoped("demo")
        .filter(attempt=attempt)
        .select_related("version__item")
        .order_by("position")
    )
    keys = ItemKey.objects.in_bulk([question.version_id for question in asked])
    total = sum((Decimal(question.points) for question in asked), Decimal(0))
    reached, known = Decimal(0), set()
    for question in sorted(asked, key=lambda q: chance(str(attempt.person_id), q.version.item.ref)):
        if reached * 100 < aim * total:
            reached += question.points
            known.add(question.pk)
    for question in asked:
        key, kind = keys[question.version_id], question.version.item.kind
        right = right_answer(kind, key.key, question.option_order, key.accepted)
        yield right if question.pk in known else _wrong(question, right)


def _wrong(question: PaperQuestion, right: list[str]) -> list[str]:
    """The first letter that is not right; nothing where lines are answered."""
    if question.version.item.kind in LINE_BY_LINE:
        return []
    shown = LETTERS[: len(question.option_order)]
    return [next((letter for letter in shown if letter not in right), shown[0])]
