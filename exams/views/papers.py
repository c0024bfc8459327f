"""The exam office's papers: blueprints as a matrix with what the bank lacks, forms A and B, their
printed sheets. Whoever looks at them has the role at the top of the tree: papers are the city's."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exams import composing, matrix
from exams.choices import BANK_KEEPERS, KEEPERS, ExamKind
from exams.forms import FormsToDraw
from exams.matrix import Finding, Matrix
from exams.models import Exam, PaperForm
from exams.papers import BadBlueprint, Shortage, bank_for, read_blueprint, sealing, shelving
from exams.papers.opening import Unprintable, open_sheet
from exams.papers.pool import Pool
from exams.papers.shortage import Exposure, exposure, held, shortages
from portal import clock
from portal.accounts.authority import tops
from portal.accounts.permissions import needs_top
from portal.accounts.scoping import request_scope
from portal.policy.rules import rule

FORMS_SHOWN = 24
LONGEST_ID = 19
MOST_EDITIONS = 10**6


@dataclass(frozen=True)
class Entry:
    """An exam in the list with what its paper needs."""

    exam: Exam
    questions: int
    points: str
    lacks: int
    forms: int


def exposed(exam: Exam, finding: Finding, pool: Pool) -> Exposure | None:
    """How much of the bank one person would see; a quiz has no limit."""
    if finding.blueprint is None or exam.kind != ExamKind.QUALIFYING:
        return None
    today = clock.today()
    limit = rule("exam.exposure_percent", on=today).number
    attempts = rule("exam.attempts", on=today).number
    return exposure(finding.blueprint, pool, limit=limit, attempts=attempts)


def found_in(written: object, pool: Pool) -> Finding:
    try:
        blueprint = read_blueprint(written)
    except BadBlueprint as bad:
        return Finding(bad.faults)
    lacks = shortages(blueprint, pool)
    return Finding(lacks=lacks, blueprint=blueprint, there=held(blueprint, pool))


@require_safe
@needs_top(*KEEPERS)
def papers(request: HttpRequest) -> HttpResponse:
    pools = {str(kind): bank_for(kind) for kind in ExamKind}
    exams = Exam.objects.select_related("module").prefetch_related("paper_forms")
    listed = []
    for exam in exams.order_by("kind", "module__path", "pk"):
        finding = found_in(exam.blueprint, pools[exam.kind])
        blueprint = finding.blueprint
        listed.append(
            Entry(
                exam,
                blueprint.questions if blueprint else 0,
                str(blueprint.points if blueprint else 0),
                len(finding.lacks) + len(finding.faults),
                len({form.number for form in exam.paper_forms.all()}),
            )
        )
    context = {
        "entries": listed,
        "held": sum(map(len, pools.values())),
        "lacking": sum(e.lacks > 0 for e in listed),
        "writes": _writes(request),
    }
    return render(request, "exams/papers/papers.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_top(*KEEPERS)
def blueprint(request: HttpRequest, exam_id: int) -> HttpResponse:
    """The matrix of an exam. Its buttons add and drop lines, check, and save; nothing is stored
    before it is saved. Only the exam officer presses them."""
    if request.method == "POST" and not _writes(request):
        raise Http404
    exam = get_object_or_404(Exam.objects.select_related("module"), pk=exam_id)
    pool = bank_for(exam.kind)
    if request.method != "POST":
        finding = found_in(exam.blueprint, pool)
        written = (
            matrix.written_of(finding.blueprint)
            if finding.blueprint
            else matrix.written_as_stored(exam.blueprint)
        )
        return _matrix(request, exam, written, finding, pool)
    written = matrix.read_matrix(request.POST)
    act = request.POST.get("act", "")
    finding = found_in(written, pool)
    if act == "save":
        return _save(request, exam, written, finding, pool)
    if act != "check":
        written = matrix.changed(written, act)
        finding = Finding()
    return _matrix(request, exam, written, finding, pool, checked=act == "check")


def _matrix(
    request: HttpRequest,
    exam: Exam,
    written: matrix.Written,
    finding: Finding,
    pool: Pool,
    *,
    checked: bool = False,
    trouble: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "exam": exam,
        "matrix": Matrix(written, finding, matrix.tiers_of(pool)),
        "finding": finding,
        "exposure": exposed(exam, finding, pool),
        "writes": _writes(request),
        "held": len(pool),
        "seen": _seen(request, exam),
        "checked": checked,
        "trouble": trouble,
    }
    return render(request, "exams/papers/blueprint.html", context, status=status)


def _writes(request: HttpRequest) -> bool:
    """Whether this is the exam officer's login; an administrator only looks."""
    return bool(tops(request_scope(request), *BANK_KEEPERS))


def _seen(request: HttpRequest, exam: Exam) -> int:
    """The edition that the author looks at; -1 for what the page never said."""
    if request.method != "POST":
        return composing.edition_of(exam)
    try:
        return min(int(request.POST.get("seen", "")), MOST_EDITIONS)
    except ValueError:
        return -1


def _save(
    request: HttpRequest, exam: Exam, written: matrix.Written, finding: Finding, pool: Pool
) -> HttpResponse:
    if finding.blueprint is None or finding.lacks:
        return _matrix(request, exam, written, finding, pool, checked=True, status=422)
    actor_id = request_scope(request).user_id
    seen = _seen(request, exam)
    try:
        revised = composing.revise(exam, finding.blueprint, seen=seen, actor_id=actor_id)
    except Shortage as short:
        trouble = str(short)
        return _matrix(request, exam, written, finding, pool, trouble=trouble, status=422)
    if not revised:
        trouble = _(
            "Somebody else has changed this blueprint meanwhile. Note what you want to change,"
            " open the page anew and change it there."
        )
        return _matrix(request, exam, written, finding, pool, trouble=trouble, status=409)
    messages.success(request, _("The blueprint is saved. Papers from now on follow it."))
    return redirect("paper_blueprint", exam.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_top(*BANK_KEEPERS)
def forms(request: HttpRequest, exam_id: int) -> HttpResponse:
    """The forms that were drawn, and drawing the next two."""
    exam = get_object_or_404(Exam, pk=exam_id)
    form = FormsToDraw(request.POST if request.method == "POST" else None)
    status = 200
    if "prepare" in request.POST:
        return _prepared(request, exam)
    if request.method == "POST":
        if form.is_valid() and _drawn(request, exam, form):
            return redirect("paper_forms", exam.pk)
        status = 422
    drawn = exam.paper_forms.order_by("-number", "letter")
    page = Paginator(drawn, FORMS_SHOWN).get_page(request.GET.get("page"))
    context = {
        "exam": exam,
        "form": form,
        "page": page,
        "rows": sealing.listed(page.object_list),
        "states": shelving.states(page.object_list),
    }
    return render(request, "exams/papers/forms.html", context, status=status)


def _prepared(request: HttpRequest, exam: Exam) -> HttpResponse:
    """Have the sheets of a form made again."""
    asked = request.POST["prepare"]
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < LONGEST_ID else 0
    shelving.ask(get_object_or_404(exam.paper_forms, pk=number))
    messages.success(request, _("The sheets are being prepared; look again in a minute."))
    return redirect("paper_forms", exam.pk)


def _drawn(request: HttpRequest, exam: Exam, form: FormsToDraw) -> bool:
    overlap, actor_id = form.cleaned_data["overlap"], request_scope(request).user_id
    try:
        made = sealing.seal_forms(exam, overlap=overlap, actor_id=actor_id)
    except (Shortage, sealing.TooMuchShared) as refused:
        form.add_error("overlap", str(refused))
        return False
    except BadBlueprint as bad:
        words = _("The blueprint cannot be followed; please mend it first: %(faults)s")
        form.add_error(None, words % {"faults": bad})
        return False
    except IntegrityError:
        form.add_error(None, _("Somebody else has just drawn forms of this exam; see below."))
        return False
    messages.success(request, _("Forms %(number)s A and B are drawn.") % {"number": made[0].number})
    _say_repeated(request, made)
    return True


def _say_repeated(request: HttpRequest, made: list[PaperForm]) -> None:
    percent = made[0].overlap
    for form in made:
        again, questions = sealing.repeated(form), form.questions.count()
        if again * 100 > questions * percent:
            words = {"letter": form.letter, "again": again, "questions": questions}
            text = _(
                "Form %(letter)s repeats %(again)s of its %(questions)s questions from the last"
                " forms; the bank has too few others (at most %(most)s %% should come again)."
            )
            messages.warning(request, text % (words | {"most": percent}))


@never_cache
@require_safe
@needs_top(*BANK_KEEPERS)
def sheet(request: HttpRequest, form_id: int, kind: str) -> HttpResponse:
    """A printed sheet of a form; who opened which is recorded."""
    rows = PaperForm.objects.select_related("exam", "source", "beside")
    form = get_object_or_404(rows, pk=form_id)
    try:
        content = open_sheet(form, kind, actor_id=request_scope(request).user_id)
    except LookupError:
        raise Http404 from None
    except Unprintable as refused:
        messages.warning(request, str(refused))
        return redirect("paper_forms", form.exam_id)
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"{form.exam_id}-{form.number}{form.letter}-{kind}.pdf"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
