"""The papers that are being written now, and time given back to them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exams import crediting, delivering
from exams.acting_once import new_action
from exams.choices import OFFICER, AttemptState
from exams.forms import CreditForm
from exams.models import Attempt
from exams.sittings import permitting
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.numbered import ids

ROWS = 100
REFUSED = 422


@dataclass(frozen=True)
class Row:
    """A paper that is being written: how much is answered, how long is left (seconds)."""

    attempt: Attempt
    answered: int
    total: int
    left: int
    chosen: bool


@never_cache
@require_http_methods(["GET", "POST"])
@needs_role(OFFICER)
def running(request: HttpRequest) -> HttpResponse:
    rows = _open_papers(request)
    if request.method == "POST":
        return _credit(request, rows)
    return _page(request, rows, CreditForm(initial={"action": new_action()}))


def _open_papers(request: HttpRequest) -> QuerySet[Attempt]:
    """Of the people at or below the places where one is exam officer."""
    scope = request_scope(request)
    rows = Attempt.objects.scoped(scope).filter(
        scope.below("person__organisation__path", OFFICER), state=AttemptState.OPEN
    )
    return rows.select_related("exam", "person__organisation").order_by("exam", "deadline", "pk")


def _credit(request: HttpRequest, rows: QuerySet[Attempt]) -> HttpResponse:
    form = CreditForm(request.POST)
    named = ids(request.POST.getlist("paper")[:ROWS])
    actor_id = request_scope(request).user_id
    own = Q(person__user=actor_id or 0)
    asked = rows.exclude(own) if request.POST.get("all") else rows.filter(pk__in=named)
    chosen = set(asked.values_list("pk", flat=True))
    if form.is_valid() and asked.filter(own).exists():
        form.add_error(None, permitting.own_words())
    if form.is_valid() and not chosen:
        form.add_error(None, _("Please choose the papers that get the minutes."))
    if not form.is_valid():
        return _page(request, rows, form, chosen)
    came = crediting.credit(
        chosen,
        minutes=form.cleaned_data["minutes"],
        reason=form.cleaned_data["reason"],
        action=form.cleaned_data["action"],
        actor_id=actor_id,
    )
    text = ngettext(
        "%(given)s paper was given %(minutes)s minutes.",
        "%(given)s papers were given %(minutes)s minutes.",
        came.given,
    )
    told = text % {"given": came.given, "minutes": form.cleaned_data["minutes"]}
    if came.ended:
        ended = ngettext(
            "%(n)s had ended meanwhile and gets none.",
            "%(n)s had ended meanwhile and get none.",
            came.ended,
        )
        told = f"{told} {ended % {'n': came.ended}}"
    messages.success(request, told)
    return redirect("running")


def _page(
    request: HttpRequest, rows: QuerySet[Attempt], form: CreditForm, chosen: Iterable[int] = ()
) -> HttpResponse:
    moment, kept = clock.now(), set(chosen)
    given = Count("answers", filter=~Q(answers__value=[]), distinct=True)
    counted = rows.annotate(total=Count("questions", distinct=True), given=given)
    page = Paginator(counted, ROWS).get_page(request.GET.get("page"))
    listed = [
        Row(
            row,
            vars(row)["given"],
            vars(row)["total"],
            delivering.seconds_left(row.deadline, row.paused_at or moment),
            row.pk in kept,
        )
        for row in page.object_list
    ]
    context = {"page": page, "rows": listed, "form": form, "moment": moment}
    status = REFUSED if form.errors else 200
    return render(request, "exams/running.html", context, status=status)
