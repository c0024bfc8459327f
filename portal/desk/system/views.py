"""The health of the platform: what doctor said last, the queue, the backup."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.choices import Role
from portal.accounts.permissions import needs_role
from portal.audit import examining
from portal.desk.system.showing import health


@never_cache
@require_safe
@needs_role(Role.ADMIN)
def system(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/system/system.html", {"health": health()})


@require_POST
@needs_role(Role.ADMIN)
def examine(request: HttpRequest) -> HttpResponse:
    """Have the platform examined now."""
    if examining.ask():
        messages.success(request, _("The examination has begun; the result is here in a moment."))
    else:
        messages.info(request, _("Somebody asked within this minute already."))
    return redirect("system")
