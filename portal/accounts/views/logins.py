"""The screen of logins: whose they are, their roles, and what an administrator does to them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from portal.accounts import authority, granting, inviting, locking, second_factor, throttling
from portal.accounts.authority import HELPERS
from portal.accounts.desk_forms import FindForm, GiveForm, ReasonForm
from portal.accounts.models import RoleGrant, User
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.scope import Scope

PER_PAGE = 20
REFUSALS = (granting.GrantRefused, inviting.InvitationRefused, locking.LockRefused)
Verb = Callable[..., Any]
# What is done with a reason, and what is said when it is done.
ACTS: dict[str, tuple[Verb, Any]] = {
    "disable": (locking.disable, gettext_lazy("The login is disabled; its sessions have ended.")),
    "enable": (locking.enable, gettext_lazy("The login is open again.")),
    "reset": (
        locking.reset_second_factor,
        gettext_lazy("The second factor is reset; at the next sign-in it is set up anew."),
    ),
}


@require_safe
@needs_role(*HELPERS)
def logins(request: HttpRequest) -> HttpResponse:
    scope = request_scope(request)
    form = FindForm(request.GET)
    form.is_valid()
    open_grants = RoleGrant.objects.filter(ended_at__isnull=True).select_related("organisation")
    found = _filtered(authority.logins(scope), form.cleaned_data)
    rows = found.select_related("person__organisation").prefetch_related(
        Prefetch("grants", open_grants.order_by("granted_at"), to_attr="open_grants")
    )
    page = Paginator(rows.order_by("username"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "gives": authority.roles_to_give(scope)}
    return render(request, "logins/logins.html", context)


def _filtered(rows: QuerySet[User], typed: dict[str, Any]) -> QuerySet[User]:
    if wanted := typed.get("q"):
        rows = rows.filter(Q(username__icontains=wanted) | Q(display_name__icontains=wanted))
    if role := typed.get("role"):
        held = RoleGrant.objects.filter(role=role, ended_at__isnull=True)
        rows = rows.filter(pk__in=held.values("user_id"))
    if state := typed.get("state"):
        rows = rows.filter(is_active=state == "open")
    return rows


def _login(request: HttpRequest, pk: int) -> User:
    rows = authority.logins(request_scope(request)).select_related("person__organisation")
    return get_object_or_404(rows, pk=pk)


@require_safe
@needs_role(*HELPERS)
def login(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _login(request, pk))


def _page(
    request: HttpRequest,
    user: User,
    *,
    give: GiveForm | None = None,
    status: int = 200,
    **told: Any,
) -> HttpResponse:
    scope = request_scope(request)
    grants = RoleGrant.objects.filter(user=user).select_related(
        "organisation", "granted_by", "ended_by"
    )
    gives = bool(authority.roles_to_give(scope)) and user.pk != scope.user_id
    context = {
        "login": user,
        "grants": [
            (row, f"take{row.pk}" if _is_to_take(scope, row) else "")
            for row in grants.order_by("-granted_at")
        ],
        "acts": authority.may_act_on(scope, user),
        "locked": throttling.is_locked(user.pk),
        "second_factor": second_factor.is_set_up(user.pk),
        "give": give or (GiveForm(scope=scope) if gives else None),
        "reason": ReasonForm(),
        "own": user.pk == scope.user_id,
    }
    return render(request, "logins/login.html", context | told, status=status)


def _is_to_take(scope: Scope, row: RoleGrant) -> bool:
    mine = row.user_id == scope.user_id
    may = authority.may_give(scope, row.role, row.organisation.path)
    return row.ended_at is None and may and not mine


@require_POST
@needs_role(*HELPERS)
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Disable, enable or reset, with a reason."""
    user = _login(request, pk)
    if verb not in ACTS:
        raise Http404
    do, done = ACTS[verb]
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            do(user, by=request_scope(request), reason=form.cleaned_data["reason"])
        except locking.LockRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, str(done))
            return redirect("login_detail", pk)
    return _page(request, user, status=422, failed=form, failed_act=verb)


@require_POST
@needs_role(*HELPERS)
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    user = _login(request, pk)
    try:
        locking.unlock(user, by=request_scope(request))
    except locking.LockRefused as refused:
        return _page(request, user, status=422, refused=str(refused))
    messages.success(request, _("Unlocked: the next try is heard at once."))
    return redirect("login_detail", pk)


@require_POST
@needs_role(*HELPERS)
def new_password(request: HttpRequest, pk: int) -> HttpResponse:
    """A sheet with a one-time code for a new password."""
    user = _login(request, pk)
    try:
        row = inviting.renew_password(user, by=request_scope(request))
    except inviting.InvitationRefused as refused:
        return _page(request, user, status=422, refused=str(refused))
    return redirect(f"/desk/logins/sheets/?i={row.pk}")


@require_POST
@needs_role(*HELPERS)
def give(request: HttpRequest, pk: int) -> HttpResponse:
    user, scope = _login(request, pk), request_scope(request)
    form = GiveForm(request.POST, scope=scope)
    if form.is_valid() and _granted(user, form, request):
        messages.success(request, _("The role is given."))
        return redirect("login_detail", pk)
    return _page(request, user, give=form, status=422)


def _granted(user: User, form: forms.Form, request: HttpRequest) -> bool:
    typed = form.cleaned_data
    try:
        granting.give(
            user,
            typed["role"],
            typed["organisation"],
            by=request_scope(request),
            reason=typed["reason"],
        )
    except granting.GrantRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True


@require_POST
@needs_role(*HELPERS)
def take(request: HttpRequest, pk: int, grant: int) -> HttpResponse:
    user = _login(request, pk)
    row = get_object_or_404(RoleGrant.objects.select_related("organisation"), pk=grant, user=user)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            granting.take(row, by=request_scope(request), reason=form.cleaned_data["reason"])
        except granting.GrantRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The role is ended."))
            return redirect("login_detail", pk)
    return _page(request, user, status=422, failed=form, failed_act=f"take{grant}")
