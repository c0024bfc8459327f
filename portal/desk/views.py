"""The first page after signing in: the one next step on top, then cards; staff see their menu."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from portal import hooks
from portal.accounts.permissions import needs_login
from portal.accounts.scoping import request_scope


@require_GET
@needs_login
def desk(request: HttpRequest) -> HttpResponse:
    scope = request_scope(request)
    steps = hooks.next_steps(scope)
    context = {
        "step": steps[0] if steps else None,
        "stages": hooks.path_stages(scope),
        "cards": hooks.desk_cards(scope),
        "menu": hooks.menu_entries(scope),
        "person": getattr(request.user, "person", None),
    }
    return render(request, "desk/desk.html", context)
