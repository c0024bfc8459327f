"""Opening a sheet again that was found after two had written down that nobody sat there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from exams import entering
from exams.choices import OFFICER
from exams.entering import EntryRefused
from exams.entry_forms import ReopenForm
from exams.views.entries import entered_seats, entered_sitting
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope


@require_POST
@needs_role(OFFICER)
def reopen(request: HttpRequest, sitting_id: int, seat_id: int) -> HttpResponse:
    scope = request_scope(request)
    one = entered_sitting(request, sitting_id)
    reached = entered_seats(request, one).filter(
        scope.below("sitting__organisation__path", OFFICER)  # an invigilator opens nothing again
    )
    seat, form = get_object_or_404(reached, pk=seat_id), ReopenForm(request.POST)
    if not form.is_valid():
        messages.warning(request, " ".join(str(why) for why in form.errors["reason"]))
        return redirect("entry_sheet", sitting_id, seat_id)
    try:
        reason = form.cleaned_data["reason"]
        entering.reopen(seat, reason=reason, actor_id=scope.user_id or 0)
    except EntryRefused as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, _("Opened again. A third person enters the sheet now."))
    return redirect("entry_sheet", sitting_id, seat_id)
