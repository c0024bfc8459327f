"""The first page after signing in: the one next step on top, then cards; staff see their menu."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal import hooks
from portal.accounts.permissions import needs_login
from portal.accounts.scoping import request_scope
from portal.hooks import PathState
from portal.people.models import Person
from portal.prepared import Prepared
from portal.scope import Scope

Stage = tuple[str, PathState]


@require_safe
@needs_login
def desk(request: HttpRequest) -> HttpResponse:
    scope = request_scope(request)
    visit = hooks.Visit(scope)
    steps = hooks.next_steps(visit)
    cards = hooks.desk_cards(visit)
    context = {
        "step": steps[0] if steps else None,
        "stages": one_stage_now(hooks.path_stages(visit)),
        "cards": cards,
        "styles": hooks.styles_of(cards),
        "person": _oneself(scope),
    }
    return render(request, "desk/staff.html" if scope.places else "desk/trainee.html", context)


def one_stage_now(stages: list[tuple[int, str, PathState]]) -> list[Stage]:
    """The path as it is drawn: of several stages under way only the first is where one stands."""
    drawn: list[Stage] = []
    for _order, label, state in stages:
        taken = any(earlier == "now" for _label, earlier in drawn)
        drawn.append((label, "next" if state == "now" and taken else state))
    return drawn


def _oneself(scope: Scope) -> Person | None:
    found = _ONESELF.objects(scope.person_id) if scope.person_id else []
    return next(iter(found), None)


_ONESELF = Prepared(
    lambda person_id: (
        Person.objects.scoped(Scope(person_id=person_id))
        .filter(pk=person_id)
        .select_related("organisation")
    ),
    int,
)
