"""The audit trail for auditors: found by filters, one act in full, a day's sheet, an export."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.audit import own_words
from portal.audit.models import READERS, AuditDay
from portal.desk.audit import exporting, listing, showing
from portal.desk.audit.forms import FindForm
from portal.people.models import Organisation

PER_PAGE = 50
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_safe
@needs_role(*READERS)
def events(request: HttpRequest) -> HttpResponse:
    return _list(request, FindForm(request.GET, request_scope(request)))


def _list(request: HttpRequest, form: FindForm) -> HttpResponse:
    scope, valid = request_scope(request), form.is_valid()
    rows = listing.found(scope, form.cleaned_data).select_related("actor")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    events = list(page.object_list)
    context = {
        "form": form,
        "page": page,
        "rows": showing.shown(events, listing.places_named(events)),
        "state": listing.state_of_trail() if listing.reaches_all(scope) else None,
        "today": clock.today(),
    }
    return render(request, "desk/audit/events.html", context, status=200 if valid else 422)


@never_cache
@require_safe
@needs_role(*READERS)
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """One act with its reason, its details and its place in the chain."""
    rows = listing.in_reach(request_scope(request)).select_related("actor", "body", "seal")
    row = get_object_or_404(rows, pk=pk)
    seal, body = getattr(row, "seal", None), getattr(row, "body", None)
    context = {
        "event": row,
        "shown": showing.shown([row], listing.places_named([row]))[0],
        "body": body,
        "reason": own_words.told(body.reason) if body else "",
        "details": sorted(body.data.items()) if body else [],
        "seal": seal,
        "closed": AuditDay.objects.filter(day=seal.day).first() if seal else None,
    }
    return render(request, "desk/audit/event.html", context)


@never_cache
@require_safe
@needs_role(*READERS)
def day(request: HttpRequest, day: str) -> HttpResponse:
    """A sheet to print: the acts of a day by kind, and its root, which no later hand can change."""
    try:
        asked = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    acts = listing.acts_of(request_scope(request), asked)
    acts = [act | {"words": showing.act_in_words(act["kind"])} for act in acts]
    context = {
        "day": asked,
        "acts": acts,
        "total": sum(act["count"] for act in acts),
        "closed": AuditDay.objects.filter(day=asked).first(),
        "printed_at": clock.now(),
    }
    return render(request, "desk/audit/day.html", context)


@never_cache
@require_POST
@needs_role(*READERS)
def export(request: HttpRequest) -> HttpResponse:
    scope = request_scope(request)
    form = FindForm(request.POST, scope)
    if not form.is_valid():
        return _list(request, form)  # else more would leave the house than was asked for
    typed: dict[str, Any] = form.cleaned_data
    place = typed.get("at") or Organisation.objects.get(path=scope.paths(*READERS)[0])
    content = exporting.export(
        listing.found(scope, typed),
        place,
        {name: str(value) for name, value in typed.items() if value and name != "text"},
        actor_id=scope.user_id or 0,
    )
    response = HttpResponse(content, content_type=WORKBOOK)
    name = f"audit-{clock.today():%Y%m%d}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
