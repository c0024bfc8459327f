"""One person: what is known, what happened, and what a keeper changes."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal import clock, hooks, masking
from portal.accounts.permissions import needs_role
from portal.accounts.reauthenticating import ask_who_it_is
from portal.accounts.scoping import request_scope
from portal.desk.people import showing
from portal.desk.people.forms import ContactForm, NameForm, NumberForm, RevealForm, TransferForm
from portal.desk.people.steps import NOMINATORS
from portal.people.correcting import ChangedMeanwhile, correct
from portal.people.doubling import waiting
from portal.people.identifying import identify, note_seen
from portal.people.identity import NumberRefused
from portal.people.models import (
    KEEPERS,
    READERS,
    REVEALERS,
    Candidacy,
    Person,
    Portrait,
    Reveal,
    SuspectedDouble,
    Transfer,
)
from portal.people.revealing import RevealRefused, reveal
from portal.people.transferring import TransferRefused, transfer

LATEST_REVEALS = 10
REFUSALS = (NumberRefused, RevealRefused, TransferRefused, ChangedMeanwhile)


def _read(request: HttpRequest, pk: int) -> Person:
    rows = Person.objects.scoped(request_scope(request))
    return get_object_or_404(
        rows.select_related("organisation", "user", "id_checked_by", "merged_into"), pk=pk
    )


def _kept(request: HttpRequest, pk: int, *roles: str) -> Person:
    """A record that the scope may change: of its own places, and not merged into another."""
    scope = request_scope(request)
    rows = Person.objects.scoped(scope).filter(scope.below("organisation__path", *roles))
    rows = rows.filter(merged_into__isnull=True)
    return get_object_or_404(rows.select_related("organisation", "user", "id_checked_by"), pk=pk)


def _actor(request: HttpRequest) -> int:
    return request_scope(request).user_id or 0


@never_cache
@require_safe
@needs_role(*READERS)
def person_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _read(request, pk))


def _page(
    request: HttpRequest,
    person: Person,
    *,
    failed: forms.Form | None = None,
    revealed: str = "",
) -> HttpResponse:
    """The page; with the form that was refused, or once with the whole document number."""
    scope = request_scope(request)
    whole = person.merged_into_id is None
    keeps = whole and scope.covers(person.organisation.path, *KEEPERS)
    context = {
        "person": person,
        "phone": masking.phone(person.phone),
        "email": masking.email(person.email),
        "revealed": revealed,
        "keeps": keeps,
        "reveals": whole and scope.covers(person.organisation.path, *REVEALERS),
        "forms": _forms(request, person, failed) if whole else {},
        "failed": failed,
        "links": hooks.person_links(scope, person.pk),
        "remarks": hooks.name_remarks(person.name),
        "double": _double(request, person),
        "portrait": _portrait(request, person),
        "events": _events(request, person),
        "nominates": whole and scope.covers(person.organisation.path, *NOMINATORS),
        "looks": _looks(request, person),
    }
    return render(request, "desk/people/person.html", context, status=422 if failed else 200)


def _forms(
    request: HttpRequest, person: Person, failed: forms.Form | None
) -> dict[str, forms.Form]:
    """The forms of the page by their names, the refused one as it was typed."""
    found: dict[str, forms.Form] = {
        "reveal": RevealForm(auto_id="reveal_%s"),
        "number": NumberForm(auto_id="number_%s"),
        "contact": ContactForm(
            initial={"latin_name": person.latin_name, "latin_seen": person.latin_name},
            auto_id="contact_%s",
        ),
        "name": NameForm(auto_id="name_%s"),
        "transfer": TransferForm(
            scope=request_scope(request), initial={"day": clock.today()}, auto_id="transfer_%s"
        ),
    }
    kinds = {type(form): name for name, form in found.items()}
    return found if failed is None else found | {kinds[type(failed)]: failed}


def _events(request: HttpRequest, person: Person) -> list[showing.Event]:
    scope = request_scope(request)
    transfers = Transfer.objects.scoped(scope).filter(person=person)
    named = Candidacy.objects.scoped(scope).filter(person=person)
    return showing.events(
        person,
        list(transfers.select_related("origin", "destination").order_by("-pk")),
        list(named.select_related("organisation").order_by("-pk")),
        showing.changes_of_name(person),
    )


def _double(request: HttpRequest, person: Person) -> SuspectedDouble | None:
    """The first pair that waits, of those the scope may know of."""
    rows = waiting(SuspectedDouble.objects.scoped(request_scope(request)))
    return rows.filter(Q(kept=person) | Q(newcomer=person)).order_by("pk").first()


def _portrait(request: HttpRequest, person: Person) -> Portrait | None:
    rows = Portrait.objects.scoped(request_scope(request))
    return rows.filter(person=person, retired_at__isnull=True).first()


def _looks(request: HttpRequest, person: Person) -> list[Reveal]:
    """Who looked at the whole number lately, for those who may know."""
    rows = Reveal.objects.scoped(request_scope(request)).filter(person=person)
    return list(rows.select_related("user").order_by("-pk")[:LATEST_REVEALS])


def _done(form: forms.Form, field: str | None, act: Callable[[Any], Any]) -> bool:
    """Act; a refusal is told beside the field (or over the form), nothing typed is lost."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except ChangedMeanwhile:
        form.add_error(None, _("Somebody else has changed the record; please look again."))
    except REFUSALS as refused:
        form.add_error(field, str(refused))
    return not form.errors


@never_cache
@require_POST
@needs_role(*REVEALERS)
def person_reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole document number, once; the look and its reason are written down first."""
    person = _kept(request, pk, *REVEALERS)
    ask_who_it_is(request)
    form = RevealForm(request.POST, auto_id="reveal_%s")
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            whole = reveal(person, reason=reason, actor_id=_actor(request))
            return _page(request, person, revealed=whole)
        except RevealRefused as refused:
            form.add_error("reason", str(refused))
    return _page(request, person, failed=form)


def _change(
    request: HttpRequest,
    person: Person,
    form: forms.Form,
    act: Callable[[Any], Any],
    said: Any,
    *,
    field: str | None = None,
) -> HttpResponse:
    """Act on what was typed and say so; or the page again with the form as it was typed."""
    if not _done(form, field, act):
        person.refresh_from_db()
        return _page(request, person, failed=form)
    messages.success(request, said)
    return redirect("person_page", person.pk)


@require_POST
@needs_role(*KEEPERS)
def person_number(request: HttpRequest, pk: int) -> HttpResponse:
    person = _kept(request, pk, *KEEPERS)
    form = NumberForm(request.POST, auto_id="number_%s")

    def act(typed: Any) -> None:
        identify(person, typed["kind"], typed["number"], actor_id=_actor(request))

    said = _("The document number is kept, encrypted.")
    return _change(request, person, form, act, said, field="number")


@require_POST
@needs_role(*KEEPERS)
def person_seen(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has compared the document with the person by eye."""
    person = _kept(request, pk, *KEEPERS)
    if not person.id_index:
        messages.warning(request, _("Please enter the document number first."))
    else:
        note_seen(person, actor_id=_actor(request))
        messages.success(request, _("Written down: you have seen the document."))
    return redirect("person_page", pk)


@require_POST
@needs_role(*KEEPERS)
def person_contact(request: HttpRequest, pk: int) -> HttpResponse:
    person = _kept(request, pk, *KEEPERS)
    form = ContactForm(request.POST, auto_id="contact_%s")

    def act(_typed: Any) -> None:
        if form.is_stale(person.latin_name):
            form.look_again(person.latin_name)
            raise ChangedMeanwhile
        if values := form.values():
            correct(person, values, actor_id=_actor(request), reason="")

    return _change(request, person, form, act, _("The contact data is kept."))


@require_POST
@needs_role(*KEEPERS)
def person_name(request: HttpRequest, pk: int) -> HttpResponse:
    person = _kept(request, pk, *KEEPERS)
    form = NameForm(request.POST, auto_id="name_%s")

    def act(typed: Any) -> None:
        reason = _("%(reason)s (proof: %(proof)s)") % typed
        correct(person, {"name": typed["name"]}, actor_id=_actor(request), reason=reason)

    said = _("The name is changed. Printed certificates keep the old one.")
    return _change(request, person, form, act, said)


@require_POST
@needs_role(*KEEPERS)
def person_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    person = _kept(request, pk, *KEEPERS)
    form = TransferForm(request.POST, scope=request_scope(request), auto_id="transfer_%s")

    def act(typed: Any) -> None:
        day, reason = typed["day"], typed["reason"]
        transfer(person, typed["destination"], day=day, reason=reason, actor_id=_actor(request))

    said = _("The transfer is written down.")
    return _change(request, person, form, act, said, field="day")
