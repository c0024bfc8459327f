"""Choosing whom to act for, and ending it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.accounts import assisting
from portal.accounts.choices import Role
from portal.accounts.permissions import needs_login, needs_role
from portal.accounts.scoping import request_scope
from portal.people.models import Person

PER_PAGE = 30


@require_safe
@needs_role(Role.ASSISTANT)
def choose(request: HttpRequest) -> HttpResponse:
    scope = request_scope(request)
    rows = Person.objects.scoped(scope).filter(
        scope.below("organisation__path", Role.ASSISTANT), merged_into__isnull=True
    )
    wanted = request.GET.get("q", "").strip()[:50]
    rows = rows.filter(name__contains=wanted) if wanted else rows
    rows = rows.exclude(pk=scope.person_id or 0).select_related("organisation")
    page = Paginator(rows.order_by("name", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "logins/assist.html", {"page": page, "q": wanted})


@require_POST
@needs_role(Role.ASSISTANT)
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    scope = request_scope(request)
    people = Person.objects.scoped(scope).select_related("organisation")
    person = get_object_or_404(
        people.filter(scope.below("organisation__path", Role.ASSISTANT)), pk=pk
    )
    try:
        assisting.begin(person, by=scope, session=request.session)
    except assisting.AssistRefused as refused:
        messages.error(request, str(refused))
        return redirect("assist")
    return redirect("desk")


@require_POST
@needs_login
def end(request: HttpRequest) -> HttpResponse:
    if assisting.end(user_id=request.user.pk or 0, session=request.session):
        messages.success(request, _("You act for yourself again."))
    return redirect("desk")
