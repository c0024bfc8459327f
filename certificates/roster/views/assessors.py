"""The list of people's assessors, and one term with what hangs on it."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from certificates.roster.assessors import terms
from certificates.roster.assessors.forms import COMING, EVERY, OVER, AssessorsForm
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.choices_of_assessors import SCREENERS
from certificates.roster.models import AssessorTerm
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.scope import Scope

PER_PAGE = 50


def kept(scope: Scope) -> QuerySet[AssessorTerm]:
    """The terms a keeper reads and adds to: of the people of its places, and at its courts."""
    return terms.in_reach(scope).filter(
        scope.below("person__organisation__path", *ROSTER_KEEPERS)
        | scope.below("court__path", *ROSTER_KEEPERS)
    )


@require_safe
@needs_role(*ROSTER_KEEPERS)
def assessors(request: HttpRequest) -> HttpResponse:
    """Who is an assessor where; the filters stay in the address."""
    scope, today = request_scope(request), clock.today()
    form = AssessorsForm(request.GET)
    form.is_valid()
    rows = _filtered(kept(scope), form.cleaned_data)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": terms.lines_of(page.object_list, today),
        "year": today.year,
        "screens": scope.holds(*SCREENERS),
    }
    status = 422 if form.errors else 200
    return render(request, "roster/assessors/list.html", context, status=status)


def _filtered(rows: QuerySet[AssessorTerm], typed: dict[str, Any]) -> QuerySet[AssessorTerm]:
    today = clock.today()
    text, state = typed.get("q", "").strip(), typed.get("state", "")
    if text:
        rows = rows.filter(person__name__contains=text)
    if state == EVERY:
        return rows
    if state == COMING:
        return rows.filter(superseded_at__isnull=True, starts__gt=today)
    if state == OVER:
        return rows.filter(superseded_at__isnull=True).exclude(terms.until(today))
    return rows.filter(terms.holding_on(today))


@require_safe
@needs_role(*ROSTER_KEEPERS)
def term(request: HttpRequest, term_id: int) -> HttpResponse:
    """A term: decision, oath, cases by year, early end, correction."""
    scope, today = request_scope(request), clock.today()
    rows = kept(scope).select_related("removal", "correction")
    found = get_object_or_404(rows, pk=term_id)
    context = {
        "term": found,
        "person": found.person,
        "line": terms.lines_of([found], today)[0],
        "removal": getattr(found, "removal", None),
        "correction": getattr(found, "correction", None),
        "at_home": scope.covers(found.person.organisation.path, *ROSTER_KEEPERS),
    }
    return render(request, "roster/assessors/term.html", context)
