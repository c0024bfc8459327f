"""On an author's desk: questions of readers that wait for an answer; and what an erasure takes."""

from courses.readers import marking
from courses.readers.models import ReaderQuestion
from portal import hooks

QUESTIONS_CARD = 35


@hooks.desk_card
def questions_card(visit: hooks.Visit) -> hooks.Card | None:
    """Only for logins that a question went to."""
    if not visit.scope.places:
        return None  # authors hold a role; a trainee's desk is not asked
    rows = ReaderQuestion.objects.scoped(visit.scope)
    waiting = rows.filter(author_id=visit.scope.user_id or 0, answered_at=None).count()
    if not waiting:
        return None
    return hooks.Card(QUESTIONS_CARD, "readers/questions_card.html", {"waiting": waiting})


hooks.on_erasure(marking.forget)
