"""Recommendation lists: opening, naming, handing over, printing, outcomes. For administrators and
HR, who read what screenings found."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.roster.assessors import candidates, concluding, printing, recommending, wording
from certificates.roster.assessors.forms_of_lists import (
    GiveUpForm,
    HandOverForm,
    ListForm,
    NameForm,
    OutcomeForm,
)
from certificates.roster.choices_of_assessors import SCREENERS, ListState, Outcome
from certificates.roster.models import Recommendation, RecommendationList
from certificates.roster.refusing import Refused
from certificates.roster.views.appointments import tell
from exams.papers.printing import Unprintable
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.people.models import Organisation, Person
from portal.scope import Scope

PER_PAGE, MOST_CANDIDATES = 50, 50


def _lists(scope: Scope) -> QuerySet[RecommendationList]:
    rows: QuerySet[RecommendationList] = RecommendationList.objects.scoped(scope)
    return rows.select_related("court", "organisation")


def _list(request: HttpRequest, list_id: int) -> tuple[Scope, RecommendationList]:
    scope = request_scope(request)
    return scope, get_object_or_404(_lists(scope), pk=list_id)


@require_safe
@needs_role(*SCREENERS)
def recommendations(request: HttpRequest) -> HttpResponse:
    """The lists of one's places, the newest first."""
    standing = Count("names", filter=~Q(names__outcome=Outcome.WITHDRAWN))
    rows = _lists(request_scope(request)).annotate(standing=standing).order_by("-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "roster/assessors/recommendations.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*SCREENERS)
def open_new(request: HttpRequest) -> HttpResponse:
    """Open a list for a court."""
    scope = request_scope(request)
    places = Organisation.objects.filter(scope.below("path", *SCREENERS)).order_by("path")
    form = ListForm(places, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = recommending.open_list(actor_id=scope.user_id, **form.cleaned_data)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The list is open."))
            return redirect("roster_recommendation", list_id=row.pk)
    status = 422 if form.errors else 200
    return render(request, "roster/assessors/open.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*SCREENERS)
def recommendation(request: HttpRequest, list_id: int) -> HttpResponse:
    """A list with its names; while it is open, who may come on it, and why others may not."""
    scope, listed = _list(request, list_id)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _put_on(request, scope, listed, form):
        return redirect("roster_recommendation", list_id=listed.pk)
    return _show(request, scope, listed, form)


def _put_on(request: HttpRequest, scope: Scope, listed: RecommendationList, form: NameForm) -> bool:
    """False, with the reason on the form, when the name is not taken."""
    typed = form.cleaned_data
    people = candidates.mediators(scope, clock.today(), *SCREENERS)
    person = next((one for one in people if one.pk == typed["person"]), None)
    if person is None:
        form.add_error(None, _("Please choose somebody from the list."))
        return False
    try:
        recommending.put_on(
            listed,
            person,
            nominator_kind=typed["nominator_kind"],
            nominator=typed["nominator"],
            actor_id=scope.user_id,
        )
    except Refused as refused:
        tell(form, refused)
        return False
    messages.success(request, _("%(name)s is on the list.") % {"name": person.name})
    return True


def _show(
    request: HttpRequest, scope: Scope, listed: RecommendationList, form: Any
) -> HttpResponse:
    names = list(
        listed.names.select_related("person__organisation", "term").order_by("place", "pk")
    )
    standing = [name for name in names if name.outcome != Outcome.WITHDRAWN]
    context = {
        "listed": listed,
        "form": form,
        "names": names,
        "left": listed.most - len(standing),
        **(_candidates(request, scope, standing, form) if listed.state == "open" else {}),
    }
    status = 422 if form.errors else 200
    return render(request, "roster/assessors/recommendation.html", context, status=status)


def _candidates(
    request: HttpRequest, scope: Scope, standing: list[Recommendation], form: Any
) -> dict[str, Any]:
    """Those who may be recommended, each with a form of its own, and the others with reasons."""
    listed = {name.person_id for name in standing}
    text = request.GET.get("q", "").strip()[:50]
    people = [
        person
        for person in candidates.mediators(scope, clock.today(), *SCREENERS)
        if person.pk not in listed and text in person.name
    ]
    decided = candidates.eligibility_of(people, clock.today())
    fit = [person for person in people if decided[person.pk].granted]
    others = [
        (person, wording.reasons(decided[person.pk]))
        for person in people
        if not decided[person.pk].granted
    ]
    page = Paginator(others, MOST_CANDIDATES).get_page(request.GET.get("page"))
    return {
        "text": text,
        "fit": [
            (person, wording.lines(decided[person.pk].warnings), _form_for(person, form))
            for person in fit[:MOST_CANDIDATES]
        ],
        "fit_count": len(fit),
        "page": page,
        "other_count": len(others),
    }


def _form_for(person: Person, typed: Any) -> Any:
    """What was typed for this person, or a form that begins with the home organisation."""
    if isinstance(typed, NameForm) and typed.is_bound and typed["person"].value() == str(person.pk):
        return typed
    initial = {
        "person": person.pk,
        "nominator_kind": "employer",
        "nominator": person.organisation.name,
    }
    return NameForm(initial=initial, auto_id=f"id_{person.pk}_%s")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*SCREENERS)
def hand_over(request: HttpRequest, list_id: int) -> HttpResponse:
    """Close the list by handing it over."""
    scope, listed = _list(request, list_id)
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            recommending.hand_over(listed, actor_id=scope.user_id, **form.cleaned_data)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The list is handed over."))
            return redirect("roster_recommendation", list_id=listed.pk)
    context = {"form": form, "listed": listed, "names": recommending.open_names(listed)}
    status = 422 if form.errors else 200
    return render(request, "roster/assessors/hand_over.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*SCREENERS)
def give_up(request: HttpRequest, list_id: int) -> HttpResponse:
    """Close the list without handing it over."""
    scope, listed = _list(request, list_id)
    form = GiveUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            recommending.give_up(listed, actor_id=scope.user_id, **form.cleaned_data)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The list is given up."))
            return redirect("roster_recommendation", list_id=listed.pk)
    status = 422 if form.errors else 200
    context = {"form": form, "listed": listed}
    return render(request, "roster/assessors/give_up.html", context, status=status)


@require_POST
@needs_role(*SCREENERS)
def print_form(request: HttpRequest, list_id: int) -> HttpResponse:
    """The recommendation form as PDF; that somebody took it is recorded."""
    scope, listed = _list(request, list_id)
    try:
        content = printing.print_form(listed, actor_id=scope.user_id)
    except Unprintable as refused:
        messages.error(request, str(refused))
        return redirect("roster_recommendation", list_id=listed.pk)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="recommendation-{listed.pk}.pdf"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*SCREENERS)
def outcome(request: HttpRequest, name_id: int) -> HttpResponse:
    """What became of a name."""
    scope = request_scope(request)
    rows = Recommendation.objects.scoped(scope).filter(
        scope.below("list__organisation__path", *SCREENERS)
    )
    name = get_object_or_404(
        rows.select_related("person__organisation", "list__court", "list__organisation", "term"),
        pk=name_id,
    )
    form = OutcomeForm(request.POST or None, only_withdrawing=name.list.state == ListState.OPEN)
    if request.method == "POST" and form.is_valid():
        try:
            concluding.answer(name, actor_id=scope.user_id, **form.cleaned_data)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The outcome is recorded."))
            return redirect("roster_recommendation", list_id=name.list_id)
    context = {
        "form": form,
        "name": name,
        "listed": name.list,
        "term": name.term or concluding.term_for(name),
    }
    status = 422 if form.errors else 200
    return render(request, "roster/assessors/outcome.html", context, status=status)
