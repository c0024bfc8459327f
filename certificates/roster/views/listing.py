"""The list: as of a day, by place, post and state; and the same as a table for Excel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from certificates.roster import listing
from certificates.roster.branching import branches, roots_of
from certificates.roster.choices import ROSTER_KEEPERS, ROW_LABELS, SIGNS, VACANT
from certificates.roster.exporting import export
from certificates.roster.forms_of_lists import RosterForm
from certificates.roster.listing import Filters, Listed
from certificates.roster.twin import AsOf
from certificates.roster.views.asking_again import ask_again
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.days import latest
from portal.people.models import Organisation

LONGEST_NUMBER = 7
TILES = (listing.SERVING, "on_duty", "pending", "suspended", "qualified", VACANT)


@dataclass(frozen=True)
class Asked:
    """What the address asks for, as far as it could be understood."""

    form: RosterForm
    place: Organisation
    as_of: AsOf
    filters: Filters

    @property
    def day(self) -> date:
        return self.as_of.day

    @property
    def known(self) -> date | None:
        return self.as_of.known_day


def _asked(request: HttpRequest, data: Any) -> Asked:
    scope = request_scope(request)
    form = RosterForm(data, scope)
    form.is_valid()
    if "at" in form.errors:
        raise Http404
    place = form.cleaned_data.get("at") or Organisation.objects.get(path=roots_of(scope)[0])
    return Asked(form, place, form.as_of, form.filters())


@require_safe
@needs_role(*ROSTER_KEEPERS)
def roster(request: HttpRequest) -> HttpResponse:
    """The roster on a day; a filter that cannot be right is told beside its field."""
    asked = _asked(request, request.GET)
    found, page = _page(asked, request.GET.get("page", ""))
    context = {
        "asked": asked,
        "form": asked.form,
        "tiles": _tiles(found.counts, asked.filters),
        "branches": branches(request_scope(request), asked.place, asked.as_of),
        "page": page,
        "rows": found.rows,
        "vacant": found.vacant,
        "columns": _columns(),
        "today": clock.today(),
        "latest": latest(),
    }
    return render(request, "roster/roster.html", context, status=422 if asked.form.errors else 200)


def _page(asked: Asked, typed: str) -> tuple[Listed, Page[int]]:
    """The page asked for, or the last one when there are fewer."""
    size = asked.form.size
    number = max(int(typed), 1) if typed.isdecimal() and len(typed) < LONGEST_NUMBER else 1
    paths = [asked.place.path]
    skip = (number - 1) * size
    found = listing.listed(paths, asked.as_of, asked.filters, skip=skip, take=size)
    page = Paginator(range(found.total), size).get_page(number)
    if page.number != number:
        skip = (page.number - 1) * size
        found = listing.listed(paths, asked.as_of, asked.filters, skip=skip, take=size)
    return found, page


@require_POST
@needs_role(*ROSTER_KEEPERS)
def roster_export(request: HttpRequest) -> HttpResponse:
    """The rows of the list as a file; no file of another list than was asked for."""
    asked = _asked(request, request.POST)
    if asked.form.errors:
        return ask_again(request, "roster", asked.form.fields)
    user_id = request_scope(request).user_id or 0
    rows = listing.all_rows([asked.place.path], asked.as_of, asked.filters)
    content = export(rows, asked.place, asked.as_of, actor_id=user_id)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = f"roster-{'-'.join(asked.as_of.told.values())}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _tiles(counts: Mapping[str, int], filters: Filters) -> list[dict[str, Any]]:
    """The numbers that are the filters; the assessor's one is a flag beside the states."""
    tiles = [
        {
            "label": _("In office") if state == listing.SERVING else ROW_LABELS[state],
            "count": counts[state],
            "state": state,
            "sign": "" if state == listing.SERVING else SIGNS.get(state, state),
            "current": filters.state == state,
        }
        for state in TILES
    ]
    assessor = {
        "label": _("Also a people's assessor"),
        "count": counts[listing.ASSESSOR],
        "dual": True,
        "sign": "assessor",
        "current": filters.assessor,
    }
    return [*tiles, assessor]


def _columns() -> list[tuple[str | None, str]]:
    """Titles of the table with the sort key behind each: empty is the natural order, None a
    column that is not sorted by."""
    return [
        ("name", _("Name and post")),
        ("", pgettext("column", "Organisation")),
        ("state", pgettext("column", "Standing")),
        ("certificate", pgettext("column", "Certificate")),
        (None, pgettext("column", "Dual role")),
        ("until", _("Term")),
    ]
