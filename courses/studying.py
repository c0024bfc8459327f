"""Learning as acts: open a lesson, see its blocks, answer a self-check, finish it; and what a
finished module is credited with."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import evidence
from courses.choices import LessonState
from courses.models import CheckAnswer, LessonPage, LessonProgress, ModulePage
from courses.progress import closed_by, has_learnt_all, lessons_of
from courses.relearning import note_learnt_again
from courses.signals import progress_changed
from courses.training import crediting, ledger
from courses.training.choices import Form
from portal import clock
from portal.audit.recording import record
from portal.people.models import Person
from portal.policy.rules import rule

OWN = "learning: a person's own rows, by the person's id"
TRIES = 5


class LessonClosed(Exception):
    """Another lesson comes first; `first` is that lesson."""

    def __init__(self, first: LessonPage) -> None:
        super().__init__(_("Finish the lesson “%(title)s” first.") % {"title": first.title})
        self.first = first


class NotLearnt(Exception):
    """Something is missing before the lesson counts; `missing` says what."""

    def __init__(self, missing: evidence.Missing) -> None:
        super().__init__(self._words(missing))
        self.missing = missing

    @staticmethod
    def _words(missing: evidence.Missing) -> str:
        if missing.checks:
            return _("Answer all self-check questions of this lesson first.")
        if missing.films:
            return _("Watch the film or hear the recording first, or read its words.")
        if missing.blocks:
            return _("Read the lesson to its end first.")
        return ngettext(
            "Please take %(count)s second more for reading; what you have done is kept.",
            "Please take %(count)s seconds more for reading; what you have done is kept.",
            missing.seconds,
        ) % {"count": missing.seconds}


class AnswerRefused(ValueError):
    """The lesson has no such question, or the question no such option."""


def open_lesson(person_id: int, lesson_id: int) -> LessonProgress:
    """Remember that the person comes to the lesson now; the first time opens it. The time gone by
    since the last report is time away, not time spent reading.

    Raises LessonPage.DoesNotExist for an unpublished lesson and LessonClosed when an earlier lesson
    of its module, or a module that is learnt before it, is not finished.
    """
    lesson = _open_door(person_id, lesson_id)
    return _touch(person_id, lesson, counts=False)


def go_on(person_id: int, lesson_id: int) -> LessonProgress:
    """The person is still at the lesson: the time since the last report counts as reading. Raises
    what `open_lesson` raises."""
    return _touch(person_id, _open_door(person_id, lesson_id))


def see(
    person_id: int, lesson_id: int, blocks: Iterable[str], at: str, *, actor_id: int | None
) -> bool:
    """These blocks of the lesson were in sight, and the reader is `at` one of them; what is no
    block of the lesson is passed over. True when that finished the lesson. Raises what
    `open_lesson` raises.
    """
    lesson = _open_door(person_id, lesson_id)
    known = evidence.blocks_to_read(lesson)
    with transaction.atomic():
        progress = _touch(person_id, lesson)
        _keep_seen(progress, [block for block in blocks if block in known])
        if at in known:
            LessonProgress.objects.unscoped(OWN).filter(pk=progress.pk).update(position=at)
        return _complete_if_learnt(progress, lesson, actor_id)


def see_film(
    progress: LessonProgress, lesson: LessonPage, block_id: str, *, actor_id: int | None
) -> bool:
    """A film of the lesson was watched to its end; `watching` says when. True when that finished
    the lesson."""
    with transaction.atomic():
        _keep_seen(progress, [block_id])
        return _complete_if_learnt(progress, lesson, actor_id)


def answer_check(
    person_id: int, lesson_id: int, check_id: str, choice: str, *, actor_id: int | None
) -> bool:
    """Keep the latest answer to a self-check. `choice` is the option's letter. True when this
    answer finished the lesson: nothing else is missing. Raises what `open_lesson` raises, and
    AnswerRefused.
    """
    lesson = _open_door(person_id, lesson_id)
    return answer_within(person_id, lesson, check_id, choice, actor_id=actor_id)


def answer_within(
    person_id: int, lesson: LessonPage, check_id: str, choice: str, *, actor_id: int | None
) -> bool:
    """`answer_check` for somebody whose lesson is known to be open. Raises AnswerRefused."""
    check = next((check for check in lesson.checks if check.id == check_id), None)
    if check is None or choice not in dict(check.options):
        raise AnswerRefused(check_id)
    with transaction.atomic():
        progress = _touch(person_id, lesson)
        _keep_answer(progress, check_id, choice)
        note_learnt_again(progress, lesson)
        return _complete_if_learnt(progress, lesson, actor_id)


def complete_lesson(person_id: int, lesson_id: int, *, actor_id: int | None) -> bool:
    """The person says to have read to the end, which shows every block as seen (a browser without
    scripts tells of none). False when the lesson was finished before.

    Raises what `open_lesson` raises, and NotLearnt.
    """
    return complete_within(person_id, _open_door(person_id, lesson_id), actor_id=actor_id)


def complete_within(person_id: int, lesson: LessonPage, *, actor_id: int | None) -> bool:
    """`complete_lesson` for somebody whose lesson is known to be open. Raises NotLearnt."""
    with transaction.atomic():
        progress = _touch(person_id, lesson)
        _keep_seen(progress, evidence.blocks_to_read(lesson))
        missing = _missing(progress, lesson)
        if missing.nothing:
            note_learnt_again(progress, lesson)
            return _complete(progress, lesson, actor_id)
    raise NotLearnt(missing)


def credit_module(module: ModulePage, person_id: int, *, actor_id: int | None) -> bool:
    """Credit the hours of a module all of whose live lessons the person has finished; False when
    something is missing or it was credited before."""
    if not has_learnt_all(module.path, person_id):
        return False
    return crediting.credit(
        person_id,
        Form.ONLINE,
        f"{ledger.MODULE}{module.pk}",
        module.credit_hours,
        earned_on=clock.today(),
        actor_id=actor_id,
    )


def credit_all(module: ModulePage) -> int:
    """Credit a module to everybody who has finished its live lessons and was not credited yet, as
    happens when a lesson is withdrawn; how many these were."""
    rows = LessonProgress.objects.unscoped("who has finished lessons of one module")
    done = rows.filter(lesson__in=lessons_of(module), state=LessonState.DONE)
    people = done.values_list("person_id", flat=True).distinct()
    return sum(credit_module(module, person_id, actor_id=None) for person_id in people)


def _open_door(person_id: int, lesson_id: int) -> LessonPage:
    lesson: LessonPage = LessonPage.objects.live().public().get(pk=lesson_id)
    first = closed_by(lesson, person_id)
    if first is not None:
        raise LessonClosed(first)
    return lesson


def _touch(person_id: int, lesson: LessonPage, *, counts: bool = True) -> LessonProgress:
    """The unique constraint decides who opens; of two reports at once each adds to what it read
    only, so that no second counts twice."""
    moment = clock.now()
    rows = LessonProgress.objects.unscoped(OWN).filter(person_id=person_id, lesson=lesson)
    for _try in range(TRIES):
        progress, _new = rows.get_or_create(
            defaults={
                "person_id": person_id,
                "lesson": lesson,
                "opened_at": moment,
                "last_seen_at": moment,
            }
        )
        before = progress.last_seen_at
        if counts:
            progress.read_for += evidence.reading(moment - before)
        progress.last_seen_at = moment
        values = {"last_seen_at": moment, "read_for": progress.read_for}
        if rows.filter(last_seen_at=before).update(**values):
            break
    return progress


def _keep_answer(progress: LessonProgress, check_id: str, choice: str) -> None:
    """One statement, whether it is the first answer or another one."""
    answer = CheckAnswer(
        progress=progress, check_id=check_id, choice=choice, answered_at=clock.now()
    )
    CheckAnswer.objects.unscoped(OWN).bulk_create(
        [answer],
        update_conflicts=True,
        unique_fields=["progress", "check_id"],
        update_fields=["choice", "answered_at"],
    )


def _keep_seen(progress: LessonProgress, blocks: Iterable[str]) -> None:
    """Add to what was seen; two tabs at once lose nothing: each writes upon what it read only."""
    rows = LessonProgress.objects.unscoped(OWN).filter(pk=progress.pk)
    for _try in range(TRIES):
        added = [block for block in blocks if block not in progress.seen]
        if not added:
            return
        seen = [*progress.seen, *added]
        if rows.filter(seen=progress.seen).update(seen=seen):
            progress.seen = seen
            return
        progress.refresh_from_db(fields=["seen"])


def _missing(progress: LessonProgress, lesson: LessonPage) -> evidence.Missing:
    answers = CheckAnswer.objects.unscoped(OWN).filter(progress=progress)
    return evidence.missing(
        lesson,
        seen=progress.seen,
        answered=set(answers.values_list("check_id", flat=True)),
        seconds=progress.read_for.total_seconds(),
        fastest=rule("train.fastest_reading", on=clock.today()).number,
    )


def _complete_if_learnt(progress: LessonProgress, lesson: LessonPage, actor_id: int | None) -> bool:
    if progress.state == LessonState.DONE or not evidence.all_seen(lesson, progress.seen):
        return False
    if not _missing(progress, lesson).nothing:
        return False
    return _complete(progress, lesson, actor_id)


def _complete(progress: LessonProgress, lesson: LessonPage, actor_id: int | None) -> bool:
    rows = LessonProgress.objects.unscoped(OWN)
    still_open = rows.filter(pk=progress.pk, state=LessonState.OPEN)
    if not still_open.update(state=LessonState.DONE, done_at=clock.now()):
        return False
    people = Person.objects.unscoped(OWN).filter(pk=progress.person_id)
    place = people.values_list("organisation__path", flat=True).get()
    data = {"person": progress.person_id, "lesson": lesson.pk}
    record("lesson.finished", progress, actor_id=actor_id, place=place, data=data)
    if has_learnt_all(lesson.path[: -lesson.steplen], progress.person_id):
        module = ModulePage.objects.parent_of(lesson).get()
        credit_module(module, progress.person_id, actor_id=actor_id)
    progress_changed.send(LessonProgress, person_id=progress.person_id)
    return True
