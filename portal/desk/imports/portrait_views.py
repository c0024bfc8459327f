"""Many portraits from a ZIP: upload, dry run with progress, a line for each file, keeping them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.desk.imports import runs
from portal.desk.imports.forms import ArchiveForm, importing_places
from portal.desk.imports.showing import file_line, finding_of_files
from portal.people.choices import ImportState
from portal.people.importing import committing, handing_out, portrait_batch, staging
from portal.people.importing.portrait_archive import ArchiveRefused
from portal.people.models import IMPORTERS, ImportRun


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
    return runs.start_page(request, portrait_batch.KIND, form, "desk/import/portraits.html")


def _upload(request: HttpRequest, form: ArchiveForm) -> ImportRun | None:
    file = form.cleaned_data["file"]
    try:
        return portrait_batch.upload(
            file, file.name, organisation=form.cleaned_data["place"], actor_id=runs.actor(request)
        )
    except ArchiveRefused as refused:
        form.add_error("file", str(refused))
        return None


@never_cache
@require_safe
@needs_role(*IMPORTERS)
def archive(request: HttpRequest, run_id: int) -> HttpResponse:
    """The page of a ZIP: how far it is, or a line for each file."""
    one = runs.find_run(request, portrait_batch.KIND, run_id)
    if one.state in runs.AT_WORK:
        return runs.waiting_page(request, one, "desk/import/portraits_progress.html")
    if one.state in {ImportState.UPLOADED, ImportState.DISCARDED}:
        return render(request, "desk/import/portraits_over.html", {"run": one})
    return _result_page(request, one)


def _result_page(
    request: HttpRequest, one: ImportRun, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    counts = committing.counts_of(one)
    context = runs.result_context(request, one, counts, refusal)
    context |= {
        "finding": finding_of_files(counts),
        "lines": [file_line(row) for row in context["page"]],
    }
    return render(request, "desk/import/portraits_result.html", context, status=status)


@require_POST
@needs_role(*IMPORTERS)
def check(request: HttpRequest, run_id: int) -> HttpResponse:
    """Look at every file again, after something was put right or somebody was quicker."""
    one = runs.find_run(request, portrait_batch.KIND, run_id)
    with runs.telling_who_was_beaten(request):
        staging.ask_check(one, columns={}, places={}, actor_id=runs.actor(request))
    return redirect("portraits_import_run", one.pk)


@never_cache
@require_POST
@needs_role(*IMPORTERS)
def enter(request: HttpRequest, run_id: int) -> HttpResponse:
    """Confirm what was seen: keep the portraits."""
    one = runs.find_run(request, portrait_batch.KIND, run_id)
    if one.state != ImportState.CHECKED or request.POST.get("number") != str(one.number):
        runs.too_late(request)
        return redirect("portraits_import_run", one.pk)
    only_good = request.POST.get("only_good") == "on"
    if runs.bad_of(committing.counts_of(one)) and not only_good:
        refusal = _("Some photos cannot be kept. Mend the ZIP, or choose to leave them out.")
        return _result_page(request, one, refusal=refusal, status=422)
    with runs.telling_who_was_beaten(request):
        staging.ask_commit(one, only_good=only_good, actor_id=runs.actor(request))
    return redirect("portraits_import_run", one.pk)


@require_POST
@needs_role(*IMPORTERS)
def discard(request: HttpRequest, run_id: int) -> HttpResponse:
    one = runs.find_run(request, portrait_batch.KIND, run_id)
    runs.discard(request, one)
    return redirect("portraits_import_run", one.pk)


@require_safe
@needs_role(*IMPORTERS)
def report(request: HttpRequest, run_id: int) -> HttpResponse:
    """What became of each file, as a table."""
    one = runs.find_run(request, portrait_batch.KIND, run_id)
    lines = map(file_line, runs.rows_to_report(request, one))
    content = handing_out.report(
        (line.number, line.name, line.place, line.label, line.notes[0], words)
        for line in lines
        for words in [words for _title, words in line.problems] or [""]
    )
    return runs.workbook(content, f"portraits-{one.pk}")
