"""Appointing step by step: the person, the post, the gate's list, the confirmation."""

import re
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certificates.roster import appointing, proposing
from certificates.roster.appointing import GateClosed
from certificates.roster.choices import ELECTED_POSTS, ELECTING_KINDS, ROSTER_KEEPERS
from certificates.roster.forms_of_changes import ReasonForm
from certificates.roster.forms_of_entries import AppointForm
from certificates.roster.gate import Gate, decide_gate
from certificates.roster.refusing import Refused
from certificates.roster.register import (
    people_in_reach,
    posts_in_reach,
    posts_with_holders,
    standings_of,
)
from certificates.roster.standing import QUALIFIED, TRAINEE
from certificates.roster.views.appointments import tell
from certificates.roster.wording import gate_lines
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.people.choices import AppointmentMode
from portal.people.models import Person
from portal.scope import Scope

MOST_PEOPLE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def appoint(request: HttpRequest) -> HttpResponse:
    """Without a person: find one. With one: choose the post, check, confirm."""
    scope = request_scope(request)
    asked = request.POST if request.method == "POST" else request.GET
    if not asked.get("person"):
        return _find(request, scope)
    person = _chosen(scope, asked["person"])
    form = AppointForm(
        posts_with_holders(scope, clock.today()),
        asked if "mode" in asked else None,
        initial=_initial(scope, asked.get("post", "")),
    )
    gate = _gate(person, form) if form.is_bound else None
    status = 422 if form.errors else 200
    why = ReasonForm(request.POST if "propose" in request.POST else None)
    if gate and form.is_valid() and request.method == "POST":
        try:
            done = _do(person, form, why, scope)
        except GateClosed as refused:
            gate, status = refused.gate, 409
            tell(form, refused)
        except Refused as refused:
            status = 422
            tell(why if refused.field in why.fields else form, refused)
        else:
            if done:
                messages.success(request, done)
                return redirect("roster_person", person_id=person.pk)
            status = 422
    return _show(request, person, form, gate, why=why, status=status)


def _do(person: Person, form: AppointForm, why: ReasonForm, scope: Scope) -> str:
    """Record it, or propose it to a second person; what was done, empty when the reason is to be
    mended. Raises Refused."""
    if not why.is_bound:
        appointing.appoint(person, actor_id=scope.user_id, **form.term())
        return _("The appointment is recorded.")
    if not why.is_valid():
        return ""
    proposing.propose_appointment(
        person,
        actor_id=scope.user_id or 0,
        end=form.end,
        **form.term(),
        **why.cleaned_data,
    )
    return _("The appointment is proposed. It is recorded when somebody else agrees.")


def _show(
    request: HttpRequest,
    person: Person,
    form: AppointForm,
    gate: Gate | None,
    *,
    why: ReasonForm,
    status: int,
) -> HttpResponse:
    starts = form.cleaned_data.get("starts") if form.is_bound else None
    past = starts is not None and starts < clock.today()
    over = bool(form["day"].value())
    context = {
        "why": why,
        "past": past,
        "may_be_over": past and not over,
        "takes_two": gate and gate.may_be_overridden and (past or not gate.granted),
        "person": person,
        "standing": standings_of([person.pk], clock.today())[person.pk],
        "form": form,
        "gate": gate,
        "lines": gate_lines(gate, _here(person, form)) if gate else [],
    }
    return render(request, "roster/appoint.html", context, status=status)


def _here(person: Person, form: AppointForm) -> str:
    """The address of this gate with everything typed."""
    typed = {field.html_name: field.value() or "" for field in form}
    return reverse("roster_appoint") + "?" + urlencode({"person": person.pk, **typed})


def _find(request: HttpRequest, scope: Scope) -> HttpResponse:
    """People of that name; without a name those who are ready for a post."""
    text = request.GET.get("q", "").strip()[:50]
    people = people_in_reach(scope).select_related("organisation").order_by("name", "pk")
    found = list(people.filter(name__contains=text)) if text else list(people)
    standings = standings_of([person.pk for person in found], clock.today())
    ready = [
        (person, standings[person.pk])
        for person in found
        if text or standings[person.pk].label in {QUALIFIED, TRAINEE}
    ]
    ready.sort(key=lambda entry: entry[1].label != QUALIFIED)
    context = {
        "text": text,
        "people": ready[:MOST_PEOPLE],
        "more": len(ready) > MOST_PEOPLE,
        "post": request.GET.get("post", ""),
    }
    return render(request, "roster/appoint_find.html", context)


def _chosen(scope: Scope, typed: str) -> Person:
    rows = people_in_reach(scope).select_related("organisation")
    return get_object_or_404(rows, pk=_id(typed))


def _id(typed: str) -> int:
    """The id in an address; 0, which nothing has, for whatever is none."""
    return int(typed) if re.fullmatch(r"[0-9]{1,18}", typed) else 0


def _initial(scope: Scope, post_id: str) -> dict[str, Any]:
    """The likely way into the chosen post, from today on."""
    initial: dict[str, Any] = {"starts": clock.today()}
    post = posts_in_reach(scope).filter(pk=_id(post_id)).first()
    if post:
        electing = post.kind in ELECTED_POSTS and post.organisation.kind in ELECTING_KINDS
        initial |= {
            "post": post,
            "mode": AppointmentMode.ELECTED if electing else AppointmentMode.HIRED,
        }
    return initial


def _gate(person: Person, form: AppointForm) -> Gate | None:
    """The gate as soon as post, mode and day are understood, whatever else is still to mend."""
    form.is_valid()
    typed = form.cleaned_data
    if not {"post", "mode", "starts"} <= typed.keys():
        return None
    return decide_gate(
        *(person, typed["post"], typed["mode"], typed["starts"]), until=typed.get("day")
    )
