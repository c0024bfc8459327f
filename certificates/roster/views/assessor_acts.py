"""Mirroring a term, its oath, its cases, its early end, and saying that it was recorded wrongly."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certificates.roster.assessors import mirroring
from certificates.roster.assessors.forms import (
    CasesForm,
    OathForm,
    ReasonForm,
    RemovalForm,
    TermForm,
)
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.models import AssessorTerm
from certificates.roster.refusing import Refused
from certificates.roster.register import people_in_reach
from certificates.roster.views.appointments import tell
from certificates.roster.views.assessors import kept
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope

SECOND = 2


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def mirror(request: HttpRequest, person_id: int) -> HttpResponse:
    """Enter a term that a standing committee decided."""
    scope = request_scope(request)
    people = people_in_reach(scope).filter(scope.below("organisation__path", *ROSTER_KEEPERS))
    person = get_object_or_404(people.select_related("organisation"), pk=person_id)
    form = TermForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            row = mirroring.mirror(person, typed.pop("court"), actor_id=scope.user_id, **typed)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The term is recorded."))
            if row.number == SECOND:
                messages.warning(
                    request, _("This is a second term; by art. 13 that is generally not done.")
                )
            return redirect("roster_assessor_term", term_id=row.pk)
    context = {"form": form, "person": person}
    return _render(request, "new", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def oath(request: HttpRequest, term_id: int) -> HttpResponse:
    """When the oath was sworn."""
    return _add(
        request, term_id, "oath", OathForm, mirroring.swear, done=_("The oath is recorded."),
        day=clock.today(),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def cases(request: HttpRequest, term_id: int) -> HttpResponse:
    """How many cases it were in a year."""
    return _add(
        request,
        term_id,
        "cases",
        CasesForm,
        mirroring.count_cases,
        done=_("The cases are recorded."),
        year=clock.today().year,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def remove(request: HttpRequest, term_id: int) -> HttpResponse:
    """The early end that the standing committee decided."""
    return _add(
        request,
        term_id,
        "remove",
        RemovalForm,
        mirroring.remove,
        done=_("The removal is recorded."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def correct(request: HttpRequest, term_id: int) -> HttpResponse:
    """That the term was recorded wrongly."""
    words = _("The term counts for nothing any more. Please record what is right.")
    return _add(request, term_id, "correct", ReasonForm, mirroring.supersede, done=words)


def _add(
    request: HttpRequest,
    term_id: int,
    name: str,
    kind: type[Form],
    verb: Callable[..., Any],
    *,
    done: str,
    **initial: Any,
) -> HttpResponse:
    """A form whose fields are the verb's arguments, on a term that was not corrected away."""
    scope = request_scope(request)
    rows = kept(scope).filter(superseded_at__isnull=True)
    found: AssessorTerm = get_object_or_404(rows, pk=term_id)
    form = kind(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            verb(found, actor_id=scope.user_id, **form.cleaned_data)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, done)
            return redirect("roster_assessor_term", term_id=found.pk)
    return _render(request, name, {"form": form, "term": found, "person": found.person}, form)


def _render(request: HttpRequest, name: str, context: dict[str, Any], form: Form) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, f"roster/assessors/{name}.html", context, status=status)
