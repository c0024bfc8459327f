"""The demo's modules and commentaries, and who has learnt what.

Exams of the demo follow learning: `learnt_on(ref)` tells the day by which a demo person had
finished all modules, so that quizzes and the qualifying exam can be dated after it.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from courses import demo_pages, evidence, studying, watching
from courses.models import LessonPage, ModulePage
from courses.progress import lessons_of, live_modules
from portal import clock
from portal.people.demo import moved, person

# The last day of learning of those who finished all modules, as of the day the demo was written
# for; see portal.people.demo.moved.
LEARNT: dict[str, date] = {
    "p08": date(2023, 1, 10),
    "p34": date(2023, 1, 12),
    **{f"p{n:02}": date(2024, 1, 5) for n in (6, 7, 9, 11, 12, 13, 14, 32, 33, 39)},
    **{f"p{n:02}": date(2024, 8, 30) for n in (15, 16, 17, 18)},
    **{f"p{n:02}": date(2025, 3, 7) for n in (19, 20, 21, 22, 23, 27, 40)},
    **{f"p{n:02}": date(2025, 11, 7) for n in (24, 25, 29, 35)},
    **{f"p{n:02}": date(2026, 3, 6) for n in (10, 26, 28)},
    "p36": date(2026, 6, 5),
    "p04": date(2026, 9, 4),
    "p05": date(2026, 9, 18),
    "p03": date(2026, 11, 13),
}
# Modules finished, lessons begun in the next one; the last day of learning.
LEARNING: dict[str, tuple[int, int, date]] = {
    "p02": (2, 1, date(2026, 11, 19)),
    "p30": (1, 0, date(2026, 10, 30)),
    "p31": (1, 1, date(2026, 11, 6)),
    "p37": (0, 1, date(2026, 11, 20)),
}
EVENING = time(12, 10, tzinfo=UTC)  # ten past eight in the city
EVERY_OTHER_DAY = timedelta(days=2)


def learnt_on(ref: str) -> date | None:
    """The day by which the demo person had finished all modules; None when not finished."""
    return LEARNT[ref] + moved() if ref in LEARNT else None


def seed() -> None:
    demo_pages.publish()
    with transaction.atomic():
        _let_them_learn()


def _let_them_learn() -> None:
    modules = live_modules()
    lessons = [_lessons(module) for module in modules]
    later = moved()
    for ref, last_day in LEARNT.items():
        _learn(ref, [lesson for held in lessons for lesson in held], last_day + later)
    for ref, (finished, begun, day) in LEARNING.items():
        last_day = day + later
        whole = [lesson for held in lessons[:finished] for lesson in held]
        _learn(ref, whole, last_day - timedelta(days=1))
        for lesson in lessons[finished][:begun]:
            with clock.at(datetime.combine(last_day, EVENING)):
                studying.open_lesson(person(ref).pk, lesson.pk)


def _lessons(module: ModulePage) -> list[LessonPage]:
    return [LessonPage.objects.get(pk=lesson.pk) for lesson in lessons_of(module)]


def _learn(ref: str, lessons: Sequence[LessonPage], last_day: date) -> None:
    """One lesson every other evening, the last one on `last_day`."""
    learner = person(ref)
    for days, lesson in enumerate(reversed(range(len(lessons)))):
        begun = datetime.combine(last_day - lesson * EVERY_OTHER_DAY, EVENING)
        _finish(learner.pk, learner.user_id, lessons[days], begun)


def _finish(person_id: int, actor_id: int | None, lesson: LessonPage, begun: datetime) -> None:
    with clock.at(begun):
        studying.open_lesson(person_id, lesson.pk)
        for film in evidence.films_of(lesson):
            watching.read_instead(person_id, lesson.pk, film, actor_id=actor_id)
    for number, check in enumerate(lesson.checks):
        wrong = next(letter for letter, _words in check.options if letter != check.right)
        # Some try a wrong answer first: self-checks are for learning.
        choice = wrong if (person_id + lesson.pk + number) % 5 == 0 else check.right
        with clock.at(begun + timedelta(minutes=lesson.minutes + number)):
            studying.answer_within(person_id, lesson, check.id, choice, actor_id=actor_id)
    with clock.at(begun + timedelta(minutes=lesson.minutes + len(lesson.checks))):
        studying.complete_within(person_id, lesson, actor_id=actor_id)
