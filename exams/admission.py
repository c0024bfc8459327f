"""Who may start which exam now; a closed door says why and where to mend it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property

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
    quizzes = results.quizzes_passed(person_id)
    return _standing(
        person_id, learning, quizzes, results.qualifying_pass(person_id, on=clock.today())
    )


def standings_of(person_ids: Iterable[int]) -> dict[int, Standing]:
    """`standing_of` for many people; the queries do not grow with them."""
    wanted = list(person_ids)
    quizzes = results.passed_modules(wanted)
    qualified = results.qualifying_passes(wanted, on=clock.today())
    return {
        pk: _standing(pk, learning, quizzes[pk], qualified.get(pk))
        for pk, learning in progress.credited_to_all(wanted).items()
    }


def _standing(
    person_id: int,
    learning: progress.Learning,
    quizzes: frozenset[int],
    qualified: results.PassedExam | None,
) -> Standing:
    return Standing(
        person_id,
        learning.modules_done,
        quizzes,
        tuple(page.pk for page in learning.required),
        learning.hours,
        learning.path.hours_needed if learning.path else Decimal(0),
        qualified,
    )


def record_door(person_id: int) -> Door:
    """Closed to a record that was merged into another one: its attempts would count for nobody."""
    return _merged_door() if _merged([person_id]) else OPEN


def _merged(person_ids: Collection[int]) -> set[int]:
    rows = Person.objects.unscoped("doubles at the door of an exam")
    merged = rows.filter(pk__in=person_ids, merged_into__isnull=False)
    return set(merged.values_list("pk", flat=True))


def _merged_door() -> Door:
    return Door(
        open=False,
        reason=_("This record was merged into another one. Please sign in with that one."),
    )


def on_paper(kinds: Collection[str], exam_kind: str) -> Door | None:
    """Closed when a paper of a quiz asks for what nobody marks at once."""
    if exam_kind == ExamKind.QUALIFYING or set(kinds) <= set(ON_SCREEN):
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
    return on_paper({row.kind for _section, row in rows}, exam.kind)


def door_of(exam: Exam, person_id: int) -> Door:
    """`door` for one exam: a quiz asks for less than the whole standing."""
    if exam.kind == ExamKind.QUIZ:
        return _paper_door(exam) or _quiz_door(exam, progress.modules_done(person_id))
    terms = Terms(exam, [person_id], clock.today())
    return _paper_door(exam) or _qualifying_door(standing_of(person_id), terms)


def eligibility_of_all(exam: Exam, person_ids: Collection[int], *, on: date) -> dict[int, Door]:
    """May each of these people sit the exam on a day to come, by whatever they have done until
    now; how it is written is not asked. The queries do not grow with the people."""
    merged, standings = _merged(person_ids), standings_of(person_ids)
    terms = Terms(exam, person_ids, on)
    return {
        pk: _merged_door() if pk in merged else _eligible(standing, terms)
        for pk, standing in standings.items()
    }


def _eligible(standing: Standing, terms: "Terms") -> Door:
    if terms.exam.kind == ExamKind.QUIZ:
        return _quiz_door(terms.exam, standing.modules_done)
    return _qualifying_door(standing, terms)


def door(exam: Exam, standing: Standing) -> Door:
    """May this person start a new attempt at the exam today?"""
    if exam.kind == ExamKind.QUIZ:
        return _paper_door(exam) or _quiz_door(exam, standing.modules_done)
    terms = Terms(exam, [standing.person_id], clock.today())
    return _paper_door(exam) or _qualifying_door(standing, terms)


class Terms:
    """The rules of a day about attempts at an exam, and the attempts of some people until now;
    each is read once, when it is asked."""

    def __init__(self, exam: Exam, person_ids: Collection[int], on: date) -> None:
        self.exam, self.people, self.on = exam, person_ids, on

    @cached_property
    def valid_months(self) -> int:
        return rule("exam.valid_for_certificate_months", on=self.on).number

    @cached_property
    def most(self) -> int:
        return rule("exam.attempts", on=self.on).number

    @cached_property
    def wait_days(self) -> int:
        return rule("exam.resit_wait_days", on=self.on).number

    @cached_property
    def taken(self) -> dict[int, list[datetime | None]]:
        """When each attempt of the years that count was handed in, the oldest first."""
        years = rule("cert.validity_years", on=self.on).number
        since = years_earlier(clock.now().astimezone(clock.CITY_ZONE), years)
        rows = Attempt.objects.unscoped("how often people tried").filter(
            person_id__in=self.people, exam=self.exam, started_at__gt=since
        )
        found: dict[int, list[datetime | None]] = defaultdict(list)
        ordered = rows.order_by("started_at").values_list("person_id", "submitted_at")
        for person_id, submitted_at in ordered:
            found[person_id].append(submitted_at)
        return found


def _quiz_door(exam: Exam, modules_done: frozenset[int]) -> Door:
    if exam.module_id in modules_done:
        return OPEN
    return Door(
        open=False,
        reason=_("Opens when you have done all lessons of the module."),
        url=str(exam.module.url) if exam.module else "/learn/",
        action=_("Continue learning"),
    )


def _qualifying_door(standing: Standing, terms: Terms) -> Door:
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
    return _attempts_door(standing, terms)


def _attempts_door(standing: Standing, terms: Terms) -> Door:
    passed = standing.qualified
    if passed and months_later(passed.effective_on, terms.valid_months) >= terms.on:
        return Door(
            open=False,
            reason=_("You have passed this exam; there is nothing left to do here."),
            url=reverse("result", args=[passed.attempt_id]),
            action=_("See the result"),
        )
    taken = terms.taken.get(standing.person_id, [])
    if len(taken) >= terms.most:
        return Door(
            open=False,
            reason=_(
                "All %(most)s attempts are used. Please ask the exam office about training again."
            )
            % {"most": terms.most},
        )
    return _waiting_door(taken[-1] if taken else None, terms)


def _waiting_door(last: datetime | None, terms: Terms) -> Door:
    """Closed for `exam.resit_wait_days` after the end of the last attempt."""
    if last is None or not terms.wait_days:
        return OPEN
    again = clock.day_of(last) + timedelta(days=terms.wait_days)
    if terms.on >= again:
        return OPEN
    return Door(
        open=False,
        reason=_("You may take the exam again from %(day)s; use the time to learn.")
        % {"day": date_format(again)},
        url="/learn/",
        action=_("Continue learning"),
    )
