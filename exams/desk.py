"""What exams hang into the desk: the next step, the stage of the path, cards, the staff menu."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from courses.desk import own_learning
from exams import admission, finding
from exams.choices import (
    BANK_AUTHORS,
    BANK_REVIEWERS,
    KEEPERS,
    OFFICER,
    READERS,
    RELEASED,
    AttemptState,
    ExamKind,
    SittingMode,
    SittingState,
)
from exams.models import Attempt, Exam, Result, Seat, Sitting
from exams.sittings import doors
from portal import clock, hooks
from portal.accounts.authority import tops
from portal.offline.keeping import leave_alone
from portal.prepared import Prepared
from portal.scope import Scope

GOING_ON, SITTING, QUIZ_READY, EXAM_READY = 0, 5, 20, 15
STAGE = 30
CARD, BANK_CARD, OFFICE_CARD, WATCHING_CARD = 30, 35, 40, 5
LATEST = 5
AROUND = timedelta(hours=12)  # a sitting of today

leave_alone("/exams/")  # papers keep their own answers until the network is back
hooks.menu_entry(hooks.MenuEntry(40, gettext_lazy("Exams"), "exam_results", "exam", READERS))
hooks.menu_entry(
    hooks.MenuEntry(41, pgettext_lazy("exam office", "Papers"), "papers", "book", KEEPERS, tops)
)
hooks.menu_entry(
    hooks.MenuEntry(43, gettext_lazy("Papers being written"), "running", "clock", (OFFICER,))
)
hooks.menu_entry(
    hooks.MenuEntry(
        44, pgettext_lazy("exam office", "Sittings"), "sittings", "calendar", (OFFICER,)
    )
)
hooks.menu_entry(
    hooks.MenuEntry(42, gettext_lazy("Question bank"), "bank", "file", BANK_AUTHORS, tops)
)


@dataclass(frozen=True)
class Entry:
    """An exam with its door for the one who looks."""

    exam: Exam
    door: admission.Door


_OPEN = Prepared(
    lambda person_id: (
        Attempt.objects.scoped(Scope(person_id=person_id))
        .filter(person_id=person_id, state=AttemptState.OPEN)
        .select_related("exam")
        .order_by("deadline")
    ),
    int,
)
_EXAMS = Prepared(lambda: Exam.objects.select_related("module").order_by("module__path", "pk"))


def own_standing(visit: hooks.Visit) -> admission.Standing:
    return admission.standing_of(visit.scope.person_id or 0, visit.once(own_learning))


def own_open(visit: hooks.Visit) -> list[Attempt]:
    """The person's open attempts, the one that ends first in front."""
    return _OPEN.objects(visit.scope.person_id or 0)


def own_entries(visit: hooks.Visit) -> list[Entry]:
    standing = visit.once(own_standing)
    exams = _EXAMS.objects()
    return [Entry(exam, doors.door(exam, standing)) for exam in exams]


def own_seat(visit: hooks.Visit) -> Seat | None:
    """The person's seat at the next sitting."""
    if visit.scope.person_id is None:
        return None
    if not any(entry.exam.by_sitting for entry in visit.once(own_entries)):
        return None  # nearly always: nothing more is asked then
    return doors.next_seat(visit.scope.person_id)


@hooks.next_step
def continue_exam(visit: hooks.Visit) -> hooks.NextStep | None:
    """An exam that is going on comes before everything else."""
    if visit.scope.person_id is None:
        return None
    moment = clock.now()
    attempt = next(
        (row for row in visit.once(own_open) if row.paused_at or row.deadline > moment), None
    )
    if attempt is None:
        return None
    return hooks.NextStep(
        GOING_ON,
        attempt.exam.title,
        _("Your paper is paused; the clock stands.")
        if attempt.paused_at
        else _("Your paper is open and the clock runs."),
        reverse("paper", args=[attempt.pk]),
        _("Continue the exam"),
    )


@hooks.next_step
def sit_soon(visit: hooks.Visit) -> hooks.NextStep | None:
    """A sitting of today or tomorrow: when, where, on which seat."""
    seat = visit.once(own_seat)
    if seat is None or clock.day_of(seat.begins_at) > clock.today() + timedelta(days=1):
        return None
    moment = date_format(seat.begins_at.astimezone(clock.CITY_ZONE), "TIME_FORMAT")
    is_today = clock.day_of(seat.begins_at) == clock.today()
    words = _("Today at %(moment)s") if is_today else _("Tomorrow at %(moment)s")
    told = [words % {"moment": moment}]
    if seat.room:
        told += [str(seat.room.room), _("seat %(number)s") % {"number": seat.number}]
    name, text, to = (
        seat.sitting.exam.title,
        pgettext("sentence", ", ").join(told),
        seat.sitting.exam_id,
    )
    if is_today and seat.sitting.mode == SittingMode.ONLINE:
        return hooks.NextStep(SITTING, name, text, reverse("exam", args=[to]), _("Go to the exam"))
    slip = reverse("own_slip", args=[seat.pk])
    return hooks.NextStep(SITTING, name, text, slip, _("See the admission slip"))


@hooks.next_step
def take_exam(visit: hooks.Visit) -> hooks.NextStep | None:
    """A quiz or the qualifying exam that is open and not passed yet."""
    if visit.scope.person_id is None or not visit.once(own_standing).modules_done:
        return None
    passed = visit.once(own_standing).quizzes_passed
    ready = [entry.exam for entry in visit.once(own_entries) if entry.door.open]
    for exam in ready:
        if exam.kind == ExamKind.QUIZ and exam.module_id not in passed:
            return hooks.NextStep(
                QUIZ_READY,
                exam.title,
                _("You have done all lessons of the module. The quiz closes it."),
                reverse("exam", args=[exam.pk]),
                _("Take the quiz"),
            )
    for exam in ready:
        if exam.kind == ExamKind.QUALIFYING:
            return hooks.NextStep(
                EXAM_READY,
                exam.title,
                _("All modules and quizzes are done. You may take the exam now."),
                reverse("exam", args=[exam.pk]),
                _("Go to the exam"),
            )
    return None


@hooks.path_stage
def stage(visit: hooks.Visit) -> tuple[int, str, hooks.PathState] | None:
    """The exam on the trainee's path: done when passed, now when it is open."""
    if visit.scope.person_id is None:
        return None
    standing = visit.once(own_standing)
    state: hooks.PathState = "now" if standing.all_learnt else "next"
    return STAGE, pgettext("stage", "Exam"), "done" if standing.qualified else state


@hooks.desk_card
def own_exams(visit: hooks.Visit) -> hooks.Card | None:
    if visit.scope.person_id is None:
        return None
    standing, entries = visit.once(own_standing), visit.once(own_entries)
    context = {
        "quizzes": sum(entry.exam.kind == ExamKind.QUIZ for entry in entries),
        "quizzes_passed": len(standing.quizzes_passed),
        "qualifying": _qualifying(visit),
        "seat": visit.once(own_seat),
    }
    return hooks.Card(CARD, "exams/cards/mine.html", context)


def _qualifying(visit: hooks.Visit) -> dict[str, object] | None:
    for entry in visit.once(own_entries):
        if entry.exam.kind == ExamKind.QUALIFYING:
            going_on = [row for row in visit.once(own_open) if row.exam_id == entry.exam.pk]
            return {
                "exam": entry.exam,
                "door": entry.door,
                "passed": visit.once(own_standing).qualified,
                "going_on": next(iter(going_on), None),
            }
    return None


@hooks.desk_card
def bank(visit: hooks.Visit) -> hooks.Card | None:
    """The questions that wait for a second person, for who reviews; those that came back, for
    who wrote them."""
    scope = visit.scope
    if not tops(scope, *BANK_AUTHORS):
        return None
    reviews = bool(tops(scope, *BANK_REVIEWERS))
    back = list(finding.returned_to(scope.user_id or 0))
    if not (reviews or back):
        return None
    waiting = finding.waiting_for(scope.user_id or 0) if reviews else None
    context = {
        "reviews": reviews,
        "waiting": list(waiting[:LATEST]) if waiting is not None else [],
        "count": waiting.count() if waiting is not None else 0,
        "returned": back[:LATEST],
        "returned_count": len(back),
    }
    return hooks.Card(BANK_CARD, "exams/cards/bank.html", context)


@hooks.desk_card
def office(visit: hooks.Visit) -> hooks.Card | None:
    """The latest results, for who reads results."""
    scope = visit.scope
    if not scope.holds(*READERS):
        return None
    latest = (
        Result.objects.scoped(scope)
        .filter(state__in=RELEASED)
        .select_related("attempt__exam", "attempt__person")
        .order_by("-attempt__submitted_at")[:LATEST]
    )
    context = {"results": list(latest)}
    return hooks.Card(OFFICE_CARD, "exams/cards/office.html", context, "exams/exams.css")


@hooks.desk_card
def watching(visit: hooks.Visit) -> hooks.Card | None:
    """The sittings of today that one watches as exam officer or invigilator. A candidate's desk is
    spared the question."""
    scope, moment = visit.scope, clock.now()
    if scope.person_id is not None and not scope.places:
        return None
    rows = Sitting.objects.scoped(scope).filter(
        state=SittingState.PUBLISHED,
        opens_at__lt=moment + AROUND,
        closes_at__gt=moment - AROUND,
    )
    mine = scope.below("organisation__path", OFFICER)
    mine |= Q(rooms__invigilators__user=scope.user_id or 0)
    found = list(rows.filter(mine).distinct().order_by("opens_at", "pk")[:LATEST])
    if not found:
        return None
    return hooks.Card(WATCHING_CARD, "exams/cards/watching.html", {"sittings": found})
