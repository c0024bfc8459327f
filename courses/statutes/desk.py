"""The judges' card and menu entry: what a change of law left to look at."""

from django.utils.translation import pgettext_lazy

from courses.statutes.reviewing import open_reviews
from portal import hooks
from portal.accounts.choices import Role

JUDGES = (Role.INSTRUCTOR, Role.ADMIN)
CARD, MENU = 17, 61

hooks.menu_entry(
    hooks.MenuEntry(MENU, pgettext_lazy("menu", "Law changes"), "law_reviews", "scales", JUDGES)
)


@hooks.desk_card
def law_changes(visit: hooks.Visit) -> hooks.Card | None:
    """Only while something waits."""
    if not visit.scope.holds(*JUDGES):
        return None
    waiting = open_reviews().select_related("version__statute")
    count = waiting.count()
    if not count:
        return None
    statutes = waiting.order_by().values_list("version__statute__short_title", flat=True)
    context = {"count": count, "statutes": sorted(set(statutes))}
    return hooks.Card(CARD, "statutes/reviews_card.html", context)
