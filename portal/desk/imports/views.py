"""Importing people from a table: upload, columns, dry run with progress, result, report."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.desk.imports.forms import ColumnsForm, PlacesForm, UploadForm, importing_places
from portal.desk.imports.showing import finding, line, noticed, tiles
from portal.people.choices import WRITTEN_VERDICTS, ImportState, RowVerdict
from portal.people.importing import committing, handing_out, staging
from portal.people.importing.kinds import Bearer
from portal.people.importing.person_columns import NAME_OF_KIND
from portal.people.models import IMPORTERS, ImportRow, ImportRun, Organisation, Person
from portal.spreadsheets.tables import FileRefused
from portal.spreadsheets.wording import told

PER_PAGE = 25
LATEST = 10
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
REFRESH = "2"


def _run(request: HttpRequest, run_id: int) -> ImportRun:
    runs = ImportRun.objects.scoped(request_scope(request)).filter(kind=NAME_OF_KIND)
    runs = runs.select_related("organisation", "recorded_by")
    found: ImportRun = get_object_or_404(runs, pk=run_id)
    return found


def _actor(request: HttpRequest) -> int:
    return request_scope(request).user_id or 0


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*IMPORTERS)
def imports(request: HttpRequest) -> HttpResponse:
    """Bring a table; and the latest ones, to go on with."""
    places = importing_places(request_scope(request), IMPORTERS)
    form = UploadForm(places)
    if request.method == "POST":
        form = UploadForm(places, request.POST, request.FILES)
        if form.is_valid():
            run = _upload(request, form)
            if run is not None:
                return redirect("people_import_run", run.pk)
    runs = ImportRun.objects.scoped(request_scope(request)).filter(kind=NAME_OF_KIND)
    runs = runs.select_related("recorded_by")
    context = {"form": form, "runs": runs.order_by("-pk")[:LATEST], "days": staging.KEPT.days}
    return render(request, "desk/import/upload.html", context, status=422 if form.errors else 200)


def _upload(request: HttpRequest, form: UploadForm) -> ImportRun | None:
    file = form.cleaned_data["file"]
    try:
        return staging.upload(
            file.read(),
            file.name,
            kind=NAME_OF_KIND,
            organisation=form.cleaned_data["place"],
            actor_id=_actor(request),
        )
    except FileRefused as refused:
        form.add_error("file", told(refused))
        return None


@never_cache
@require_safe
@needs_role(*IMPORTERS)
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """The page of a table: what is to be done with it next."""
    one = _run(request, run_id)
    if one.state == ImportState.UPLOADED:
        return _columns_page(request, one, ColumnsForm(one))
    if one.state in {ImportState.CHECKING, ImportState.COMMITTING}:
        response = render(request, "desk/import/progress.html", {"run": one})
        response.headers["Refresh"] = REFRESH
        return response
    if one.state == ImportState.DISCARDED:
        return render(request, "desk/import/discarded.html", {"run": one})
    return _result_page(request, one)


def _columns_page(
    request: HttpRequest, one: ImportRun, form: ColumnsForm, status: int = 200
) -> HttpResponse:
    problem = told(FileRefused(one.problem, megabytes=0, rows=0, columns=0)) if one.problem else ""
    context = {"run": one, "form": form, "noticed": noticed(one), "problem": problem}
    return render(request, "desk/import/columns.html", context, status=status)


@require_POST
@needs_role(*IMPORTERS)
def columns(request: HttpRequest, run_id: int) -> HttpResponse:
    """Say what the columns are, and have the table checked; or read it as another sheet."""
    one = _run(request, run_id)
    form = ColumnsForm(one, request.POST)
    if one.state not in {ImportState.UPLOADED, ImportState.CHECKED}:
        return redirect("people_import_run", one.pk)
    if not form.is_valid():
        return _columns_page(request, one, form, status=422)
    try:
        other = form.other_file() if one.state == ImportState.UPLOADED else None
        if other is not None:
            staging.reread(one, **other)
        else:
            staging.ask_check(
                one,
                columns=form.cleaned_data["matched"],
                places=one.places,
                actor_id=_actor(request),
            )
    except FileRefused as refused:
        form.add_error(None, told(refused))
        return _columns_page(request, one, form, status=422)
    except staging.NotNow:
        messages.info(request, _("Somebody else was quicker. This is how it stands now."))
    return redirect("people_import_run", one.pk)


@require_POST
@needs_role(*IMPORTERS)
def places(request: HttpRequest, run_id: int) -> HttpResponse:
    """Answer which organisation is meant, and have the table checked again."""
    one = _run(request, run_id)
    form = _places_form(request, one, request.POST)
    if not form.is_valid():
        return _result_page(request, one, places_form=form, status=422)
    try:
        staging.ask_check(
            one,
            columns=one.columns,
            places={**one.places, **form.answers()},
            actor_id=_actor(request),
        )
    except staging.NotNow:
        messages.info(request, _("Somebody else was quicker. This is how it stands now."))
    return redirect("people_import_run", one.pk)


def _places_form(request: HttpRequest, one: ImportRun, data: Any = None) -> PlacesForm:
    scope = request_scope(request)
    found = [
        place
        for place in Organisation.objects.filter(dissolved_on__isnull=True).order_by("path")
        if scope.covers(place.path, *IMPORTERS)
    ]
    return PlacesForm(one, found, data)


def _result_page(
    request: HttpRequest,
    one: ImportRun,
    *,
    places_form: PlacesForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    counts = committing.counts_of(one)
    rows = ImportRow.objects.scoped(request_scope(request)).filter(run=one)
    verdict = request.GET.get("verdict", "")
    shown = rows.filter(verdict=verdict) if verdict in RowVerdict.values else rows
    page = Paginator(shown.order_by("number"), PER_PAGE).get_page(request.GET.get("page"))
    asking = one.state == ImportState.CHECKED and bool(one.questions)
    bad = counts.get(RowVerdict.HELD, 0) + counts.get(RowVerdict.REFUSED, 0)
    context = {
        "run": one,
        "finding": finding(counts),
        "tiles": tiles(counts),
        "verdict": verdict,
        "page": page,
        "lines": [line(one, row) for row in page],
        "differing": [line(one, row) for row in rows.exclude(before=None)[:PER_PAGE]],
        "noticed": noticed(one),
        "places_form": (places_form or _places_form(request, one)) if asking else None,
        "good": sum(counts.get(verdict, 0) for verdict in WRITTEN_VERDICTS),
        "bad": bad,
        "refusal": refusal,
        "is_over": one.state == ImportState.COMMITTED,
    }
    return render(request, "desk/import/result.html", context, status=status)


@never_cache
@require_POST
@needs_role(*IMPORTERS)
def enter(request: HttpRequest, run_id: int) -> HttpResponse:
    """Confirm: enter the rows. 409 with the differences when somebody was quicker."""
    one = _run(request, run_id)
    if one.state != ImportState.CHECKED:
        return redirect("people_import_run", one.pk)
    scope = request_scope(request)
    bearer = Bearer(scope.user_id or 0, scope.paths(*IMPORTERS))
    counts = committing.counts_of(one)
    bad = counts.get(RowVerdict.HELD, 0) + counts.get(RowVerdict.REFUSED, 0)
    only_good = request.POST.get("only_good") == "on"
    if bad and not only_good:
        refusal = _("Some rows cannot be imported. Mend the table, or choose to leave them out.")
        return _result_page(request, one, refusal=refusal, status=422)
    try:
        differs = committing.look_again(one, bearer)
        if differs or request.POST.get("number") != str(one.number):
            return _result_page(request, one, status=409)
        staging.ask_commit(one, only_good=only_good, actor_id=bearer.actor_id)
    except staging.NotNow:
        messages.info(request, _("Somebody else was quicker. This is how it stands now."))
    return redirect("people_import_run", one.pk)


@require_POST
@needs_role(*IMPORTERS)
def discard(request: HttpRequest, run_id: int) -> HttpResponse:
    one = _run(request, run_id)
    try:
        staging.discard(one, actor_id=_actor(request))
    except staging.NotNow:
        messages.info(request, _("Somebody else was quicker. This is how it stands now."))
    return redirect("people_import_run", one.pk)


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=WORKBOOK)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


@require_safe
@needs_role(*IMPORTERS)
def template(_request: HttpRequest) -> HttpResponse:
    return _workbook(handing_out.template(NAME_OF_KIND), "people-template")


@require_safe
@needs_role(*IMPORTERS)
def report(request: HttpRequest, run_id: int) -> HttpResponse:
    """What became of each row, as a table."""
    one = _run(request, run_id)
    rows = ImportRow.objects.scoped(request_scope(request)).filter(run=one)
    if one.state not in {ImportState.CHECKED, ImportState.COMMITTED}:
        raise Http404
    lines = (line(one, row) for row in rows.order_by("number").iterator())
    content = handing_out.report(
        (one_line.number, one_line.name, one_line.place, one_line.label, problem, remedy)
        for one_line in lines
        for problem, remedy in _said(one_line)
    )
    return _workbook(content, f"import-{one.pk}")


def _said(one_line: Any) -> list[tuple[str, str]]:
    """One line a problem; one line for a row without any, with its changes."""
    changes = "；".join(f"{label}: {old} → {new}" for label, old, new in one_line.changes)
    return one_line.problems or [("", changes or "；".join(one_line.notes))]


@require_POST
@needs_role(*IMPORTERS)
def export(request: HttpRequest) -> HttpResponse:
    """The people of one's places as a table that can be imported again; numbers stay masked."""
    scope = request_scope(request)
    places = importing_places(scope, IMPORTERS)
    people = Person.objects.scoped(scope).filter(scope.below("organisation__path", *IMPORTERS))
    content = handing_out.export_people(people, places[0], actor_id=_actor(request))
    return _workbook(content, "people")
