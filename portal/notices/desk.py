"""The card of the desk: what waits in the inbox."""

from portal import hooks
from portal.hooks import Card, Visit
from portal.notices import reading
from portal.notices.wording import subject_of

CARD = 5
SHOWN = 3


@hooks.desk_card
def unread(visit: Visit) -> Card | None:
    """Only while something is unread."""
    waiting = reading.inbox(visit.scope).filter(read_at__isnull=True)
    newest = [(notice, subject_of(notice)) for notice in waiting[:SHOWN]]
    return Card(CARD, "notices/card.html", {"newest": newest}) if newest else None
