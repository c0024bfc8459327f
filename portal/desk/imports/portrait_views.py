"""Many portraits from a ZIP: upload, dry run with progress, a line for each file, keeping them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.desk.imports.forms import ArchiveForm, importing_places
from portal.desk.imports.showing import file_line, finding_of_files, tiles
from portal.people.choices import WRITTEN_VERDICTS, ImportState, RowVerdict
from portal.people.importing import committing, handing_out, portrait_batch, staging
from portal.people.importing.portrait_archive import ArchiveRefused
from portal.people.models import IMPORTERS, ImportRow, ImportRun

PER_PAGE = 25
LATEST = 10
REFRESH = "2"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _run(request: HttpRequest, run_id: int) -> ImportRun:
    runs = ImportRun.objects.scoped(request_scope(request)).filter(kind=portrait_batch.KIND)
    found: ImportRun = get_object_or_404(runs.select_related("organisation"), pk=run_id)
    return found


def _actor(request: HttpRequest) -> int:
    return request_scope(request).user_id or 0


def _too_late(request: HttpRequest) -> None:
    messages.info(request, _("Somebody else was quicker. This is how it stands now."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*IMPORTERS)
def archives(request: HttpRequest) -> HttpResponse:
    """Bring a ZIP; and the latest ones, to go on with."""
    places = importing_places(request_scope(request), IMPORTERS)
    form = ArchiveForm(places)
    if request.method == "POST":
        form = ArchiveForm(places, request.POST, request.FILES)
        if form.is_valid():
            run = _upload(request, form)
            if run is not None:
                return redirect("portraits_import_run", run.pk)
    runs = ImportRun.objects.scoped(request_scope(request)).filter(kind=portrait_batch.KIND)
    context = {
        "form": form,
        "runs": runs.select_related("recorded_by").order_by("-pk")[:LATEST],
        "days": staging.KEPT.days,
    }
    status = 422 if form.errors else 200
    return render(request, "desk/import/portraits.html", context, status=status)


def _upload(request: HttpRequest, form: ArchiveForm) -> ImportRun | None:
    file = form.cleaned_data["file"]
    try:
        return portrait_batch.upload(
            file, file.name, organisation=form.cleaned_data["place"], actor_id=_actor(request)
        )
    except ArchiveRefused as refused:
        form.add_error("file", str(refused))
        return None


@never_cache
@require_safe
@needs_role(*IMPORTERS)
def archive(request: HttpRequest, run_id: int) -> HttpResponse:
    """The page of a ZIP: how far it is, or a line for each file."""
    one = _run(request, run_id)
    if one.state in {ImportState.CHECKING, ImportState.COMMITTING}:
        response = render(request, "desk/import/portraits_progress.html", {"run": one})
        response.headers["Refresh"] = REFRESH
        return response
    if one.state in {ImportState.UPLOADED, ImportState.DISCARDED}:
        return render(request, "desk/import/portraits_over.html", {"run": one})
    return _result_page(request, one)


def _result_page(
    request: HttpRequest, one: ImportRun, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    counts = committing.counts_of(one)
    rows = ImportRow.objects.scoped(request_scope(request)).filter(run=one)
    verdict = request.GET.get("verdict", "")
    shown = rows.filter(verdict=verdict) if verdict in RowVerdict.values else rows
    page = Paginator(shown.order_by("number"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "run": one,
        "finding": finding_of_files(counts),
        "tiles": tiles(counts),
        "verdict": verdict,
        "page": page,
        "lines": [file_line(row) for row in page],
        "good": sum(counts.get(verdict, 0) for verdict in WRITTEN_VERDICTS),
        "bad": counts.get(RowVerdict.REFUSED, 0),
        "refusal": refusal,
        "is_over": one.state == ImportState.COMMITTED,
    }
    return render(request, "desk/import/portraits_result.html", context, status=status)


@require_POST
@needs_role(*IMPORTERS)
def check(request: HttpRequest, run_id: int) -> HttpResponse:
    """Look at every file again, after something was put right or somebody was quicker."""
    one = _run(request, run_id)
    try:
        staging.ask_check(one, columns={}, places={}, actor_id=_actor(request))
    except staging.NotNow:
        _too_late(request)
    return redirect("portraits_import_run", one.pk)


@never_cache
@require_POST
@needs_role(*IMPORTERS)
def enter(request: HttpRequest, run_id: int) -> HttpResponse:
    """Confirm what was seen: keep the portraits."""
    one = _run(request, run_id)
    if one.state != ImportState.CHECKED or request.POST.get("number") != str(one.number):
        _too_late(request)
        return redirect("portraits_import_run", one.pk)
    only_good = request.POST.get("only_good") == "on"
    if committing.counts_of(one).get(RowVerdict.REFUSED, 0) and not only_good:
        refusal = _("Some photos cannot be kept. Mend the ZIP, or choose to leave them out.")
        return _result_page(request, one, refusal=refusal, status=422)
    try:
        staging.ask_commit(one, only_good=only_good, actor_id=_actor(request))
    except staging.NotNow:
        _too_late(request)
    return redirect("portraits_import_run", one.pk)


@require_POST
@needs_role(*IMPORTERS)
def discard(request: HttpRequest, run_id: int) -> HttpResponse:
    one = _run(request, run_id)
    try:
        staging.discard(one, actor_id=_actor(request))
    except staging.NotNow:
        _too_late(request)
    return redirect("portraits_import_run", one.pk)


@require_safe
@needs_role(*IMPORTERS)
def report(request: HttpRequest, run_id: int) -> HttpResponse:
    """What became of each file, as a table."""
    one = _run(request, run_id)
    if one.state not in {ImportState.CHECKED, ImportState.COMMITTED}:
        raise Http404
    rows = ImportRow.objects.scoped(request_scope(request)).filter(run=one)
    lines = (file_line(row) for row in rows.order_by("number").iterator())
    content = handing_out.report(
        (line.number, line.name, line.place, line.label, line.notes[0], words)
        for line in lines
        for words in [words for _title, words in line.problems] or [""]
    )
    response = HttpResponse(content, content_type=WORKBOOK)
    response.headers["Content-Disposition"] = f'attachment; filename="portraits-{one.pk}.xlsx"'
    return response
