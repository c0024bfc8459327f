"""On a trainee's desk: the daily ten; and what an erasure takes."""

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.desk import own_learning
from exams import relabelling
from exams.practice import answering, listing
from portal import hooks
from portal.offline.keeping import leave_alone

CARD, STEP = 33, 80

leave_alone("/learn/practice/")  # today's questions are never yesterday's copy
hooks.on_erasure(answering.forget)
relabelling.shown_with_key(answering.was_practised)


def own_today(visit: hooks.Visit) -> listing.Today:
    return listing.today_of(visit.scope.person_id or 0, visit.once(own_learning).path)


@hooks.next_step
def practise_daily(visit: hooks.Visit) -> hooks.NextStep | None:
    """When nothing else is to be done today."""
    if visit.scope.person_id is None:
        return None
    today = visit.once(own_today)
    if not today.total or today.finished:
        return None
    return hooks.NextStep(
        STEP,
        _("Daily ten"),
        _("Ten questions a day: what you got wrong comes again, then something new."),
        reverse("practice"),
        _("Practise"),
        today.done if today.done else None,
        today.total if today.done else None,
    )


@hooks.desk_card
def practice_card(visit: hooks.Visit) -> hooks.Card | None:
    """Nothing while there is no question to practise."""
    if visit.scope.person_id is None:
        return None
    today = visit.once(own_today)
    book = listing.book_size(visit.scope.person_id)
    if not today.total and not book:
        return None
    return hooks.Card(CARD, "practice/card.html", {"today": today, "book": book})
