"""What the ways of tables and of portraits share: the runs in reach, their rows, who was beaten."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.desk.imports.forms import FileForm
from portal.desk.imports.showing import tiles
from portal.people.choices import WRITTEN_VERDICTS, ImportState, RowVerdict
from portal.people.importing import staging
from portal.people.importing.kinds import kind_of
from portal.people.models import ImportRow, ImportRun

PER_PAGE = 25
LATEST = 10
REFRESH = "2"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_WORK = {ImportState.CHECKING, ImportState.COMMITTING}
LOOKED_AT = {ImportState.CHECKED, ImportState.COMMITTED}


class Ways(NamedTuple):
    """The names of the addresses of a kind of table."""

    start: str
    template: str
    run: str
    columns: str
    places: str
    enter: str
    discard: str
    report: str


def ways_of(kind: str) -> Ways:
    start = f"{kind}_import"
    return Ways(start, *(f"{start}_{step}" for step in Ways._fields[1:]))


def needs_bringer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The login must hold one of the roles that bring tables of the kind (`needs_role`)."""

    @wraps(view)
    def guarded(request: HttpRequest, kind: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return needs_role(*kind_of(kind).roles)(view)(request, kind, *args, **kwargs)

    return guarded


def speech_context(kind: str) -> dict[str, Any]:
    """What every page of a kind says of itself, and where its steps lead."""
    return {"ways": ways_of(kind), "speech": kind_of(kind).speech}


def _runs(request: HttpRequest, kind: str) -> QuerySet[ImportRun]:
    runs = ImportRun.objects.scoped(request_scope(request)).filter(kind=kind)
    return runs.select_related("organisation", "recorded_by")


def find_run(request: HttpRequest, kind: str, run_id: int) -> ImportRun:
    """The run of a kind, where it is in reach. Raises Http404."""
    found: ImportRun = get_object_or_404(_runs(request, kind), pk=run_id)
    return found


def rows_of(request: HttpRequest, run: ImportRun) -> QuerySet[ImportRow]:
    return ImportRow.objects.scoped(request_scope(request)).filter(run=run)


def rows_to_report(request: HttpRequest, run: ImportRun) -> Iterator[ImportRow]:
    """The rows in the order of the file. Raises Http404 before they were looked at."""
    if run.state not in LOOKED_AT:
        raise Http404
    return rows_of(request, run).order_by("number").iterator()


def actor(request: HttpRequest) -> int:
    return request_scope(request).user_id or 0


def too_late(request: HttpRequest) -> None:
    messages.info(request, _("Somebody else was quicker. This is how it stands now."))


@contextmanager
def telling_who_was_beaten(request: HttpRequest) -> Iterator[None]:
    """A step of a run; whoever comes too late for it is told so on the next page."""
    try:
        yield
    except staging.NotNow:
        too_late(request)


def discard(request: HttpRequest, run: ImportRun) -> None:
    with telling_who_was_beaten(request):
        staging.discard(run, actor_id=actor(request))


def start_page(
    request: HttpRequest, kind: str, form: FileForm, template: str, **more: Any
) -> HttpResponse:
    """The form for a file, and the latest runs, to go on with."""
    latest = _runs(request, kind).order_by("-pk")[:LATEST]
    context = {"form": form, "runs": latest, "days": staging.KEPT.days} | more
    return render(request, template, context, status=422 if form.errors else 200)


def waiting_page(request: HttpRequest, run: ImportRun, template: str, **more: Any) -> HttpResponse:
    """How far a job is; the page asks again by itself."""
    response = render(request, template, {"run": run} | more)
    response.headers["Refresh"] = REFRESH
    return response


def result_context(
    request: HttpRequest, run: ImportRun, counts: dict[str, int], refusal: str
) -> dict[str, Any]:
    """What every result shows: the tiles, and a page of the rows with the chosen verdict."""
    rows = rows_of(request, run)
    verdict = request.GET.get("verdict", "")
    shown = rows.filter(verdict=verdict) if verdict in RowVerdict.values else rows
    return {
        "run": run,
        "tiles": tiles(counts),
        "verdict": verdict,
        "page": Paginator(shown.order_by("number"), PER_PAGE).get_page(request.GET.get("page")),
        "good": sum(counts.get(verdict, 0) for verdict in WRITTEN_VERDICTS),
        "bad": bad_of(counts),
        "refusal": refusal,
        "is_over": run.state == ImportState.COMMITTED,
    }


def bad_of(counts: dict[str, int]) -> int:
    """How many rows cannot be kept; no file of a ZIP is ever held."""
    return counts.get(RowVerdict.HELD, 0) + counts.get(RowVerdict.REFUSED, 0)


def workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=WORKBOOK)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
