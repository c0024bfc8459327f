"""The screens of invitations: whom to invite, what is open, the sheets to hand out."""

from typing import Any

import segno
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal import clock
from portal.accounts import authority, codes, inviting, mailing
from portal.accounts.authority import HELPERS, MANAGERS
from portal.accounts.desk_forms import InviteStaffForm, WithdrawForm
from portal.accounts.inviting import InvitationRefused
from portal.accounts.models import Invitation
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.accounts.views.invitations import form_page
from portal.numbered import ids
from portal.people.models import Person

PER_PAGE = 50


@require_safe
@needs_role(*HELPERS)
def invitations(request: HttpRequest) -> HttpResponse:
    """The open ones, newest first."""
    scope = request_scope(request)
    rows = authority.invitations(scope).filter(accepted_at__isnull=True, withdrawn_at__isnull=True)
    rows = rows.select_related("organisation", "user", "created_by").order_by("-created_at")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(row, authority.may_look_after(scope, row)) for row in page],
        "now": clock.now(),
        "gives": authority.roles_to_give(scope),
    }
    return render(request, "logins/invitations.html", context)


def _keys(typed: list[str]) -> list[int]:
    """The keys of rows among what an address or a form says; the rest is nobody's."""
    return sorted(ids(typed))[:PER_PAGE]


@form_page
@needs_role(*HELPERS)
def invite_people(request: HttpRequest) -> HttpResponse:
    """People without a login; the chosen ones are invited and their sheets shown."""
    scope = request_scope(request)
    waiting = Person.objects.scoped(scope).filter(
        scope.below("organisation__path", *HELPERS), user__isnull=True, merged_into__isnull=True
    )
    wanted = request.GET.get("q", "").strip()[:50]
    rows = waiting.filter(name__contains=wanted) if wanted else waiting
    error = ""
    if request.method == "POST":
        chosen = _keys(request.POST.getlist("person"))
        made, error = _invited(request, list(waiting.filter(pk__in=chosen)))
        if made:
            query = "&".join(f"i={row.pk}" for row in made)
            return redirect(f"/desk/logins/sheets/?{query}")
    rows = rows.select_related("organisation").order_by("organisation__path", "name", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "q": wanted, "error": error}
    return render(request, "logins/invite_people.html", context, status=422 if error else 200)


def _invited(request: HttpRequest, people: list[Person]) -> tuple[list[Invitation], str]:
    """The invitations, each open one drawn anew, and what to say when there is none."""
    if not people:
        return [], _("Choose at least one person.")
    scope, made = request_scope(request), []
    for person in people:
        earlier = Invitation.objects.filter(
            person=person, accepted_at__isnull=True, withdrawn_at__isnull=True
        ).first()
        if earlier:
            made.append(inviting.renew(earlier, by=scope))
        else:
            made.append(inviting.invite_person(person, by=scope))
    told = ngettext("%(count)s person is invited.", "%(count)s people are invited.", len(made))
    messages.success(request, told % {"count": len(made)})
    return made, ""


@form_page
@needs_role(*MANAGERS)
def invite_staff(request: HttpRequest) -> HttpResponse:
    scope = request_scope(request)
    form = InviteStaffForm(request.POST or None, scope=scope)
    if form.is_valid():
        typed: dict[str, Any] = form.cleaned_data
        try:
            row = inviting.invite_staff(
                typed["name"],
                typed["role"],
                typed["organisation"],
                by=scope,
                reason=typed["reason"],
                email=typed["email"],
            )
        except InvitationRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(f"/desk/logins/sheets/?i={row.pk}")
    status = 422 if form.is_bound else 200
    return render(request, "logins/invite_staff.html", {"form": form}, status=status)


@never_cache
@require_safe
@needs_role(*HELPERS)
def sheets(request: HttpRequest) -> HttpResponse:
    """One sheet of paper for each invitation asked for: name, address, code, what to do."""
    scope = request_scope(request)
    rows = authority.invitations(scope).filter(
        pk__in=_keys(request.GET.getlist("i")), accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    rows = rows.select_related("organisation", "user", "person").order_by("pk")
    found = [row for row in rows if authority.may_look_after(scope, row)]
    if not found:
        raise Http404
    return render(request, "logins/sheets.html", {"sheets": [_sheet(row) for row in found]})


def _sheet(row: Invitation) -> dict[str, Any]:
    link = mailing.link_of(row)
    picture = segno.make(link, error="m").svg_data_uri(scale=4, border=2)
    return {"row": row, "code": codes.grouped(codes.code_from(row.seed)), "picture": picture}


@require_POST
@needs_role(*HELPERS)
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(authority.invitations(request_scope(request)), pk=pk)
    try:
        inviting.renew(row, by=request_scope(request))
    except InvitationRefused as refused:
        messages.error(request, str(refused))
        return redirect("invitations")
    return redirect(f"/desk/logins/sheets/?i={row.pk}")


@require_POST
@needs_role(*HELPERS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(authority.invitations(request_scope(request)), pk=pk)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["reason"])))
        return redirect("invitations")
    try:
        inviting.withdraw(row, by=request_scope(request), reason=form.cleaned_data["reason"])
    except InvitationRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The invitation is withdrawn; its code opens nothing."))
    return redirect("invitations")
