"""Enrolling at a sitting: whole organisations by a job, single people by name; make-up sittings."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exams.choices import OFFICER
from exams.models import EnrolmentRefusal, EnrolmentRun, Seat, Sitting
from exams.sitting_forms import MakeUpForm, as_planned
from exams.sittings import enrolling, enrolling_many, expecting, standing
from exams.sittings.enrolling import Refused
from exams.sittings.standing import CANCELLED, PAST
from exams.views.sittings import REFUSED, plan_page, planned_by, sitting_of
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.counting import age_on
from portal.desk.fields import places_of
from portal.numbered import ids
from portal.people.models import Organisation, Person
from portal.scope import Scope

ROWS = 50
MOST_FOUND = 30
LONGEST = 50
REFRESH = "2"


@dataclass(frozen=True)
class Branch:
    """An organisation with how many are expected at it and below."""

    organisation: Organisation
    expected: int
    deeper: bool


@dataclass(frozen=True)
class Match:
    """Somebody found by name."""

    person: Person
    age: int
    has_seat: bool


def _over(one: Sitting) -> bool:
    return standing.phase(one) in (PAST, CANCELLED) or one.closes_at <= clock.now()


@never_cache
@require_safe
@needs_role(OFFICER)
def enrol(request: HttpRequest, sitting_id: int) -> HttpResponse:
    return _page(request, sitting_of(request, sitting_id))


def _page(
    request: HttpRequest,
    one: Sitting,
    *,
    trouble: str = "",
    refused: tuple[Refused, ...] = (),
    status: int = 200,
) -> HttpResponse:
    if _over(one):
        messages.info(request, _("This sitting is over: nobody can be enrolled any more."))
        return redirect("sitting", one.pk)
    scope = request_scope(request)
    q = (request.POST.get("q") or request.GET.get("q", "")).replace("\0", "").strip()[:LONGEST]
    at = _asked_place(request, scope)
    context = {
        "sitting": one,
        "at": at,
        "above": _above(scope, at),
        "branches": _branches(one, scope, at),
        "q": q,
        "found": _found(one, scope, q) if q else [],
        "most": MOST_FOUND,
        "runs": EnrolmentRun.objects.scoped(scope).filter(sitting=one).order_by("-pk")[:5],
        "trouble": trouble,
        "refused": refused,
    }
    return render(request, "exams/sittings/enrol.html", context, status=status)


def _asked_place(request: HttpRequest, scope: Scope) -> Organisation | None:
    asked = ids([request.GET.get("at", "")])
    return places_of(scope, OFFICER).filter(pk__in=asked).first() if asked else None


def _above(scope: Scope, at: Organisation | None) -> list[Organisation]:
    """The way from the top to the place that is looked at, as far as one is officer."""
    if at is None:
        return []
    step = Organisation.steplen
    paths = [at.path[:end] for end in range(step, len(at.path), step)]
    return list(places_of(scope, OFFICER).filter(path__in=paths))


def _branches(one: Sitting, scope: Scope, at: Organisation | None) -> list[Branch]:
    """The place that is looked at and those right below it; at first where one is officer."""
    every = list(places_of(scope, OFFICER))
    counts = expecting.expected_by_place(one, scope.paths(OFFICER))
    paths = {place.path for place in every}
    step = Organisation.steplen
    parents = {path[:-step] for path in paths}
    if at is None:
        tops = [path for path in paths if path[:-step] not in paths]
        lone = tops[0] if len(tops) == 1 else ""
        chosen = set(tops) | {path for path in paths if lone and path[:-step] == lone}
    else:
        chosen = {at.path} | {path for path in paths if path[:-step] == at.path}
    top = at.path if at else min(chosen, key=len, default="")
    return [
        Branch(place, counts.get(place.path, 0), place.path in parents and place.path != top)
        for place in every
        if place.path in chosen
    ]


def _people(scope: Scope) -> QuerySet[Person]:
    """Whom an exam officer may enrol: people of the own places."""
    rows = Person.objects.scoped(scope).filter(
        scope.below("organisation__path", OFFICER),
        merged_into__isnull=True,
        erased_at__isnull=True,
    )
    return rows.select_related("organisation")


def _found(one: Sitting, scope: Scope, q: str) -> list[Match]:
    named = Q(name__icontains=q) | Q(organisation__name__icontains=q)
    people = list(_people(scope).filter(named).order_by("name", "pk")[:MOST_FOUND])
    seats = Seat.objects.scoped(scope).filter(
        sitting=one, person__in=people, withdrawn_at__isnull=True
    )
    held = set(seats.values_list("person_id", flat=True))
    day = clock.day_of(one.opens_at)
    return [Match(who, age_on(who.birth_date, day), who.pk in held) for who in people]


@require_POST
@needs_role(OFFICER)
def enrol_places(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Everybody who is expected at the chosen places and below, by a job."""
    one, scope = sitting_of(request, sitting_id), request_scope(request)
    asked = ids(request.POST.getlist("place"))
    chosen = places_of(scope, OFFICER).filter(pk__in=asked)
    paths = list(chosen.values_list("path", flat=True))
    if not paths:
        trouble = _("Please choose at least one organisation.")
        return _page(request, one, trouble=trouble, status=REFUSED)
    if _over(one):
        return _page(request, one)
    people = list(expecting.expected(one, paths).order_by("pk").values_list("pk", flat=True))
    if not people or len(people) > enrolling_many.MOST:
        trouble = (
            _("Nobody is expected there.")
            if not people
            else _("That is more than %(most)s people. Please choose fewer at once.")
            % {"most": enrolling_many.MOST}
        )
        return _page(request, one, trouble=trouble, status=REFUSED)
    run = enrolling_many.ask(one, people, actor_id=scope.user_id)
    return redirect("sitting_enrolment", one.pk, run.pk)


@require_POST
@needs_role(OFFICER)
def enrol_named(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """The people who were ticked, at once, whatever their age."""
    one, scope = sitting_of(request, sitting_id), request_scope(request)
    if _over(one):
        return _page(request, one)
    asked = sorted(ids(request.POST.getlist("person")))[: enrolling.AT_ONCE]
    people = list(_people(scope).filter(pk__in=asked).order_by("pk"))
    if not people:
        trouble = _("Please tick whom to enrol.")
        return _page(request, one, trouble=trouble, status=REFUSED)
    came = enrolling.enrol(one, people, actor_id=scope.user_id, by_name=True)
    if came.seats:
        words = ngettext("%(n)s person is enrolled.", "%(n)s people are enrolled.", came.seats)
        messages.success(request, words % {"n": came.seats})
    if came.refused:
        return _page(request, one, refused=came.refused, status=REFUSED)
    if not came.seats:
        messages.info(request, _("Everybody who was ticked has a seat already."))
    return redirect("sitting_enrol", one.pk)


@never_cache
@require_safe
@needs_role(OFFICER)
def enrolment(request: HttpRequest, sitting_id: int, run_id: int) -> HttpResponse:
    """How far a run is; then who got no seat, and why."""
    one, scope = sitting_of(request, sitting_id), request_scope(request)
    run = get_object_or_404(EnrolmentRun.objects.scoped(scope), pk=run_id, sitting=one)
    rows = EnrolmentRefusal.objects.scoped(scope).filter(run=run)
    ordered = rows.select_related("person__organisation").order_by("reason", "pk")
    page = Paginator(ordered, ROWS).get_page(request.GET.get("page"))
    context = {"sitting": one, "run": run, "page": page}
    response = render(request, "exams/sittings/enrolment.html", context)
    if run.ended_at is None:
        response.headers["Refresh"] = REFRESH
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(OFFICER)
def make_up(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Another sitting for those who missed this one; they are enrolled when it is planned."""
    missed = sitting_of(request, sitting_id)
    if standing.phase(missed) not in (PAST, CANCELLED):
        messages.info(request, _("A make-up sitting follows one that is over or was cancelled."))
        return redirect("sitting", missed.pk)
    scope, people = request_scope(request), expecting.missed(missed)
    usual = {
        **as_planned(missed),
        "title": _("Make-up: %(title)s") % {"title": missed.title},
        "opens_at": None,
        "closes_at": None,
    }
    usual["title"] = usual["title"][:100]
    data = request.POST if request.method == "POST" else None
    form = MakeUpForm(data, scope=scope, initial=usual)
    if request.method == "POST" and form.is_valid():
        planned = planned_by(request, form, missed)
        if planned:
            run = enrolling_many.ask(planned, people, by_name=True, actor_id=scope.user_id)
            messages.success(request, _("The make-up sitting is planned."))
            return redirect("sitting_enrolment", planned.pk, run.pk)
    return plan_page(request, form, {"missed": missed, "people": len(people)})
