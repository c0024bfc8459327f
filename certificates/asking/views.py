"""The screens of keys: which there are, a new one, the end of one."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates.asking import keying
from certificates.asking.forms import EndForm, KeyForm
from certificates.asking.models import KEEPERS, KeyDay, OfficeKey
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope

AT_ONCE = 25
CALL = """curl {address}verify \\
  -H 'Authorization: Bearer hz_…' \\
  -H 'Content-Type: application/json' \\
  -d '{{"code": "0000-0000-0000-0000"}}'"""
form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
@needs_role(*KEEPERS)
def keys(request: HttpRequest) -> HttpResponse:
    """Newest first, with what each has spent today."""
    rows = OfficeKey.objects.scoped(request_scope(request)).select_related(
        "organisation", "roster_of"
    )
    page = Paginator(rows.order_by("-pk"), AT_ONCE).get_page(request.GET.get("page"))
    today = clock.today()
    spent = dict(KeyDay.objects.filter(key__in=list(page), day=today).values_list("key", "spent"))
    shown = [(row, spent.get(row.pk, 0)) for row in page]
    told = {"page": page, "rows": shown, "today": today, "interface": interface()}
    return render(request, "asking/keys.html", told)


def interface() -> dict[str, str]:
    """Where a program asks, where that is described, and a call as it is typed."""
    root = f"{settings.PUBLIC_URL}{reverse('api:openapi-json').removesuffix('openapi.json')}"
    address = f"{root}certificates/"
    return {
        "address": address,
        "description": f"{root}openapi.json",
        "example": CALL.format(address=address),
    }


@never_cache
@form_page
@needs_role(*KEEPERS)
def new(request: HttpRequest) -> HttpResponse:
    """The key is in this one answer and nowhere else."""
    form = KeyForm(request.POST or None, scope=request_scope(request))
    if form.is_valid():
        try:
            row, secret = keying.make(
                form.wish(), form.cleaned_data["once"], actor_id=int(request.user.pk or 0)
            )
        except keying.KeyRefused as refused:
            form.add_error(None, str(refused))
        else:
            told = {"row": row, "secret": secret, "interface": interface()}
            return render(request, "asking/made.html", told)
    status = 422 if form.is_bound else 200
    return render(request, "asking/new.html", {"form": form}, status=status)


@never_cache
@form_page
@needs_role(*KEEPERS)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    rows = OfficeKey.objects.scoped(request_scope(request)).select_related("organisation")
    row = get_object_or_404(rows, pk=pk)
    if request.method != "POST" and row.ended_at is not None:
        messages.warning(request, _("The key had been ended already."))
        return redirect("office_keys")
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            keying.end(row, form.cleaned_data["reason"], actor_id=int(request.user.pk or 0))
        except keying.KeyRefused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("The key is ended. From now on it opens nothing."))
        return redirect("office_keys")
    status = 422 if form.is_bound else 200
    return render(request, "asking/end.html", {"form": form, "row": row}, status=status)
