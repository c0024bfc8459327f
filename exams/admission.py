"""Who may start which exam now; a closed door says why and where to mend it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import progress
from exams import results
from exams.choices import ON_SCREEN, ExamKind
from exams.models import Attempt, Exam
from exams.papers import BadBlueprint, read_blueprint
from portal import clock
from portal.counting import months_later, plain, years_earlier
from portal.people.models import Person
from portal.policy.rules import rule


@dataclass(frozen=True)
class Door:
    """Open, or closed with the reason and the place to mend it."""

    open: bool
    reason: str = ""
    url: str = ""
    action: str = ""


OPEN = Door(open=True)


class NotAdmitted(RuntimeError):
    """The person may not start; `door` says why and where to mend it."""

    def __init__(self, door: Door) -> None:
        super().__init__(door.reason)
        self.door = door


@dataclass(frozen=True)
class Standing:
    """What admission asks about a person, read once for all exams of a page."""

    person_id: int
    modules_done: frozenset[int]
    quizzes_passed: frozenset[int]
    required: tuple[int, ...]
    hours: Decimal
    hours_needed: Decimal
    qualified: results.PassedExam | None

    @property
    def all_learnt(self) -> bool:
        """Every module that the person's path asks for, and at least one, is finished."""
        return bool(self.required) and set(self.required) <= self.modules_done


def standing_of(person_id: int, learning: progress.Learning | None = None) -> Standing:
    """`learning` when the caller has read it already."""
    learning = learning or progress.learning_of(person_id)
    return Standing(
        person_id,
        learning.modules_done,
        results.quizzes_passed(person_id),
        tuple(page.pk for page in learning.required),
        learning.hours,
        learning.path.hours_needed if learning.path else Decimal(0),
        results.qualifying_pass(person_id, on=clock.today()),
    )


def record_door(person_id: int) -> Door:
    """Closed to a record that was merged into another one: its attempts would count for nobody."""
    rows = Person.objects.unscoped("doubles at the door of an exam")
    if rows.filter(pk=person_id, merged_into__isnull=False).exists():
        return Door(
            open=False,
            reason=_("This record was merged into another one. Please sign in with that one."),
        )
    return OPEN


def on_paper(kinds: Collection[str]) -> Door | None:
    """Closed when a paper asks something that the screen cannot take or nobody marks at once."""
    if set(kinds) <= set(ON_SCREEN):
        return None
    return Door(
        open=False,
        reason=_("This exam is written on paper. The exam office tells you when and where."),
    )


def _paper_door(exam: Exam) -> Door | None:
    """Closed while the blueprint cannot be followed, and by `on_paper`."""
    try:
        rows = read_blueprint(exam.blueprint).rows
    except BadBlueprint:
        return Door(open=False, reason=_("The exam office is still preparing this exam."))
    return on_paper({row.kind for _section, row in rows})


def door_of(exam: Exam, person_id: int) -> Door:
    """`door` for one exam: a quiz asks for less than the whole standing."""
    if exam.kind == ExamKind.QUIZ:
        return _paper_door(exam) or _quiz_door(exam, progress.modules_done(person_id))
    return _paper_door(exam) or _qualifying_door(exam, standing_of(person_id), clock.today())


def eligibility_of(exam: Exam, person_id: int, *, on: date) -> Door:
    """May this person sit the exam on a day to come, by whatever they have done until now; how
    it is written is not asked."""
    if exam.kind == ExamKind.QUIZ:
        return _quiz_door(exam, progress.modules_done(person_id))
    return _qualifying_door(exam, standing_of(person_id), on)


def door(exam: Exam, standing: Standing) -> Door:
    """May this person start a new attempt at the exam today?"""
    if exam.kind == ExamKind.QUIZ:
        return _paper_door(exam) or _quiz_door(exam, standing.modules_done)
    return _paper_door(exam) or _qualifying_door(exam, standing, clock.today())


def _quiz_door(exam: Exam, modules_done: frozenset[int]) -> Door:
    if exam.module_id in modules_done:
        return OPEN
    return Door(
        open=False,
        reason=_("Opens when you have done all lessons of the module."),
        url=str(exam.module.url) if exam.module else "/learn/",
        action=_("Continue learning"),
    )


def _qualifying_door(exam: Exam, standing: Standing, today: date) -> Door:
    needed = standing.hours_needed
    if standing.hours < needed:
        return Door(
            open=False,
            reason=_("Opens at %(needed)s credit hours; you have %(hours)s.")
            % {"needed": plain(needed), "hours": plain(standing.hours)},
            url="/learn/",
            action=_("Continue learning"),
        )
    left = len(set(standing.required) - standing.quizzes_passed)
    if left:
        return Door(
            open=False,
            reason=ngettext(
                "Opens when all module quizzes are passed; %(left)s is left.",
                "Opens when all module quizzes are passed; %(left)s are left.",
                left,
            )
            % {"left": left},
            url=reverse("exams"),
            action=_("To the quizzes"),
        )
    return _attempts_door(exam, standing, today)


def _attempts_door(exam: Exam, standing: Standing, today: date) -> Door:
    passed = standing.qualified
    months = rule("exam.valid_for_certificate_months", on=today).number
    if passed and months_later(passed.effective_on, months) >= today:
        return Door(
            open=False,
            reason=_("You have passed this exam; there is nothing left to do here."),
            url=reverse("result", args=[passed.attempt_id]),
            action=_("See the result"),
        )
    years = rule("cert.validity_years", on=today).number
    since = clock.now().astimezone(clock.CITY_ZONE)
    taken = list(
        Attempt.objects.unscoped("how often one person tried")
        .filter(person_id=standing.person_id, exam=exam, started_at__gt=years_earlier(since, years))
        .order_by("started_at")
        .values_list("submitted_at", flat=True)
    )
    most = rule("exam.attempts", on=today).number
    if len(taken) >= most:
        return Door(
            open=False,
            reason=_(
                "All %(most)s attempts are used. Please ask the exam office about training again."
            )
            % {"most": most},
        )
    return _waiting_door(taken[-1] if taken else None, today)


def _waiting_door(last: datetime | None, today: date) -> Door:
    """Closed for `exam.resit_wait_days` after the end of the last attempt."""
    days = rule("exam.resit_wait_days", on=today).number
    if last is None or not days:
        return OPEN
    again = clock.day_of(last) + timedelta(days=days)
    if today >= again:
        return OPEN
    return Door(
        open=False,
        reason=_("You may take the exam again from %(day)s; use the time to learn.")
        % {"day": date_format(again)},
        url="/learn/",
        action=_("Continue learning"),
    )
