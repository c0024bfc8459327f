"""Bringing files of questions: upload, what was read, decision, report."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.choices import Subject
from exams import relabelling, vetting_many
from exams.bank import Overtaken
from exams.choices import BANK_AUTHORS
from exams.formats import writing_template
from exams.formats.packing import unpacked_note
from exams.importing import entering, staging
from exams.importing.choices import AT_WORK, BatchState, RowVerdict
from exams.importing.forms import EXAMPLE, BringForm
from exams.importing.models import BatchPicture, BatchRow, QuestionBatch
from exams.importing.reporting import report as report_of
from exams.importing.showing import ENTERED, form_of, left_out, lines, noticed, tiles
from exams.importing.wording import holds_nothing, why_unread
from portal.accounts.permissions import needs_top
from portal.accounts.scoping import request_scope

PER_PAGE = 20
LATEST = 10
REFRESH = "2"
LONGEST_ID = 12
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = {BatchState.CHECKED, BatchState.ENTERED}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_top(*BANK_AUTHORS)
def batches(request: HttpRequest) -> HttpResponse:
    """Bring a file, or paste text; and the latest ones, to go on with. `?text=` names a batch whose
    text is to be changed."""
    form = BringForm(initial={"pool": "exam", **_pasted_before(request.GET.get("text", ""))})
    if request.method == "POST":
        form = BringForm(request.POST, request.FILES)
        if form.is_valid():
            brought = form.brought()
            batch = staging.bring(
                brought.content,
                brought.name,
                is_pasted=brought.is_pasted,
                label=form.label,
                actor_id=request_scope(request).user_id,
            )
            return redirect("question_batch", batch.pk)
    latest = QuestionBatch.objects.select_related("recorded_by").order_by("-pk")[:LATEST]
    context = {"form": form, "batches": latest, "days": staging.KEPT.days, "example": EXAMPLE}
    status = 422 if form.errors else 200
    return render(request, "exams/importing/bring.html", context, status=status)


def _pasted_before(batch_id: str) -> dict[str, str]:
    """What the form shows when a pasted text is to be changed: the text, and what was chosen."""
    if not batch_id.isdecimal() or len(batch_id) > LONGEST_ID:
        return {}
    one = QuestionBatch.objects.filter(pk=int(batch_id), is_pasted=True).first()
    text = staging.pasted_text(one) if one else ""
    if one is None or not text:
        return {}
    return {"text": text, "subject": one.subject, "tier": one.tier, "pool": one.pool}


@require_safe
@needs_top(*BANK_AUTHORS)
def template(_request: HttpRequest) -> HttpResponse:
    """A workbook to fill in: the columns, an example of each kind, what each column takes."""
    response = HttpResponse(writing_template.write(), content_type=WORKBOOK)
    name = _("Template of questions") + ".xlsx"
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response


@never_cache
@require_safe
@needs_top(*BANK_AUTHORS)
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """What is to be done with a file next."""
    one = get_object_or_404(QuestionBatch, pk=batch_id)
    if one.state in AT_WORK:
        has_failed = staging.has_failed(one)
        context = {"batch": one, "has_failed": has_failed}
        response = render(request, "exams/importing/working.html", context)
        if not has_failed:
            response.headers["Refresh"] = REFRESH
        return response
    if one.state in SHOWN:
        return _result(request, one)
    why = why_unread(one) if one.state == BatchState.REFUSED else ""
    context = {"batch": one, "why": why, "is_bare": bool(why) and holds_nothing(one)}
    return render(request, "exams/importing/over.html", context)


def _result(
    request: HttpRequest, one: QuestionBatch, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    counts = entering.counts_of(one)
    verdict = request.GET.get("verdict", "")
    rows = BatchRow.objects.filter(batch=one).order_by("number")
    if verdict in RowVerdict.values:
        rows = rows.filter(verdict=verdict)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    notes = [unpacked_note(note) for note in one.notes]
    waiting = list(entering.not_handed_in(one))
    context = {
        "batch": one,
        "form": form_of(one.form),
        "tiles": tiles(counts, is_over=one.state == BatchState.ENTERED),
        "verdict": verdict,
        "page": page,
        "lines": lines(list(page)),
        "noticed": noticed(notes),
        "left_out": left_out(notes),
        "good": counts.get(RowVerdict.GOOD, 0),
        "alike": counts.get(RowVerdict.ALIKE, 0),
        "refused": counts.get(RowVerdict.REFUSED, 0),
        "refusal": refusal,
        "is_over": one.state == BatchState.ENTERED,
        "to_submit": len(waiting),
        "unnamed": relabelling.without_subject(waiting),
        "subjects": Subject.choices,
        "total": sum(counts.values()),
    }
    return render(request, "exams/importing/result.html", context, status=status)


@never_cache
@require_POST
@needs_top(*BANK_AUTHORS)
def enter(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Confirm: have the questions entered. A second click finds it confirmed."""
    one = get_object_or_404(QuestionBatch, pk=batch_id)
    only_good, with_alike = (request.POST.get(name) == "on" for name in ("only_good", "with_alike"))
    if one.state != BatchState.CHECKED:
        return _back(request, one)
    counts = entering.counts_of(one)
    if counts.get(RowVerdict.REFUSED) and not only_good:
        refusal = _(
            "Some questions cannot be imported. Mend the file, or choose to leave them out."
        )
        return _result(request, one, refusal=refusal, status=422)
    if not any(counts.get(verdict) for verdict in ENTERED[: 1 + with_alike]):
        refusal = _("There is nothing to enter.")
        return _result(request, one, refusal=refusal, status=422)
    try:
        staging.ask_entering(
            one,
            only_good=only_good,
            with_alike=with_alike,
            actor_id=request_scope(request).user_id,
        )
    except staging.NotNow:
        messages.info(request, _("Somebody else was quicker. This is how it stands now."))
    return redirect("question_batch", one.pk)


def _back(request: HttpRequest, one: QuestionBatch) -> HttpResponse:
    """To the page of the file; one that could not be entered may be decided on again there."""
    try:
        if one.state == BatchState.ENTERING and staging.has_failed(one):
            staging.give_back(one)
    except staging.NotNow:
        messages.info(request, _("Somebody else was quicker. This is how it stands now."))
    return redirect("question_batch", one.pk)


@require_POST
@needs_top(*BANK_AUTHORS)
def submit(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Give what entered from a file to a second person, 5,000 questions at most by one click."""
    one = get_object_or_404(QuestionBatch, pk=batch_id, state=BatchState.ENTERED)
    ids = list(entering.not_handed_in(one)[: vetting_many.MOST_AT_ONCE])
    actor_id = request_scope(request).user_id or 0
    subject = request.POST.get("subject", "")
    if relabelling.without_subject(ids):
        if subject not in Subject.values:
            refusal = _("Please say which subject the questions without one belong to.")
            return _result(request, one, refusal=refusal, status=422)
        try:
            relabelling.name_subject(ids, subject, actor_id=actor_id)
        except Overtaken:
            messages.info(request, _("Somebody else was quicker. This is how it stands now."))
            return redirect("question_batch", one.pk)
    done = vetting_many.submit_many(ids, actor_id=actor_id)
    words = ngettext(
        "%(n)s question was handed in for review.",
        "%(n)s questions were handed in for review.",
        done,
    )
    messages.success(request, words % {"n": done})
    return redirect("question_batch", one.pk)


@require_POST
@needs_top(*BANK_AUTHORS)
def discard(request: HttpRequest, batch_id: int) -> HttpResponse:
    one = get_object_or_404(QuestionBatch, pk=batch_id)
    try:
        staging.discard(one, actor_id=request_scope(request).user_id)
    except staging.NotNow:
        messages.info(request, _("Somebody else was quicker. This is how it stands now."))
    return redirect("question_batch", one.pk)


@require_safe
@needs_top(*BANK_AUTHORS)
def report(request: HttpRequest, batch_id: int) -> HttpResponse:
    """What became of each question, or of those with one outcome, as a table."""
    one = get_object_or_404(QuestionBatch, pk=batch_id, state__in=SHOWN)
    rows = BatchRow.objects.filter(batch=one).order_by("number")
    verdict = request.GET.get("verdict", "")
    if verdict in RowVerdict.values:
        rows = rows.filter(verdict=verdict)
    response = HttpResponse(report_of(rows.iterator()), content_type=WORKBOOK)
    name = f"questions-{one.pk}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@needs_top(*BANK_AUTHORS)
def picture(_request: HttpRequest, batch_id: int, digest: str) -> HttpResponse:
    """A picture of a file that is not entered yet."""
    one = BatchPicture.objects.filter(batch_id=batch_id, digest=digest).first()
    if one is None:
        raise Http404
    response = HttpResponse(bytes(one.content), content_type=one.media_type)
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
