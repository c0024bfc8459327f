"""The exam office's attempts, and everything that is on record of one: on the screen, as a PDF for
a judge, as JSON."""

import re
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from exams import filing
from exams.choices import BANK_KEEPERS, OFFICER
from exams.documenting import Document, document, sight_of
from exams.forms import AttemptsFilter
from exams.models import Attempt
from exams.stepping import named
from portal import clock
from portal.accounts.authority import tops
from portal.accounts.models import User
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope

ROWS, STEPS = 25, 200
TYPES = {"pdf": "application/pdf", "json": "application/json"}
SIGNS = re.compile(r"[\s-]")


def _attempts(request: HttpRequest) -> QuerySet[Attempt]:
    """Of the people at or below the places where one is exam officer."""
    scope = request_scope(request)
    rows = Attempt.objects.scoped(scope).filter(scope.below("person__organisation__path", OFFICER))
    return rows.select_related("exam", "person__organisation", "result")


@never_cache
@require_safe
@needs_role(OFFICER)
def attempts(request: HttpRequest) -> HttpResponse:
    """Every attempt, newest first; found by receipt number or name."""
    form = AttemptsFilter(request.GET or None)
    rows = _attempts(request).order_by("-started_at", "-pk")
    form.is_valid()
    text = getattr(form, "cleaned_data", {}).get("text", "")
    if text:
        rows = rows.filter(Q(person__name__icontains=text) | Q(receipt__in=_receipts(text)))
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return render(request, "exams/attempts.html", {"form": form, "page": page, "text": text})


def _receipts(text: str) -> list[str]:
    """The receipt number as it is kept, however it was typed: 20261123-7K3Q9XTM."""
    bare = SIGNS.sub("", text).upper()
    return [f"{bare[:8]}-{bare[8:]}"]


def _document(request: HttpRequest, attempt: Attempt) -> Document:
    keeper = bool(tops(request_scope(request), *BANK_KEEPERS))
    return document(attempt, sight_of(attempt, keeper=keeper))


@never_cache
@require_safe
@needs_role(OFFICER)
def evidence(request: HttpRequest, attempt_id: int) -> HttpResponse:
    attempt = get_object_or_404(_attempts(request), pk=attempt_id)
    whole = _document(request, attempt)
    steps = Paginator(whole.steps, STEPS).get_page(request.GET.get("page"))
    context = {"whole": whole, "attempt": attempt, "page": steps, "moment": clock.now()}
    return render(request, "exams/evidence.html", context)


@never_cache
@require_POST
@needs_role(OFFICER)
def evidence_file(request: HttpRequest, attempt_id: int, form: str) -> HttpResponse:
    """A copy to take away; recorded."""
    attempt = get_object_or_404(_attempts(request), pk=attempt_id)
    if form not in filing.FORMS:
        raise Http404
    user = User.objects.get(pk=request_scope(request).user_id or 0)
    try:
        made = filing.make(form, partial(_document, request, attempt), asked_by=named(user))
    except filing.Unprintable as refused:
        messages.warning(request, str(refused))
        return redirect("evidence", attempt.pk)
    content = filing.hand_out(made, attempt, actor_id=user.pk)
    response = HttpResponse(content, content_type=TYPES[form])
    name = f"evidence-{attempt.receipt or attempt.pk}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
