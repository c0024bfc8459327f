"""Requests of people about their own data: the list, one request, its answer. What is asked for is
done elsewhere, by those who may: correcting on the person's page, erasing by command with four
eyes."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.desk.privacy.forms import AnswerForm
from portal.people import erasing
from portal.people.asking import AskingRefused, answer, overdue, waiting
from portal.people.choices import RequestState, Wish
from portal.people.models import ANSWERERS, PrivacyRequest

PER_PAGE = 25
CLOSED = "closed"


def _in_reach(request: HttpRequest) -> QuerySet[PrivacyRequest]:
    """Not one's own: somebody else answers that, and oneself reads it under "My data"."""
    scope = request_scope(request)
    rows = PrivacyRequest.objects.scoped(scope).exclude(person_id=scope.person_id or 0)
    return rows.select_related("person__organisation")


@never_cache
@require_safe
@needs_role(*ANSWERERS)
def requests(request: HttpRequest) -> HttpResponse:
    """Those that wait, the earliest due day first; closed ones on their own side."""
    rows, closed = _in_reach(request), request.GET.get("state") == CLOSED
    shown = (
        rows.exclude(state=RequestState.ASKED).order_by("-closed_at", "-pk")
        if closed
        else waiting(rows).order_by("due_on", "pk")
    )
    context = {
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "closed": closed,
        "overdue": overdue(rows).count(),
        "today": clock.today(),
    }
    return render(request, "privacy/requests.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ANSWERERS)
def one_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One request; a POST closes it for good."""
    row = get_object_or_404(_in_reach(request).select_related("closed_by"), pk=pk)
    if request.method == "POST" and row.state != RequestState.ASKED:
        messages.info(request, _("This request is closed already. Please look again."))
        return redirect("privacy_request", pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _answered(request, row, form):
        return redirect("privacy_requests")
    context = {
        "row": row,
        "form": form,
        "waits": row.state == RequestState.ASKED,
        "late": row.state == RequestState.ASKED and row.due_on < clock.today(),
        "against": erasing.plan(row.person).against if row.wish == Wish.ERASE else [],
    }
    return render(request, "privacy/request.html", context, status=422 if form.errors else 200)


def _answered(request: HttpRequest, row: PrivacyRequest, form: AnswerForm) -> bool:
    typed: dict[str, Any] = form.cleaned_data
    try:
        answer(row, typed["state"], typed["text"], by=request_scope(request))
    except AskingRefused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Answered; the person has been told."))
    return True
