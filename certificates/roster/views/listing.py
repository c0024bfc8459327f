"""The list: as of a day, by place, post and state; and the same as a table for Excel."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from certificates.roster import listing
from certificates.roster.choices import ROSTER_KEEPERS, ROW_LABELS, SIGNS, VACANT
from certificates.roster.exporting import export
from certificates.roster.forms import RosterForm
from certificates.roster.listing import Filters, Row
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.days import latest
from portal.people.models import Organisation

PER_PAGE = 20
TILES = (listing.SERVING, "on_duty", "pending", "suspended", "qualified", VACANT)


@dataclass(frozen=True)
class Asked:
    """What the address asks for, as far as it could be understood."""

    form: RosterForm
    day: date
    places: list[Organisation]
    place: Organisation
    filters: Filters
    rows: list[Row]

    @property
    def shown(self) -> list[Row]:
        return listing.select(listing.at_or_below(self.rows, self.place), self.filters)


def _asked(request: HttpRequest, data: Any) -> Asked:
    scope = request_scope(request)
    places = listing.places_of(scope)
    form = RosterForm(data, places)
    form.is_valid()
    if "at" in form.errors:
        raise Http404
    typed = form.cleaned_data
    day = typed.get("on") or clock.today()
    place = typed.get("at") or places[0]
    return Asked(form, day, places, place, form.filters(), listing.roster_on(scope, day))


@require_safe
@needs_role(*ROSTER_KEEPERS)
def roster(request: HttpRequest) -> HttpResponse:
    """The roster on a day; a filter that cannot be right is told beside its field."""
    asked = _asked(request, request.GET)
    here = listing.at_or_below(asked.rows, asked.place)
    shown = asked.shown
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "form": asked.form,
        "tiles": _tiles(here, asked.filters),
        "branches": listing.branches(asked.places, asked.rows, asked.place),
        "page": page,
        "vacant": sum(row.label == VACANT for row in shown),
        "columns": _columns(),
        "soon": 30,
        "today": clock.today(),
        "latest": latest(),
    }
    return render(request, "roster/roster.html", context, status=400 if asked.form.errors else 200)


@require_POST
@needs_role(*ROSTER_KEEPERS)
def roster_export(request: HttpRequest) -> HttpResponse:
    """The rows of the list as a file."""
    asked = _asked(request, request.POST)
    user_id = request_scope(request).user_id or 0
    content = export(asked.shown, asked.place, asked.day, actor_id=user_id)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = f"roster-{asked.day.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _tiles(rows: list[Row], filters: Filters) -> list[dict[str, Any]]:
    """The numbers that are the filters; the assessor's one is a flag beside the states."""
    counts = listing.counts(rows)
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
        "count": counts["assessor"],
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
