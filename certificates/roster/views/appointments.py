"""Appointing, ending, suspending, lifting: forms that keep what was typed."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certificates.roster import proposing, replacing, suspending
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.finding import the_one
from certificates.roster.forms_of_acts import EndForm, LiftForm, SuspendForm
from certificates.roster.models import Appointment, DutySuspension
from certificates.roster.refusing import Refused
from certificates.roster.writing import End
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.reauthenticating import ask_who_it_is
from portal.accounts.scoping import request_scope
from portal.scope import Scope

END_FIELDS = ("day", "reason", "deciding_body", "document_number", "note")


def in_office(scope: Scope) -> QuerySet[Appointment]:
    """Appointments at a keeper's own places that hold, or are going to."""
    rows: QuerySet[Appointment] = Appointment.objects.scoped(scope).filter(
        Q(ends__isnull=True) | Q(ends__gt=clock.today()),
        scope.below("organisation__path", *ROSTER_KEEPERS),
        superseded_at__isnull=True,
    )
    return rows.select_related("person", "post", "organisation")


def in_reach(scope: Scope) -> QuerySet[Appointment]:
    """Those of them of which no end is recorded."""
    return in_office(scope).filter(ends__isnull=True)


def tell(form: Form, refused: Refused) -> None:
    """Put a verb's refusal beside the field it names."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))


def _show(
    request: HttpRequest, name: str, form: Form, row: Appointment, **more: Any
) -> HttpResponse:
    context = {"form": form, "row": row, "person": row.person} | more
    return render(request, f"roster/{name}.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def end(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Record the end of an appointment."""
    scope = request_scope(request)
    row = get_object_or_404(in_reach(scope), pk=appointment_id)
    form = EndForm(
        request.POST or None,
        initial={"day": clock.today()},
        offers_withdrawing=replacing.may_withdraw(scope, row.person_id),
        two=replacing.needs_two(),
    )
    if form.offers_withdrawing and request.POST.get("withdraw"):
        ask_who_it_is(request)
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, _ended(row, form.cleaned_data, scope))
        except Refused as refused:
            tell(form, refused)
        else:
            return redirect("roster_person", person_id=row.person_id)
    return _show(request, "end", form, row)


def _ended(row: Appointment, typed: dict[str, Any], scope: Scope) -> str:
    """Do it or propose it, and say which. Raises Refused."""
    end = End(*(typed[name] for name in END_FIELDS))
    if end.day < clock.today():
        proposing.propose_end(row, end, reason=typed["late_reason"], actor_id=scope.user_id or 0)
        return _("The end is proposed. It is recorded when somebody else agrees.")
    successor = None
    if typed["follow"] == "successor":
        successor = the_one(scope, typed["successor"], "successor")
    withdraws = typed.get("withdraw", False)
    replacing.end(
        row,
        **{name: typed[name] for name in END_FIELDS},
        actor_id=scope.user_id,
        withdraw=withdraws,
        successor=successor,
        successor_basis=typed["successor_basis"],
    )
    return _told(withdraws=withdraws)


def _told(*, withdraws: bool) -> str:
    if withdraws and replacing.needs_two():
        return _(
            "The end of the appointment is recorded, and the certificate is suspended. It is "
            "withdrawn for good when somebody else who issues at its place agrees."
        )
    return _("The end of the appointment is recorded.")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def suspend(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Keep somebody in office from duty."""
    scope = request_scope(request)
    row = get_object_or_404(in_office(scope), pk=appointment_id)
    form = SuspendForm(request.POST or None, initial={"starts": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            suspending.suspend_duty(row, actor_id=scope.user_id, **form.cleaned_data)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The suspension from duty is recorded."))
            return redirect("roster_person", person_id=row.person_id)
    return _show(request, "suspend", form, row)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def lift(request: HttpRequest, suspension_id: int) -> HttpResponse:
    """Let somebody back on duty."""
    scope = request_scope(request)
    rows = DutySuspension.objects.scoped(scope).filter(
        scope.below("organisation__path", *ROSTER_KEEPERS), ends__isnull=True
    )
    suspension = get_object_or_404(
        rows.select_related("appointment__person", "appointment__post", "organisation"),
        pk=suspension_id,
    )
    form = LiftForm(request.POST or None, initial={"ends": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            suspending.lift_suspension(suspension, actor_id=scope.user_id, **form.cleaned_data)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The return to duty is recorded."))
            return redirect("roster_person", person_id=suspension.appointment.person_id)
    return _show(request, "lift", form, suspension.appointment, suspension=suspension)
