"""Cards of the desk: what waits for my review, where my drafts are."""

from typing import Any

from django.utils.translation import pgettext_lazy

from courses.editing import showing
from courses.editing.choices import EDITORS
from portal import hooks
from portal.accounts.models import User

MENU, WAITING_CARD, OWN_CARD = 59, 11, 12
SHOWN = 5

_DRAFTS: Any = pgettext_lazy("menu", "Drafts")
hooks.menu_entry(hooks.MenuEntry(MENU, _DRAFTS, "drafts", "pencil", EDITORS))


@hooks.desk_card
def waiting_for_review(visit: hooks.Visit) -> hooks.Card | None:
    """No card when nothing waits."""
    if not visit.scope.holds(*EDITORS):
        return None
    user = User.objects.filter(pk=visit.scope.user_id or 0).first()
    found = showing.waiting_lines(user) if user else []
    return _card(WAITING_CARD, "editing/waiting_card.html", found)


@hooks.desk_card
def own_drafts(visit: hooks.Visit) -> hooks.Card | None:
    if not visit.scope.holds(*EDITORS):
        return None
    found = showing.lines(showing.drafts_of(visit.scope.user_id or 0))
    # What came back waits for the author alone: it stands in front, however old it is.
    found.sort(key=lambda line: not line.where.returned)
    return _card(OWN_CARD, "editing/own_card.html", found)


def _card(order: int, template: str, found: list[showing.Line]) -> hooks.Card | None:
    if not found:
        return None
    late = sum(line.where.late for line in found)
    context = {"lines": found[:SHOWN], "number": len(found), "late": late}
    return hooks.Card(order, template, context)
