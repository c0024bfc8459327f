"""When a law changes, whoever has learnt it learns it again within the months of the rules."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop

from courses.choices import LessonState
from courses.models import CheckAnswer, LessonPage, LessonProgress, Relearning
from courses.statutes.models import StatuteVersion
from portal import clock
from portal.audit.recording import record
from portal.counting import months_later
from portal.notices.telling import tell
from portal.notices.wording import Wording
from portal.policy.rules import rule
from portal.prepared import Prepared

OWN = "learning again: a person's own rows, by the person's id"
LAW_CHANGED = Wording(
    "courses.law_changed",
    gettext_noop("A law you have learnt has changed: %(law)s"),
    gettext_noop(
        "Please learn the lesson “%(lesson)s” again by %(due)s: read it, then answer its self-check"
        " questions once more."
    ),
)


def ask_to_learn_again(
    version: StatuteVersion, lesson: LessonPage, *, revised: bool = False
) -> int:
    """Ask everybody who has learnt the lesson, inside the caller's transaction; how many were asked
    now. Nobody where the rule gives no term (`train.new_law_months` is 0).

    The months run from the day the version was adopted, or from today where it came into the
    library later (青海省人民调解员培训办法 4 counts from promulgation; nobody learns what is not
    there). Asked already is left in peace, unless the lesson was `revised` since: then only answers
    from now on count, and the months run from now.
    """
    months = rule("train.new_law_months", on=clock.today()).number
    if not months:
        return 0
    due_on = months_later(max(version.adopted_on or date.min, clock.today()), months)
    rows = LessonProgress.objects.unscoped("who has learnt one lesson")
    learnt = set(
        rows.filter(lesson=lesson, state=LessonState.DONE).values_list("person_id", flat=True)
    )
    asked = _ask(version, lesson, learnt, due_on, revised=revised)
    facts = {"law": str(version.statute), "lesson": lesson.title, "due": due_on}
    for person_id in asked:
        key = f"{version.pk}:{lesson.pk}:{clock.now():%Y%m%d%H%M%S}"
        tell(LAW_CHANGED, key=key, person_id=person_id, facts=facts, link=lesson.url or "")
    if asked:
        data = {"lesson": lesson.pk, "people": len(asked), "due": due_on.isoformat()}
        record("lesson.asked_again", version.statute, actor_id=None, data=data)
    return len(asked)


def _ask(
    version: StatuteVersion, lesson: LessonPage, learnt: set[int], due_on: date, *, revised: bool
) -> list[int]:
    """One row for a person, lesson and version, opened again where it was done; who was asked."""
    moment = clock.now()
    held = Relearning.objects.unscoped(OWN).filter(lesson=lesson, version=version)
    known = set(held.values_list("person_id", flat=True))
    anew = held if revised else held.exclude(done_at=None)
    asked = set(anew.values_list("person_id", flat=True)) | (learnt - known)
    anew.update(done_at=None, recorded_at=moment, due_on=due_on)
    Relearning.objects.unscoped(OWN).bulk_create(
        Relearning(
            person_id=person_id,
            lesson=lesson,
            version=version,
            due_on=due_on,
            recorded_at=moment,
        )
        for person_id in sorted(learnt - known)
    )
    return sorted(asked)


def note_learnt_again(progress: LessonProgress, lesson: LessonPage) -> bool:
    """After each answer, inside its transaction: whoever has answered every self-check since being
    asked has learnt the lesson again. True when that was so now."""
    if progress.state != LessonState.DONE:
        return False  # only who has learnt it once is asked again
    open_rows = Relearning.objects.unscoped(OWN).filter(
        person_id=progress.person_id, lesson=lesson, done_at=None
    )
    asked = open_rows.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
    if asked is None:
        return False
    answers = CheckAnswer.objects.unscoped(OWN).filter(progress=progress, answered_at__gte=asked)
    anew = set(answers.values_list("check_id", flat=True))
    if {check.id for check in lesson.checks} - anew:
        return False
    return bool(open_rows.update(done_at=clock.now()))


def due_for(person_id: int, lesson_id: int) -> date | None:
    """By when a person is asked to learn this lesson again; None when not asked."""
    rows = Relearning.objects.unscoped(OWN).filter(person_id=person_id, done_at=None)
    return (
        rows.filter(lesson_id=lesson_id).order_by("due_on").values_list("due_on", flat=True).first()
    )


@dataclass(frozen=True)
class ToLearn:
    """A lesson to learn again, by when, and whether that day has gone by."""

    lesson: LessonPage
    law: str
    due_on: date
    overdue: bool


_ASKED = Prepared(
    lambda person_id: (
        Relearning.objects.unscoped(OWN)
        .filter(person_id=person_id, done_at=None, lesson__live=True)
        .select_related("version__statute", "lesson")
        .defer("lesson__body")
        .order_by("due_on", "lesson__path")
    ),
    int,
)


def to_learn(person_id: int) -> list[ToLearn]:
    """What a person is still asked to learn again, the most urgent first; one query."""
    today = clock.today()
    return [
        ToLearn(row.lesson, str(row.version.statute), row.due_on, row.due_on < today)
        for row in _ASKED.objects(person_id)
    ]
