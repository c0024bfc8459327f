"""What became of recommended names; with the last answer the list is concluded."""

from django.db import transaction
from django.utils.translation import gettext as _

from certificates.roster.assessors.terms import counting
from certificates.roster.choices_of_assessors import Channel, ListState, Outcome
from certificates.roster.models import AssessorTerm, Recommendation, RecommendationList
from certificates.roster.refusing import Refused
from portal import clock
from portal.audit.recording import record

WHY = "what became of recommended names"


def term_for(name: Recommendation) -> AssessorTerm | None:
    """The mirrored term that an appointment of this name can be answered with: of its person and
    court, of the channel of art. 11, begun after the list was opened, of no other name."""
    day = clock.day_of(name.list.recorded_at)
    rows = counting(WHY).filter(
        person=name.person,
        court=name.list.court,
        channel=Channel.PUT_FORWARD,
        starts__gte=day,
        recommendation__isnull=True,
    )
    return rows.order_by("starts").first()


def answer(
    name: Recommendation, *, outcome: str, paper: str, actor_id: int | None
) -> Recommendation:
    """Answer a name for good: APPOINTED or NOT_APPOINTED once the list is handed over, WITHDRAWN
    before that too. Raises Refused without a paper (a withdrawal needs one as well), for an
    appointment without its mirrored term, before the list is handed over, and for a name that was
    answered already."""
    if outcome not in Outcome.values or outcome == Outcome.LISTED:
        raise Refused("outcome", _("Please choose what became of the recommendation."))
    if not paper.strip():
        raise Refused("paper", _("Please enter on what paper this rests."))
    term = term_for(name) if outcome == Outcome.APPOINTED else None
    if outcome == Outcome.APPOINTED and term is None:
        raise Refused(
            "outcome",
            _(
                "Please mirror the term first: at this court, applied or recommended, begun after"
                " the list was opened."
            ),
        )
    with transaction.atomic():
        _refuse_too_early(name, outcome)
        rows = Recommendation.objects.unscoped(WHY).filter(pk=name.pk, outcome=Outcome.LISTED)
        if not rows.update(
            outcome=outcome,
            outcome_paper=paper.strip(),
            outcome_at=clock.now(),
            outcome_by_id=actor_id,
            term=term,
        ):
            raise Refused("", _("This name was answered already."))
        place = name.list.organisation.path
        data = {"person": name.person_id, "outcome": outcome, "paper": paper.strip()}
        record("recommendations.answered", name.list, actor_id=actor_id, place=place, data=data)
        _conclude(name.list, actor_id)
    name.refresh_from_db()
    return name


def _refuse_too_early(name: Recommendation, outcome: str) -> None:
    """An open list has no answers but withdrawals. Of two who give the last two answers at once the
    second waits for the first, so that the list is concluded."""
    states = [ListState.HANDED_OVER]
    if outcome == Outcome.WITHDRAWN:
        states.append(ListState.OPEN)
    rows = RecommendationList.objects.unscoped(WHY).select_for_update()
    if not rows.filter(pk=name.list_id, state__in=states).first():
        raise Refused("", _("The list has not been handed over, or is closed already."))


def _conclude(listed: RecommendationList, actor_id: int | None) -> None:
    """The handed-over list is concluded with its last name."""
    waiting = Recommendation.objects.unscoped(WHY).filter(list=listed, outcome=Outcome.LISTED)
    rows = RecommendationList.objects.unscoped(WHY).filter(
        pk=listed.pk, state=ListState.HANDED_OVER
    )
    if not waiting.exists() and rows.update(state=ListState.CONCLUDED):
        record(
            "recommendations.concluded",
            listed,
            actor_id=actor_id,
            place=listed.organisation.path,
        )
