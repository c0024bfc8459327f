"""An ending and what follows it: the successor or the vacancy, what is handed over, who is told."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.roster import handing, succeeding
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.forms_of_changes import ClosePostForm, HandOverForm, ReceivedForm
from certificates.roster.models import AppointmentEnding, Filing, HandOverItem
from certificates.roster.refusing import Refused
from certificates.roster.standing import REPLACING
from certificates.roster.views.appointments import tell
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.scope import Scope


def _readable(scope: Scope) -> Any:
    """Endings at one's places, those of entries that were corrected or struck too."""
    rows = AppointmentEnding.objects.scoped(scope).filter(
        scope.below("appointment__organisation__path", *ROSTER_KEEPERS)
    )
    return rows.select_related(
        *("appointment__person", "appointment__post", "appointment__organisation"),
        *("appointment__correction__first_signer", "appointment__correction__second_signer"),
        *("appointment__corrected_by", "second_signer"),
        *("succession__successor__person", "succession__organisation", "succession__post"),
    )


def _in_reach(scope: Scope) -> Any:
    """Those that count, and may be acted on."""
    return _readable(scope).filter(appointment__superseded_at__isnull=True)


@require_safe
@needs_role(*ROSTER_KEEPERS)
def ending(request: HttpRequest, ending_id: int) -> HttpResponse:
    """The page of an ending; of an entry that was corrected or struck it is for reading only."""
    found = get_object_or_404(_readable(request_scope(request)), pk=ending_id)
    return _show(request, found, HandOverForm())


def _show(
    request: HttpRequest,
    found: AppointmentEnding,
    form: Any,
    received: tuple[int, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    items = HandOverItem.objects.scoped(request_scope(request)).filter(ending=found)
    filings = Filing.objects.scoped(request_scope(request)).filter(
        appointment_id=found.pk, of_ending=True
    )
    context = {
        "ending": found,
        "row": found.appointment,
        "person": found.appointment.person,
        "replaced": found.reason in REPLACING,
        "wrong": getattr(found.appointment, "correction", None),
        "right": getattr(found.appointment, "corrected_by", None),
        "succession": getattr(found, "succession", None),
        "form": form,
        "items": [
            (item, received[1] if received and received[0] == item.pk else _blank(item))
            for item in items.order_by("pk")
        ],
        "filings": filings.order_by("pk"),
        "today": clock.today(),
    }
    return render(request, "roster/ending.html", context, status=status)


def _blank(item: HandOverItem) -> ReceivedForm:
    return ReceivedForm(initial={"received_on": clock.today()}, auto_id=f"id_{item.pk}_%s")


@require_POST
@needs_role(*ROSTER_KEEPERS)
def hand_over(request: HttpRequest, ending_id: int) -> HttpResponse:
    """Put something on the list of what is handed over."""
    scope = request_scope(request)
    found = get_object_or_404(_in_reach(scope), pk=ending_id)
    form = HandOverForm(request.POST)
    if form.is_valid():
        try:
            handing.put_down(found, actor_id=scope.user_id, **form.cleaned_data)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("It is on the list."))
            return redirect("roster_ending", ending_id=found.pk)
    return _show(request, found, form, status=422)


@require_POST
@needs_role(*ROSTER_KEEPERS)
def received(request: HttpRequest, item_id: int) -> HttpResponse:
    """Note that something was received."""
    scope = request_scope(request)
    items = HandOverItem.objects.scoped(scope).filter(
        scope.below("organisation__path", *ROSTER_KEEPERS),
        ending__appointment__superseded_at__isnull=True,
    )
    item = get_object_or_404(
        items.select_related("ending__appointment", "organisation"), pk=item_id
    )
    form = ReceivedForm(request.POST, auto_id=f"id_{item.pk}_%s")
    if form.is_valid():
        typed = form.cleaned_data
        try:
            handing.receive(
                item,
                by=typed["received_by"],
                day=typed["received_on"],
                actor_id=scope.user_id,
            )
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The receipt is recorded."))
            return redirect("roster_ending", ending_id=item.ending_id)
    found = get_object_or_404(_in_reach(scope), pk=item.ending_id)
    return _show(request, found, HandOverForm(), (item.pk, form), 422)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def close_post(request: HttpRequest, ending_id: int) -> HttpResponse:
    """Say that a vacant post is not filled again."""
    scope = request_scope(request)
    rows = _in_reach(scope).filter(succession__isnull=False)
    found = get_object_or_404(rows, pk=ending_id)
    form = ClosePostForm(request.POST or None, initial={"day": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            succeeding.close_post(found.succession, actor_id=scope.user_id, **form.cleaned_data)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The post is closed."))
            return redirect("roster_ending", ending_id=found.pk)
    context = {"form": form, "ending": found, "row": found.appointment}
    status = 422 if form.errors else 200
    return render(request, "roster/close_post.html", context, status=status)
