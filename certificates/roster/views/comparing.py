"""What changed between two days: numbers first, then names; the same as a workbook."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from certificates.roster import changes
from certificates.roster.branching import roots_of
from certificates.roster.changes import Between, Change
from certificates.roster.choices import ROSTER_KEEPERS, EndReason
from certificates.roster.exporting import export_changes
from certificates.roster.forms_of_lists import ChangesForm
from certificates.roster.views.asking_again import ask_again
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.people.models import Organisation

PER_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def words() -> dict[str, str]:
    """What each kind of change is called."""
    return {
        changes.CAME: pgettext("change", "Came into office"),
        changes.LEFT: pgettext("change", "Left office"),
        changes.REPLACED: pgettext("change", "Replaced"),
        changes.AGAIN: pgettext("change", "Began another term"),
        changes.QUALIFIED: pgettext("change", "Became qualified"),
        changes.LOST: pgettext("change", "In office, no longer on duty"),
        changes.BEGUN: pgettext("change", "Became people's assessor"),
        changes.ENDED: pgettext("change", "Term as assessor ended"),
    }


def _asked(request: HttpRequest, data: Any) -> tuple[ChangesForm, Between]:
    scope = request_scope(request)
    form = ChangesForm(data, scope)
    form.is_valid()
    if "organisation" in form.errors:
        raise Http404
    top = Organisation.objects.get(path=roots_of(scope)[0])
    place = form.cleaned_data.get("organisation") or top
    return form, changes.between(place, *form.days)


@require_safe
@needs_role(*ROSTER_KEEPERS)
def roster_changes(request: HttpRequest) -> HttpResponse:
    """The numbers, and the names behind one of them; this quarter unless days are given."""
    form, found = _asked(request, request.GET)
    called = words()
    kind = form.cleaned_data.get("what") or changes.CAME
    page = Paginator(found.rows(kind), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "found": found,
        "kind": kind,
        "title": called[kind],
        "tiles": [(name, called[name], found.counts[name]) for name in changes.KINDS],
        "reasons": [(EndReason(reason).label, count) for reason, count in found.reasons],
        "page": page,
        "lines": [found.line(kind, row) for row in page],
        "replaces": kind in {changes.LEFT, changes.REPLACED},
    }
    return render(request, "roster/changes.html", context, status=422 if form.errors else 200)


@require_POST
@needs_role(*ROSTER_KEEPERS)
def roster_changes_export(request: HttpRequest) -> HttpResponse:
    """All of it as a workbook, a sheet for each kind; none of other days than were asked for."""
    form, found = _asked(request, request.POST)
    if form.errors:
        return ask_again(request, "roster_changes", ("from", "to", "organisation"))
    called = words()
    sheets = [
        (called[kind], [_cells(found.line(kind, row)) for row in found.rows(kind)])
        for kind in changes.KINDS
    ]
    content = export_changes(
        sheets, found.place, *form.days, actor_id=request_scope(request).user_id or 0
    )
    response = HttpResponse(content, content_type=XLSX)
    name = f"changes-{found.since}-{found.until}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cells(line: Change) -> list[str]:
    return [line.name, line.place, line.post, _day(line.day), line.reason, line.successor]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
