"""Candidacies: what waits for me, one candidacy with its next steps, its form on paper."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.desk.people import showing, steps
from portal.desk.people.candidacy_forms import BackForm, NominateForm, PaperForm
from portal.desk.people.steps import NOMINATORS
from portal.people.choices import CandidacyState
from portal.people.models import READERS, Candidacy, CandidacyStep, Person
from portal.people.nominating import NEEDS_REASON, NominationRefused, nominate, proceed

PER_PAGE = 25
WAITING = "waiting"
ACTS: dict[str, Any] = {
    CandidacyState.CHECKED: gettext_lazy("Checked: pass on to the bureau"),
    CandidacyState.ACCEPTED: gettext_lazy("Accept"),
    CandidacyState.NOMINATED: gettext_lazy("Hand in again"),
    CandidacyState.RETURNED: gettext_lazy("Return"),
    CandidacyState.WITHDRAWN: pgettext_lazy("candidacy", "Withdraw"),
}


def _in_reach(request: HttpRequest) -> QuerySet[Candidacy]:
    """Those of one's places, not one's own."""
    scope = request_scope(request)
    ours = scope.below("organisation__path", *READERS) | scope.below("nominated_by__path", *READERS)
    rows = Candidacy.objects.scoped(scope).filter(ours)
    return rows.select_related("person", "organisation", "nominated_by")


@require_safe
@needs_role(*READERS)
def candidacies(request: HttpRequest) -> HttpResponse:
    """The list, by state; for those who decide, what waits for them comes first."""
    scope, rows = request_scope(request), _in_reach(request)
    decides = scope.holds(*NOMINATORS)
    counts = rows.aggregate(
        **{WAITING: Count("pk", filter=steps.waiting(scope))},
        **{state: Count("pk", filter=Q(state=state)) for state in CandidacyState},
    )
    asked = request.GET.get("state", WAITING if decides and counts[WAITING] else "")
    if asked == WAITING:
        rows = rows.filter(steps.waiting(scope))
    elif asked in CandidacyState.values:
        rows = rows.filter(state=asked)
    page = Paginator(rows.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tiles": showing.candidacy_tiles(counts, WAITING if decides else ""),
        "asked": asked,
        "page": page,
        "lines": [(row, showing.CANDIDACY_SIGNS[row.state]) for row in page],
    }
    return render(request, "desk/candidacies/candidacies.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*NOMINATORS)
def person_nominate(request: HttpRequest, pk: int) -> HttpResponse:
    """Name somebody of one's places for a post."""
    scope = request_scope(request)
    people = Person.objects.scoped(scope).filter(scope.below("organisation__path", *NOMINATORS))
    person = get_object_or_404(
        people.filter(merged_into__isnull=True).select_related("organisation"), pk=pk
    )
    form = NominateForm(
        request.POST if request.method == "POST" else None, scope=scope, person=person
    )
    if form.is_valid():
        try:
            row = nominate(person, actor_id=scope.user_id, **form.cleaned_data)
            messages.success(request, _("%(name)s is named.") % {"name": person.name})
            return redirect("candidacy", row.pk)
        except NominationRefused as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "person": person}
    status = 422 if form.errors else 200
    return render(request, "desk/candidacies/nominate.html", context, status=status)


@require_safe
@needs_role(*READERS)
def candidacy(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(_in_reach(request), pk=pk))


def _steps(request: HttpRequest, row: Candidacy) -> list[CandidacyStep]:
    rows = CandidacyStep.objects.scoped(request_scope(request)).filter(candidacy=row)
    return list(rows.select_related("recorded_by").order_by("-pk"))


def _allowed(request: HttpRequest, row: Candidacy, taken: list[CandidacyStep]) -> tuple[str, ...]:
    checked = [step.recorded_by_id for step in taken if step.state == CandidacyState.CHECKED]
    return steps.allowed(request_scope(request), row, checked[0] if checked else None)


def _form(state: str, data: Any = None) -> forms.Form:
    kind = BackForm if state in NEEDS_REASON else PaperForm
    return kind(data, auto_id=f"{state}_%s")


def _page(
    request: HttpRequest, row: Candidacy, *, state: str = "", failed: forms.Form | None = None
) -> HttpResponse:
    taken = _steps(request, row)
    allowed = _allowed(request, row, taken)
    context = {
        "row": row,
        "sign": showing.CANDIDACY_SIGNS[row.state],
        "steps": taken,
        "acts": [
            (one, ACTS[one], failed if failed and one == state else _form(one)) for one in allowed
        ],
        "failed": failed,
        "own_check": row.state == CandidacyState.CHECKED and _is_own_check(request, taken),
    }
    status = 422 if failed else 200
    return render(request, "desk/candidacies/candidacy.html", context, status=status)


def _is_own_check(request: HttpRequest, taken: list[CandidacyStep]) -> bool:
    """The viewer checked it, so that a colleague has to accept it."""
    return bool(taken) and taken[0].recorded_by_id == request_scope(request).user_id


@require_POST
@needs_role(*NOMINATORS)
def candidacy_step(request: HttpRequest, pk: int, state: str) -> HttpResponse:
    """Take a step; one that is not (or no longer) the viewer's to take is told."""
    row = get_object_or_404(_in_reach(request), pk=pk)
    if state not in CandidacyState.values:
        raise Http404
    form = _form(state, request.POST)
    if state not in _allowed(request, row, _steps(request, row)):
        messages.warning(request, _("This step is not yours to take as it stands now."))
        return _page(request, row, failed=form, state=state)
    if form.is_valid():
        try:
            proceed(row, state, actor_id=request_scope(request).user_id or 0, **form.cleaned_data)
            messages.success(request, _("Done: %(state)s.") % {"state": row.get_state_display()})
            return redirect("candidacy", pk)
        except NominationRefused as refused:
            form.add_error(None, str(refused))
    return _page(request, row, failed=form, state=state)


@require_safe
@needs_role(*READERS)
def candidacy_form(request: HttpRequest, pk: int) -> HttpResponse:
    """The form on paper, A4; the places for seals are left free."""
    row = get_object_or_404(_in_reach(request).select_related("person__organisation"), pk=pk)
    context = {"row": row, "steps": _steps(request, row), "today": clock.today()}
    return render(request, "desk/candidacies/form.html", context)
