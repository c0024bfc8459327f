"""Sittings at the exam office: the list, one of them, planning, publishing, cancelling."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exams.choices import OFFICER, SittingState
from exams.models import Sitting
from exams.sitting_forms import PlanForm, ReplanForm, ToldWhyForm, as_planned
from exams.sittings import arranging, standing
from exams.sittings.arranging import SittingRefused
from exams.sittings.refusing import LONGEST
from exams.sittings.standing import CANCELLED, PAST, PLANNED, RUNNING, TO_COME
from portal import clock
from portal.accounts.authority import tops
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope

ROWS = 25
MINUTE = 60
REFUSED = 422
PAST_ONES = "past"


def own_sittings(request: HttpRequest) -> QuerySet[Sitting]:
    """Those held at or below the places where one is exam officer."""
    scope = request_scope(request)
    rows = Sitting.objects.scoped(scope).filter(scope.below("organisation__path", OFFICER))
    return rows.select_related("exam", "organisation", "make_up_for")


def sitting_of(request: HttpRequest, sitting_id: int) -> Sitting:
    return get_object_or_404(own_sittings(request), pk=sitting_id)


@require_safe
@needs_role(OFFICER)
def sittings(request: HttpRequest) -> HttpResponse:
    moment, every = clock.now(), own_sittings(request)
    lately = every.filter(closes_at__gt=moment - LONGEST).exclude(state=SittingState.CANCELLED)
    live = [one for one in lately if standing.phase(one) != PAST]
    ids = [one.pk for one in live]
    past = request.GET.get("show") == PAST_ONES
    rows = every.exclude(pk__in=ids) if past else every.filter(pk__in=ids)
    ordered = rows.order_by("-opens_at", "-pk") if past else rows.order_by("opens_at", "pk")
    listed = standing.counted(ordered).prefetch_related("rooms__room__site")
    page = Paginator(listed, ROWS).get_page(request.GET.get("page"))
    phases = [standing.phase(one) for one in page.object_list]
    context = {
        "page": page,
        "rows": list(zip(page.object_list, phases, strict=True)),
        "past": past,
        "live": len(ids),
        "switches": bool(tops(request_scope(request), OFFICER)),
    }
    return render(request, "exams/sittings/sittings.html", context)


@never_cache
@require_safe
@needs_role(OFFICER)
def sitting(request: HttpRequest, sitting_id: int) -> HttpResponse:
    return sitting_page(request, sitting_of(request, sitting_id))


def sitting_page(
    request: HttpRequest, one: Sitting, *, form: ToldWhyForm | None = None, status: int = 200
) -> HttpResponse:
    held = standing.standing(one)
    coming = held.phase in (PLANNED, TO_COME)
    lacks = standing.missing(held) if coming or held.phase == RUNNING else []
    context = {
        "sitting": one,
        "held": held,
        "lacks": [(lack, _door(request, lack.where, one)) for lack in lacks],
        "ready": not any(lack.firm for lack in lacks),
        "publishes": held.phase == PLANNED and one.closes_at > clock.now(),
        "changes": coming,
        "enrols": coming or (held.phase == RUNNING and one.closes_at > clock.now()),
        "spread": one.spread_seconds // MINUTE,
        "makes_up": held.phase in (PAST, CANCELLED),
        "board": _board(one),
        "cancel_form": (form or ToldWhyForm()) if coming else None,
        "make_ups": own_sittings(request).filter(make_up_for=one).order_by("opens_at"),
    }
    return render(request, "exams/sittings/sitting.html", context, status=status)


def _door(request: HttpRequest, name: str, one: Sitting) -> str:
    """Where something is mended; "" where that is not for this officer."""
    if name == "exams_by_sitting":
        return reverse(name) if tops(request_scope(request), OFFICER) else ""
    return reverse(name, args=[one.pk])


def _board(one: Sitting) -> str:
    """The live board, where it is installed and there is something to see."""
    try:
        return reverse("sitting_board", args=[one.pk]) if one.published_at else ""
    except NoReverseMatch:
        return ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(OFFICER)
def plan(request: HttpRequest) -> HttpResponse:
    scope = request_scope(request)
    form = PlanForm(request.POST if request.method == "POST" else None, scope=scope)
    if request.method == "POST" and form.is_valid():
        planned = planned_by(request, form)
        if planned:
            messages.success(request, _("The sitting is planned. Next: people and rooms."))
            return redirect("sitting", planned.pk)
    return plan_page(request, form, {})


def planned_by(
    request: HttpRequest, form: PlanForm, make_up_for: Sitting | None = None
) -> Sitting | None:
    """The sitting that a form asks for; None, with the reason in the form, when it is refused."""
    typed = form.cleaned_data
    wanted = form.plan(make_up_for.pk if make_up_for else None)
    try:
        return arranging.plan(
            typed["exam"], typed["place"], wanted, actor_id=request_scope(request).user_id
        )
    except SittingRefused as why:
        form.refuse(why)
        return None


def plan_page(request: HttpRequest, form: PlanForm, more: dict[str, Any]) -> HttpResponse:
    status = REFUSED if form.errors else 200
    return render(request, "exams/sittings/plan.html", {"form": form, **more}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(OFFICER)
def replan(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Change hours and the rest, until it opens."""
    one = sitting_of(request, sitting_id)
    if standing.phase(one) not in (PLANNED, TO_COME):
        messages.info(request, _("The sitting has opened or was cancelled meanwhile."))
        return redirect("sitting", one.pk)
    scope = request_scope(request)
    data = request.POST if request.method == "POST" else None
    form = ReplanForm(data, scope=scope, initial=as_planned(one))
    if request.method == "POST" and form.is_valid():
        wanted, reason = form.plan(one.make_up_for_id), form.cleaned_data["reason"]
        try:
            seen = form.cleaned_data["seen"]
            arranging.replan(one, wanted, actor_id=scope.user_id, reason=reason, seen=seen)
        except SittingRefused as why:
            form.refuse(why)
            if why.field == "seen":
                one.refresh_from_db()
                form.overtaken(one)
        else:
            messages.success(request, _("The sitting is changed."))
            return redirect("sitting", one.pk)
    return plan_page(request, form, {"sitting": one})


@require_POST
@needs_role(OFFICER)
def publish(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Let candidates see it; pressed twice it is published once."""
    one = sitting_of(request, sitting_id)
    try:
        published = arranging.publish(one, actor_id=request_scope(request).user_id)
    except SittingRefused as why:
        messages.warning(request, str(why))
        return redirect("sitting", one.pk)
    if published:
        seats = standing.standing(one).enrolled
        words = ngettext(
            "Published: %(n)s candidate sees the seat from now on.",
            "Published: %(n)s candidates see their seats from now on.",
            seats,
        )
        messages.success(request, words % {"n": seats})
    else:
        messages.info(request, _("It was published or cancelled already."))
    return redirect("sitting", one.pk)


@require_POST
@needs_role(OFFICER)
def cancel(request: HttpRequest, sitting_id: int) -> HttpResponse:
    one = sitting_of(request, sitting_id)
    form = ToldWhyForm(request.POST)
    if not form.is_valid():
        return sitting_page(request, one, form=form, status=REFUSED)
    actor_id = request_scope(request).user_id
    if arranging.cancel(one, reason=form.cleaned_data["reason"], actor_id=actor_id):
        _say_who_is_told(request, one)
    else:
        messages.info(request, _("The sitting has opened or was cancelled meanwhile."))
    return redirect("sitting", one.pk)


def _say_who_is_told(request: HttpRequest, cancelled: Sitting) -> None:
    """Who learns of it by a message, and who has to be told by hand."""
    if cancelled.published_at is None:
        words = _(
            "The sitting is cancelled. Invigilators read of it in a message; candidates had not"
            " been told of it yet."
        )
        messages.success(request, words)
        return
    told = _("The sitting is cancelled. Candidates and invigilators read of it in a message.")
    messages.success(request, told)
    if without := standing.unreached(cancelled):
        words = ngettext(
            "%(n)s candidate has neither login nor e-mail: please tell them by hand.",
            "%(n)s candidates have neither login nor e-mail: please tell them by hand.",
            without,
        )
        messages.warning(request, words % {"n": without})
