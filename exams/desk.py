"""What exams hang into the desk: the next step, the stage of the path, cards, the staff menu."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from exams import admission, attempts, results
from exams.choices import AttemptState, ExamKind
from exams.models import Attempt, Exam, Result
from portal import clock, hooks
from portal.scope import Scope

GOING_ON, QUIZ_READY, EXAM_READY = 0, 20, 15
STAGE = 30
CARD, OFFICE_CARD = 30, 40
LATEST = 5
OFFICE = ("officer", "admin", "city", "hr")

hooks.menu_entry(hooks.MenuEntry(40, gettext_lazy("Exams"), "exam_results", "exam", OFFICE))


@hooks.next_step
def continue_exam(scope: Scope) -> hooks.NextStep | None:
    """An exam that is going on comes before everything else."""
    attempt = (
        Attempt.objects.scoped(scope)
        .filter(person_id=scope.person_id or 0, state=AttemptState.OPEN)
        .filter(deadline__gt=clock.now())
        .select_related("exam")
        .order_by("deadline")
        .first()
    )
    if attempt is None:
        return None
    return hooks.NextStep(
        GOING_ON,
        attempt.exam.title,
        _("Your paper is open and the clock runs."),
        reverse("paper", args=[attempt.pk]),
        _("Continue the exam"),
    )


@hooks.next_step
def take_exam(scope: Scope) -> hooks.NextStep | None:
    """A quiz or the qualifying exam that is open and not passed yet."""
    if scope.person_id is None:
        return None
    standing = admission.standing_of(scope.person_id)
    if not standing.modules_done:
        return None
    exams = Exam.objects.select_related("module").order_by("module__path")
    ready = [exam for exam in exams if _is_ready(exam, standing)]
    quizzes = [exam for exam in ready if exam.kind == ExamKind.QUIZ]
    for exam in quizzes:
        return hooks.NextStep(
            QUIZ_READY,
            exam.title,
            _("You have done all lessons of the module. The quiz closes it."),
            reverse("exam", args=[exam.pk]),
            _("Take the quiz"),
        )
    for exam in ready:
        return hooks.NextStep(
            EXAM_READY,
            exam.title,
            _("All modules and quizzes are done. You may take the exam now."),
            reverse("exam", args=[exam.pk]),
            _("Go to the exam"),
        )
    return None


def _is_ready(exam: Exam, standing: admission.Standing) -> bool:
    if exam.kind == ExamKind.QUIZ and exam.module_id in standing.quizzes_passed:
        return False
    return admission.door(exam, standing).open


@hooks.path_stage
def stage(scope: Scope) -> tuple[int, str, hooks.PathState] | None:
    """The exam on the trainee's path: done when passed, now when it is open."""
    if scope.person_id is None:
        return None
    return STAGE, pgettext("stage", "Exam"), _state(scope.person_id)


def _state(person_id: int) -> hooks.PathState:
    if results.qualifying_pass(person_id, on=clock.today()):
        return "done"
    standing = admission.standing_of(person_id)
    learnt = standing.required and set(standing.required) <= standing.modules_done
    return "now" if learnt else "next"


@hooks.desk_card
def own_exams(scope: Scope) -> hooks.Card | None:
    if scope.person_id is None:
        return None
    quizzes = Exam.objects.filter(kind=ExamKind.QUIZ).count()
    context = {
        "quizzes": quizzes,
        "quizzes_passed": len(results.quizzes_passed(scope.person_id)),
        "qualifying": _qualifying(scope.person_id),
    }
    return hooks.Card(CARD, "exams/cards/mine.html", context)


def _qualifying(person_id: int) -> dict[str, object] | None:
    exam = Exam.objects.filter(kind=ExamKind.QUALIFYING).order_by("pk").first()
    if exam is None:
        return None
    return {
        "exam": exam,
        "door": admission.door(exam, admission.standing_of(person_id)),
        "passed": results.qualifying_pass(person_id, on=clock.today()),
        "going_on": attempts.open_attempt(person_id, exam),
    }


@hooks.desk_card
def office(scope: Scope) -> hooks.Card | None:
    """The latest results, for who reads results."""
    if not scope.holds(*OFFICE):
        return None
    latest = (
        Result.objects.scoped(scope)
        .select_related("attempt__exam", "attempt__person")
        .order_by("-attempt__submitted_at")[:LATEST]
    )
    context = {"results": list(latest)}
    return hooks.Card(OFFICE_CARD, "exams/cards/office.html", context, "exams/exams.css")
