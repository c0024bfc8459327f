"""Suspected doubles: the pairs that wait, one pair side by side, the decision."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal import hooks, masking
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.desk.people.forms import DoubleForm
from portal.people.choices import DoubleState
from portal.people.doubling import DoubleRefused, decide, waiting
from portal.people.models import REVEALERS, Person, SuspectedDouble

PER_PAGE = 25
SIDES = ("kept__organisation", "kept__user", "newcomer__organisation", "newcomer__user")


@dataclass(frozen=True)
class Compared:
    """One line of the comparison; `differs` when both sides say something and not the same."""

    label: str
    kept: str
    newcomer: str

    @property
    def differs(self) -> bool:
        return bool(self.kept and self.newcomer) and self.kept != self.newcomer


def _in_reach(request: HttpRequest) -> QuerySet[SuspectedDouble]:
    return SuspectedDouble.objects.scoped(request_scope(request)).select_related(*SIDES)


@never_cache
@require_safe
@needs_role(*REVEALERS)
def doubles(request: HttpRequest) -> HttpResponse:
    rows = waiting(_in_reach(request)).order_by("pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/people/doubles.html", {"page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*REVEALERS)
def double(request: HttpRequest, pk: int) -> HttpResponse:
    """One pair; a POST decides it, for ever."""
    row = get_object_or_404(_in_reach(request).select_related(*SIDES, "decided_by"), pk=pk)
    form = DoubleForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _decided(request, row, form):
        return redirect("people_doubles")
    context = {
        "row": row,
        "lines": _compared(row.kept, row.newcomer),
        "decides": row.state == DoubleState.OPEN,
        "objections": hooks.objections_to_merge(row.newcomer_id),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "desk/people/double.html", context, status=status)


def _decided(request: HttpRequest, row: SuspectedDouble, form: DoubleForm) -> bool:
    typed: dict[str, Any] = form.cleaned_data
    actor_id = request_scope(request).user_id or 0
    try:
        first = decide(row, typed["state"], reason=typed["reason"], actor_id=actor_id)
    except DoubleRefused as refused:
        form.add_error(None, str(refused))
        return False
    if first:
        messages.success(request, _("Decided, and written down."))
    else:
        messages.info(request, _("Somebody else has decided this pair already."))
    return True


def _compared(kept: Person, newcomer: Person) -> list[Compared]:
    sides = [_told(kept), _told(newcomer)]
    return [Compared(label, sides[0][label], sides[1][label]) for label in sides[0]]


def _told(person: Person) -> dict[str, str]:
    """What is on file, masked as everywhere."""
    return {
        _("Name"): person.name,
        _("Sex"): person.get_sex_display(),
        _("Birth date"): date_format(person.birth_date),
        pgettext("person", "Document number"): person.id_masked,
        _("Phone"): masking.phone(person.phone),
        _("E-mail"): masking.email(person.email),
        _("Home organisation"): person.organisation.name,
        _("Login"): person.user.username if person.user else "",
        _("Entered on the platform"): date_format(person.recorded_at.date()),
    }
