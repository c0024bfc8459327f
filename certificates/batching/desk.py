"""What batches hang into the desk: that one waits for a second person."""

from certificates.batching.choices import BatchState
from certificates.batching.models import Batch
from certificates.models import ACTORS
from portal import hooks

CARD = 49


@hooks.desk_card
def to_decide(visit: hooks.Visit) -> hooks.Card | None:
    """Batches that somebody else proposed, at one's places."""
    if not visit.scope.holds(*ACTORS):
        return None
    rows = Batch.objects.scoped(visit.scope).filter(state=BatchState.PROPOSED)
    waiting = list(rows.exclude(proposed_by_id=visit.scope.user_id).order_by("pk")[:3])
    if not waiting:
        return None
    return hooks.Card(CARD, "batching/card.html", {"batches": waiting})
