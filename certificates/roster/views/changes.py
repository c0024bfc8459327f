"""What follows an appointment: another term, who sent the person, mending or striking the entry."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certificates.roster import correcting, proposing, renewing, seconding
from certificates.roster.appointing import GateClosed
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.correcting import Right
from certificates.roster.forms_of_changes import CorrectForm, ReasonForm, RenewForm, SecondForm
from certificates.roster.gate import Gate
from certificates.roster.models import Appointment, Secondment
from certificates.roster.refusing import Refused
from certificates.roster.views.appointments import in_reach, tell
from certificates.roster.wording import gate_lines
from certificates.roster.writing import Terms
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.scope import Scope


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def renew(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Another term for whoever holds the post."""
    scope = request_scope(request)
    row = get_object_or_404(in_reach(scope), pk=appointment_id)
    begins = row.term_ends if row.term_ends and row.term_ends > clock.today() else clock.today()
    form = RenewForm(request.POST or None, initial={"starts": begins})
    gate = None
    if request.method == "POST" and form.is_valid():
        try:
            renewing.renew(row, actor_id=scope.user_id, **form.cleaned_data)
        except GateClosed as refused:
            gate = refused.gate
            tell(form, refused)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The new term is recorded."))
            return redirect("roster_person", person_id=row.person_id)
    return _show(request, "renew", form, row, gate=gate)


def _show(
    request: HttpRequest,
    name: str,
    form: Any,
    row: Appointment,
    *,
    gate: Gate | None = None,
    **more: Any,
) -> HttpResponse:
    lines = [one for one in gate_lines(gate) if one.stands_in_the_way] if gate else []
    context = {"form": form, "row": row, "person": row.person, "lines": lines} | more
    return render(request, f"roster/{name}.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def second(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Note which agency sent somebody, and in exchange for whom."""
    scope = request_scope(request)
    row = get_object_or_404(in_reach(scope), pk=appointment_id)
    form = SecondForm(request.POST or None)
    choices: Any = form.fields["exchanges"]
    choices.queryset = _exchangeable(scope, row)
    choices.label_from_instance = lambda one: f"{one.appointment.person.name} ({one.agency})"
    if request.method == "POST" and form.is_valid():
        try:
            seconding.second(row, actor_id=scope.user_id, **form.cleaned_data)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The secondment is recorded."))
            return redirect("roster_person", person_id=row.person_id)
    return _show(request, "second", form, row, due_on=seconding.due_on(row.starts))


def _exchangeable(scope: Scope, row: Appointment) -> Any:
    """Those who were sent to the same place, have left and have nobody in exchange yet."""
    rows = Secondment.objects.scoped(scope).filter(
        organisation_id=row.organisation_id,
        appointment__ends__isnull=False,
        appointment__superseded_at__isnull=True,
        exchanged_by__isnull=True,
    )
    return rows.exclude(pk=row.pk).select_related("appointment__person").order_by("-due_on")


def _entries(scope: Scope) -> Any:
    """Entries at a keeper's own places, of those in office and those who left."""
    rows = Appointment.objects.scoped(scope).filter(
        scope.below("organisation__path", *ROSTER_KEEPERS), superseded_at__isnull=True
    )
    return rows.select_related("person", "post__organisation", "organisation", "ending")


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def correct(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Propose how an entry should read."""
    scope = request_scope(request)
    row = get_object_or_404(_entries(scope), pk=appointment_id)
    form = CorrectForm(request.POST or None, initial=_as_typed(correcting.of_appointment(row)))
    gate = None
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            proposing.propose_correction(
                row, _right(form), reason=typed["reason"], actor_id=scope.user_id or 0
            )
        except GateClosed as refused:
            gate = refused.gate
            tell(form, refused)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(
                request, _("The correction is proposed. It counts when somebody else agrees.")
            )
            return redirect("roster_person", person_id=row.person_id)
    return _show(request, "correct", form, row, gate=gate)


def _as_typed(right: Right) -> dict[str, Any]:
    found: dict[str, Any] = {
        "mode": right.mode,
        "starts": right.starts,
        "basis": right.terms.basis,
        "term_ends": right.terms.term_ends,
        "minority_member": right.terms.minority_member,
    }
    if right.end:
        found |= {
            "day": right.end.day,
            "end_reason": right.end.reason,
            "deciding_body": right.end.deciding_body,
            "document_number": right.end.document_number,
            "note": right.end.note,
        }
    return found


def _right(form: CorrectForm) -> Right:
    typed = form.cleaned_data
    terms = Terms(typed["basis"], typed["term_ends"], typed["minority_member"])
    return Right(typed["mode"], typed["starts"], terms, form.end)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def strike(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Propose to strike an entry that was never right."""
    scope = request_scope(request)
    row = get_object_or_404(_entries(scope), pk=appointment_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proposing.propose_annulment(
                row, reason=form.cleaned_data["reason"], actor_id=scope.user_id or 0
            )
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(
                request, _("Striking the entry is proposed. It counts when somebody else agrees.")
            )
            return redirect("roster_person", person_id=row.person_id)
    return _show(request, "strike", form, row)
