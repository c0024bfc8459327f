"""One portrait: the own, and a person's; looked at, brought, replaced, withdrawn."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal import clock
from portal.accounts.permissions import needs_person, needs_role
from portal.accounts.scoping import request_scope
from portal.desk.portraits.forms import PortraitForm
from portal.people import filing, portraying
from portal.people.developing import PortraitRefused
from portal.people.models import KEEPERS, Person, Portrait
from portal.policy.rules import rule


@dataclass(frozen=True)
class Way:
    """The template of a page and the addresses that belong to it."""

    template: str
    page: str
    picture: str
    withdraw: str


def _own(request: HttpRequest) -> tuple[Person, Way]:
    scope = request_scope(request)
    rows = Person.objects.scoped(scope).select_related("organisation")
    names = ("my_portrait", "my_portrait_picture", "my_portrait_withdraw")
    addresses = (reverse(name) for name in names)
    return get_object_or_404(rows, pk=scope.person_id), Way("desk/portraits/own.html", *addresses)


def _kept(request: HttpRequest, pk: int) -> tuple[Person, Way]:
    """A record of one's places that is not merged into another."""
    scope = request_scope(request)
    rows = Person.objects.scoped(scope).filter(scope.below("organisation__path", *KEEPERS))
    rows = rows.filter(merged_into__isnull=True).select_related("organisation")
    names = ("person_portrait", "person_portrait_picture", "person_portrait_withdraw")
    addresses = (reverse(name, args=[pk]) for name in names)
    return get_object_or_404(rows, pk=pk), Way("desk/portraits/person.html", *addresses)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_person
def my_portrait(request: HttpRequest) -> HttpResponse:
    return _page(request, *_own(request))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*KEEPERS)
def person_portrait(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, *_kept(request, pk))


@never_cache
@require_safe
@needs_person
def my_portrait_picture(request: HttpRequest) -> HttpResponse:
    return _picture(request, _own(request)[0])


@never_cache
@require_safe
@needs_role(*KEEPERS)
def person_portrait_picture(request: HttpRequest, pk: int) -> HttpResponse:
    return _picture(request, _kept(request, pk)[0])


@require_POST
@needs_person
def my_portrait_withdraw(request: HttpRequest) -> HttpResponse:
    return _withdrawn(request, *_own(request))


@require_POST
@needs_role(*KEEPERS)
def person_portrait_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return _withdrawn(request, *_kept(request, pk))


def _live(request: HttpRequest, person: Person) -> Portrait | None:
    rows = Portrait.objects.scoped(request_scope(request))
    return rows.filter(person=person, retired_at__isnull=True).first()


def _page(request: HttpRequest, person: Person, way: Way) -> HttpResponse:
    form = PortraitForm()
    if request.method == "POST":
        form = PortraitForm(request.POST, request.FILES)
        if _is_taken(request, form, person):
            messages.success(request, _("The portrait is kept as it is shown here."))
            return redirect(way.page)
    portrait = _live(request, person)
    context: dict[str, Any] = {
        "person": person,
        "way": way,
        "form": form,
        "portrait": portrait,
        "is_there": portrait is not None and filing.is_whole(person.pk, portrait.sha256),
        "days": rule("privacy.portrait_keep_days", on=clock.today()).number,
    }
    return render(request, way.template, context, status=422 if form.errors else 200)


def _is_taken(request: HttpRequest, form: PortraitForm, person: Person) -> bool:
    if form.is_valid():
        try:
            content = form.cleaned_data["file"].read()
            portraying.portray(person, content, actor_id=request_scope(request).user_id)
        except PortraitRefused as refused:
            form.add_error("file", str(refused))
    return not form.errors


def _picture(request: HttpRequest, person: Person) -> HttpResponse:
    """The live picture, to those only who may see it; nothing on the way keeps a copy."""
    portrait = _live(request, person)
    if portrait is None:
        raise Http404
    try:
        content = filing.read(person.pk, portrait.sha256)
    except filing.FileGone:
        raise Http404 from None
    return HttpResponse(content, content_type="image/jpeg")


def _withdrawn(request: HttpRequest, person: Person, way: Way) -> HttpResponse:
    try:
        portraying.withdraw(person, actor_id=request_scope(request).user_id)
    except PortraitRefused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, _("The portrait is withdrawn."))
    return redirect(way.page)
