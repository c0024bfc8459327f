"""The menu entry of the statistics, and what they put beside the questions of the bank."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from exams import beside
from exams.models import Item
from exams.reporting import listing
from exams.reporting.choices import EXAM_OFFICE
from portal import hooks

MENU = 48

hooks.menu_entry(
    hooks.MenuEntry(
        MENU, gettext_lazy("Statistics of exams"), "statistics", "chart", (EXAM_OFFICE,)
    )
)
beside.shown_as("dubious", beside.Way(pgettext_lazy("bank", "dubious by results"), listing.dubious))


@beside.on_its_page
def how_it_measured(item: Item) -> beside.Part | None:
    """Nothing for a question that no exam has measured."""
    lines = listing.of_item(item)
    if not lines:
        return None
    return beside.Part("reporting/item.html", {"measured": lines}, "reporting/reporting.css")
