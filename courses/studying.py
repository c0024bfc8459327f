"""Learning as acts: open a lesson, answer a self-check, finish a lesson."""

from django.db import transaction
from django.utils.translation import gettext as _

from courses.choices import LessonState
from courses.models import CheckAnswer, LessonPage, LessonProgress
from courses.progress import closed_by
from courses.signals import progress_changed
from portal import clock
from portal.audit.recording import record
from portal.people.models import Person

OWN = "learning: a person's own rows, by the person's id"


class LessonClosed(Exception):
    """An earlier lesson of the module comes first; `first` is that lesson."""

    def __init__(self, first: LessonPage) -> None:
        super().__init__(_("Finish the lesson “%(title)s” first.") % {"title": first.title})
        self.first = first


class ChecksMissing(Exception):
    """Self-checks of the lesson are not answered yet; `count` of them."""

    def __init__(self, count: int) -> None:
        super().__init__(_("Answer all self-check questions of this lesson first."))
        self.count = count


class AnswerRefused(ValueError):
    """The lesson has no such question, or the question no such option."""


def open_lesson(person_id: int, lesson_id: int) -> LessonProgress:
    """Remember that the person reads the lesson now; the first time opens it.

    Raises LessonPage.DoesNotExist for an unpublished lesson and LessonClosed when an earlier lesson
    of its module is not finished.
    """
    lesson = _open_door(person_id, lesson_id)
    return _touch(person_id, lesson)


def answer_check(
    person_id: int, lesson_id: int, check_id: str, choice: str, *, actor_id: int | None
) -> bool:
    """Keep the latest answer to a self-check; the last open one finishes the lesson.

    `choice` is the option's letter. True when this answer finished the lesson. Raises what
    `open_lesson` raises, and AnswerRefused.
    """
    lesson = _open_door(person_id, lesson_id)
    check = next((check for check in lesson.checks if check.id == check_id), None)
    if check is None or choice not in dict(check.options):
        raise AnswerRefused(check_id)
    with transaction.atomic():
        progress = _touch(person_id, lesson)
        CheckAnswer.objects.unscoped(OWN).update_or_create(
            progress=progress,
            check_id=check_id,
            defaults={"choice": choice, "answered_at": clock.now()},
        )
        if _unanswered(progress, lesson):
            return False
        return _complete(progress, lesson, actor_id)


def complete_lesson(person_id: int, lesson_id: int, *, actor_id: int | None) -> bool:
    """Finish a lesson all of whose self-checks are answered; False when it was finished before.

    Raises what `open_lesson` raises, and ChecksMissing.
    """
    lesson = _open_door(person_id, lesson_id)
    with transaction.atomic():
        progress = _touch(person_id, lesson)
        missing = _unanswered(progress, lesson)
        if missing:
            raise ChecksMissing(missing)
        return _complete(progress, lesson, actor_id)


def _open_door(person_id: int, lesson_id: int) -> LessonPage:
    lesson: LessonPage = LessonPage.objects.live().public().get(pk=lesson_id)
    first = closed_by(lesson, person_id)
    if first is not None:
        raise LessonClosed(first)
    return lesson


def _touch(person_id: int, lesson: LessonPage) -> LessonProgress:
    """One statement for the usual case; the unique constraint decides who opens."""
    moment = clock.now()
    rows = LessonProgress.objects.unscoped(OWN).filter(person_id=person_id, lesson=lesson)
    if not rows.update(last_seen_at=moment):
        LessonProgress.objects.unscoped(OWN).get_or_create(
            person_id=person_id,
            lesson=lesson,
            defaults={"opened_at": moment, "last_seen_at": moment},
        )
    return rows.get()


def _unanswered(progress: LessonProgress, lesson: LessonPage) -> int:
    answers = CheckAnswer.objects.unscoped(OWN).filter(progress=progress)
    answered = set(answers.values_list("check_id", flat=True))
    return len({check.id for check in lesson.checks} - answered)


def _complete(progress: LessonProgress, lesson: LessonPage, actor_id: int | None) -> bool:
    rows = LessonProgress.objects.unscoped(OWN)
    still_open = rows.filter(pk=progress.pk, state=LessonState.OPEN)
    if not still_open.update(state=LessonState.DONE, done_at=clock.now()):
        return False
    people = Person.objects.unscoped(OWN).filter(pk=progress.person_id)
    place = people.values_list("organisation__path", flat=True).get()
    data = {"person": progress.person_id, "lesson": lesson.pk}
    record("lesson.finished", progress, actor_id=actor_id, place=place, data=data)
    progress_changed.send(LessonProgress, person_id=progress.person_id)
    return True
