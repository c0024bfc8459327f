"""Importing a table of any kind: upload, columns, dry run with progress, result, report.

`kind` comes with the address (`urls.urls_of`); what the pages say of it says its `Speech`.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.desk.imports import runs
from portal.desk.imports.forms import ColumnsForm, PlacesForm, UploadForm, importing_places
from portal.desk.imports.showing import finding, handed_in, handed_in_words, line, noticed
from portal.people.choices import ImportState
from portal.people.importing import committing, handing_out, staging
from portal.people.importing.kinds import Bearer, kind_of
from portal.people.importing.person_columns import NAME_OF_KIND
from portal.people.models import IMPORTERS, ImportRun, Organisation, Person, roles_of
from portal.spreadsheets.tables import FileRefused
from portal.spreadsheets.wording import told


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@runs.needs_bringer
def imports(request: HttpRequest, kind: str) -> HttpResponse:
    """Bring a table; and the latest ones, to go on with."""
    places = importing_places(request_scope(request), roles_of(kind))
    form = UploadForm(places)
    if request.method == "POST":
        form = UploadForm(places, request.POST, request.FILES)
        if form.is_valid():
            run = _upload(request, kind, form)
            if run is not None:
                return redirect(runs.ways_of(kind).run, run.pk)
    more = runs.speech_context(kind) | {"exports": kind == NAME_OF_KIND}
    return runs.start_page(request, kind, form, "desk/import/upload.html", **more)


def _upload(request: HttpRequest, kind: str, form: UploadForm) -> ImportRun | None:
    file = form.cleaned_data["file"]
    try:
        return staging.upload(
            file.read(),
            file.name,
            kind=kind,
            organisation=form.cleaned_data["place"],
            actor_id=runs.actor(request),
        )
    except FileRefused as refused:
        form.add_error("file", told(refused))
        return None


@never_cache
@require_safe
@runs.needs_bringer
def run(request: HttpRequest, kind: str, run_id: int) -> HttpResponse:
    """The page of a table: what is to be done with it next."""
    one = runs.find_run(request, kind, run_id)
    if one.state == ImportState.UPLOADED:
        return _columns_page(request, one, ColumnsForm(one))
    if one.state in runs.AT_WORK:
        return runs.waiting_page(
            request, one, "desk/import/progress.html", **runs.speech_context(kind)
        )
    if one.state == ImportState.DISCARDED:
        return render(
            request, "desk/import/discarded.html", {"run": one} | runs.speech_context(kind)
        )
    return _result_page(request, one)


def _columns_page(
    request: HttpRequest, one: ImportRun, form: ColumnsForm, status: int = 200
) -> HttpResponse:
    problem = told(FileRefused(one.problem, megabytes=0, rows=0, columns=0)) if one.problem else ""
    context = {"run": one, "form": form, "noticed": noticed(one), "problem": problem}
    context |= runs.speech_context(one.kind)
    return render(request, "desk/import/columns.html", context, status=status)


@require_POST
@runs.needs_bringer
def columns(request: HttpRequest, kind: str, run_id: int) -> HttpResponse:
    """Say what the columns are, and have the table checked; or read it as another sheet."""
    one = runs.find_run(request, kind, run_id)
    form = ColumnsForm(one, request.POST)
    if one.state not in {ImportState.UPLOADED, ImportState.CHECKED}:
        return redirect(runs.ways_of(kind).run, one.pk)
    if not form.is_valid():
        return _columns_page(request, one, form, status=422)
    try:
        with runs.telling_who_was_beaten(request):
            _read_as(one, form, runs.actor(request))
    except FileRefused as refused:
        form.add_error(None, told(refused))
        return _columns_page(request, one, form, status=422)
    return redirect(runs.ways_of(kind).run, one.pk)


def _read_as(one: ImportRun, form: ColumnsForm, actor_id: int) -> None:
    """Have the table checked with the chosen columns; read it again first, where another sheet or
    encoding was chosen. Raises FileRefused, NotNow."""
    other = form.other_file() if one.state == ImportState.UPLOADED else None
    if other is not None:
        staging.reread(one, **other)
        return
    matched = form.cleaned_data["matched"]
    staging.ask_check(one, columns=matched, places=one.places, actor_id=actor_id)


@require_POST
@runs.needs_bringer
def places(request: HttpRequest, kind: str, run_id: int) -> HttpResponse:
    """Answer which organisation is meant, and have the table checked again."""
    one = runs.find_run(request, kind, run_id)
    form = _places_form(request, one, request.POST)
    if not form.is_valid():
        return _result_page(request, one, places_form=form, status=422)
    answers = {**one.places, **form.answers()}
    with runs.telling_who_was_beaten(request):
        staging.ask_check(one, columns=one.columns, places=answers, actor_id=runs.actor(request))
    return redirect(runs.ways_of(kind).run, one.pk)


def _places_form(request: HttpRequest, one: ImportRun, data: Any = None) -> PlacesForm:
    scope = request_scope(request)
    found = [
        place
        for place in Organisation.objects.filter(dissolved_on__isnull=True).order_by("path")
        if scope.covers(place.path, *roles_of(one.kind))
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
    context = runs.result_context(request, one, counts, refusal)
    differing = runs.rows_of(request, one).exclude(before=None)[: runs.PER_PAGE]
    waiting = handed_in(one.kind, runs.rows_of(request, one)) if context["is_over"] else 0
    asking = one.state == ImportState.CHECKED and bool(one.questions)
    context |= runs.speech_context(one.kind) | {
        "finding": finding(one.kind, counts),
        "entered": context["good"] - waiting,
        "handed_in": handed_in_words(one.kind, waiting),
        "lines": [line(one, row) for row in context["page"]],
        "differing": [line(one, row) for row in differing],
        "noticed": noticed(one),
        "places_form": (places_form or _places_form(request, one)) if asking else None,
    }
    return render(request, "desk/import/result.html", context, status=status)


@never_cache
@require_POST
@runs.needs_bringer
def enter(request: HttpRequest, kind: str, run_id: int) -> HttpResponse:
    """Confirm: enter the rows. 409 with the differences when somebody was quicker."""
    one = runs.find_run(request, kind, run_id)
    if one.state != ImportState.CHECKED:
        return redirect(runs.ways_of(kind).run, one.pk)
    scope = request_scope(request)
    bearer = Bearer(scope.user_id or 0, scope.paths(*roles_of(kind)))
    only_good = request.POST.get("only_good") == "on"
    if runs.bad_of(committing.counts_of(one)) and not only_good:
        refusal = _("Some rows cannot be imported. Mend the table, or choose to leave them out.")
        return _result_page(request, one, refusal=refusal, status=422)
    with runs.telling_who_was_beaten(request):
        differs = committing.look_again(one, bearer)
        if differs or request.POST.get("number") != str(one.number):
            return _result_page(request, one, status=409)
        staging.ask_commit(one, only_good=only_good, actor_id=bearer.actor_id)
    return redirect(runs.ways_of(kind).run, one.pk)


@require_POST
@runs.needs_bringer
def discard(request: HttpRequest, kind: str, run_id: int) -> HttpResponse:
    one = runs.find_run(request, kind, run_id)
    runs.discard(request, one)
    return redirect(runs.ways_of(kind).run, one.pk)


@require_safe
@runs.needs_bringer
def template(_request: HttpRequest, kind: str) -> HttpResponse:
    return runs.workbook(handing_out.template(kind), kind_of(kind).speech.file)


@require_safe
@runs.needs_bringer
def report(request: HttpRequest, kind: str, run_id: int) -> HttpResponse:
    """What became of each row, as a table."""
    one = runs.find_run(request, kind, run_id)
    lines = (line(one, row) for row in runs.rows_to_report(request, one))
    content = handing_out.report(
        (one_line.number, one_line.name, one_line.place, one_line.label, problem, remedy)
        for one_line in lines
        for problem, remedy in _said(one_line)
    )
    return runs.workbook(content, f"import-{one.pk}")


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
    content = handing_out.export_people(people, places[0], actor_id=runs.actor(request))
    return runs.workbook(content, "people")
