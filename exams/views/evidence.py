"""The exam office's attempts, and everything that is on record of one: on the screen, as a PDF for
a judge, as JSON."""

import re
from functools import partial

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exams import copies, filing
from exams.choices import BANK_KEEPERS, OFFICER
from exams.documenting import Document, Sight, document, sight_of
from exams.forms import AttemptsFilter
from exams.models import Attempt
from exams.stepping import named
from exams.views.copying import copy_page
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


def _sight(request: HttpRequest, attempt: Attempt) -> Sight:
    keeper = bool(tops(request_scope(request), *BANK_KEEPERS))
    return sight_of(attempt, keeper=keeper)


def _document(request: HttpRequest, attempt: Attempt) -> Document:
    return document(attempt, _sight(request, attempt))


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
def evidence_json(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """A copy to take away; recorded."""
    attempt = get_object_or_404(_attempts(request), pk=attempt_id)
    user = User.objects.get(pk=request_scope(request).user_id or 0)
    made = filing.make("json", partial(_document, request, attempt), asked_by=named(user))
    return _file(request, attempt, made)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(OFFICER)
def evidence_pdf(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """A copy to take away, made by a job as things stand then; taking it is recorded."""
    attempt = get_object_or_404(_attempts(request), pk=attempt_id)
    user_id = request_scope(request).user_id or 0
    wanted = filing.wanted(attempt, _sight(request, attempt), user_id)
    if request.method != "POST":
        back = reverse("evidence", args=[attempt.pk])
        title = _("Record of an attempt as PDF: %(name)s") % {"name": attempt.person.name}
        return copy_page(request, wanted, title=title, back=back)
    made = filing.kept(wanted) if "take" in request.POST else None
    if made is None:
        copies.ask(wanted)
        return redirect("evidence_pdf", attempt.pk)
    return _file(request, attempt, made)


def _file(request: HttpRequest, attempt: Attempt, made: filing.File) -> HttpResponse:
    content = filing.hand_out(made, attempt, actor_id=request_scope(request).user_id)
    response = HttpResponse(content, content_type=TYPES[made.form])
    name = f"evidence-{attempt.receipt or attempt.pk}.{made.form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
