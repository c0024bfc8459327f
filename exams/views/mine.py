"""A person's own exams: what is open, the rules of one, starting it, what came of it."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from exams import admission, attempts, delivering, papers, reviewing
from exams.choices import AttemptState, ExamKind, SittingMode
from exams.models import Attempt, Exam, Seat
from exams.sittings import admitting, doors
from portal import clock
from portal.accounts.permissions import needs_person
from portal.accounts.scoping import request_scope
from portal.policy.rules import some_rules
from portal.prepared import Prepared

PAST_SHOWN = 50
CODE_SHOWN = 20


@dataclass(frozen=True)
class Entry:
    """An exam in the list: its door, the attempt going on, the best that came of it, and of an
    exam held by sittings the seat for it."""

    exam: Exam
    door: admission.Door
    going_on: Attempt | None
    best: Attempt | None
    seat: Seat | None = None

    @property
    def passed(self) -> bool:
        return bool(self.best and self.best.result.passed)


def own_attempts(request: HttpRequest) -> list[Attempt]:
    """The person's own attempts with exam and result, newest first; one query."""
    return delivering.own_papers(request_scope(request).person_id or 0)


_EXAMS = Prepared(
    lambda: Exam.objects.select_related("module").order_by("-kind", "module__path", "pk")
)
_EXAM = Prepared(lambda pk: Exam.objects.select_related("module").filter(pk=pk), int)


def exam_or_404(exam_id: int) -> Exam:
    found = next(iter(_EXAM.objects(exam_id)), None)
    if found is None:
        raise Http404
    return found


def entries(person_id: int, own: list[Attempt]) -> list[Entry]:
    """Every exam with what it is to this person: quizzes in the order of the modules, then the
    qualifying exam."""
    standing = admission.standing_of(person_id)
    found = []
    for exam in sorted(_EXAMS.objects(), key=lambda exam: exam.kind != ExamKind.QUIZ):
        mine = [attempt for attempt in own if attempt.exam_id == exam.pk]
        going_on = next((a for a in mine if a.state == AttemptState.OPEN), None)
        seen = [a for a in mine if hasattr(a, "result") and reviewing.may_see(a.result)]
        best = max(seen, key=lambda a: (a.result.passed, a.result.score), default=None)
        seat = doors.own_seat(person_id, exam.pk) if exam.by_sitting else None
        found.append(Entry(exam, doors.door(exam, standing), going_on, best, seat))
    return found


@require_safe
@needs_person
def exams(request: HttpRequest) -> HttpResponse:
    own = own_attempts(request)
    listed = entries(request_scope(request).person_id or 0, own)
    context = {
        "quizzes": [entry for entry in listed if entry.exam.kind == ExamKind.QUIZ],
        "qualifying": [entry for entry in listed if entry.exam.kind == ExamKind.QUALIFYING],
        "past": [a for a in own if a.state != AttemptState.OPEN][:PAST_SHOWN],
    }
    return render(request, "exams/exams.html", context)


@require_safe
@needs_person
def exam(request: HttpRequest, exam_id: int) -> HttpResponse:
    return _rules(request, exam_or_404(exam_id))


def _rules(
    request: HttpRequest,
    shown: Exam,
    *,
    trouble: str = "",
    code_trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    person_id = request_scope(request).person_id or 0
    today = clock.today()
    rules = "exam" if shown.kind == ExamKind.QUALIFYING else "quiz"
    seat = doors.own_seat(person_id, shown.pk) if shown.by_sitting else None
    minutes, pass_mark, attempts_allowed = (
        held.number
        for held in some_rules(f"{rules}.minutes", f"{rules}.pass_mark", "exam.attempts", on=today)
    )
    if seat:
        minutes = seat.sitting.minutes + seat.extra_minutes
    context = {
        "exam": shown,
        "door": doors.door_of(shown, person_id, seat),
        "seat": seat,
        "on_screen": seat is None or seat.sitting.mode == SittingMode.ONLINE,
        "going_on": attempts.open_attempt(person_id, shown),
        "paper": _paper_of(shown),
        "minutes": minutes,
        "pass_mark": pass_mark,
        "attempts_allowed": attempts_allowed,
        "trouble": trouble,
        "code_trouble": code_trouble,
        "code": request.POST.get("code", "")[:CODE_SHOWN],
    }
    return render(request, "exams/exam.html", context, status=status)


def _paper_of(shown: Exam) -> papers.Blueprint | None:
    """None while no paper can follow the blueprint; the door is closed then and says so."""
    try:
        return papers.read_blueprint(shown.blueprint)
    except papers.BadBlueprint:
        return None


@require_POST
@needs_person
def start(request: HttpRequest, exam_id: int) -> HttpResponse:
    chosen = exam_or_404(exam_id)
    scope = request_scope(request)
    try:
        code = request.POST.get("code", "")
        attempt = attempts.start(scope.person_id or 0, chosen, actor_id=scope.user_id, code=code)
    except attempts.NotAdmitted:
        return _rules(request, chosen, status=409)
    except admitting.WrongCode as wrong:
        return _rules(request, chosen, code_trouble=str(wrong), status=422)
    except papers.Shortage as shortage:
        return _rules(request, chosen, trouble=str(shortage), status=409)
    return redirect("paper", attempt.pk)
