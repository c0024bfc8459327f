"""Lists that recommend mediators to a court as people's assessors: opening one, putting names on
it, handing it over. What this channel may have is a fifth of the quota (art. 11)."""

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from certificates.roster.assessors.candidates import eligibility_of
from certificates.roster.assessors.eligibility import Eligibility
from certificates.roster.assessors.terms import counting, holding_on
from certificates.roster.choices_of_assessors import Channel, ListState, NominatorKind, Outcome
from certificates.roster.models import Recommendation, RecommendationList
from certificates.roster.refusing import Refused
from portal import clock
from portal.audit.recording import record
from portal.people.choices import OrganisationKind
from portal.people.models import Organisation, Person

SHARE = 5  # art. 11: one fifth of the quota; the database holds the same number
MOST_QUOTA = 5000
TRIES = 5
WHY = "recommending assessors"


class NotEligible(Refused):
    """Something of arts. 5 to 7 or 13 stands in the way; `eligibility` lists every requirement."""

    def __init__(self, person: Person, eligibility: Eligibility) -> None:
        message = _("%(name)s cannot be recommended now; see what stands in the way.")
        super().__init__("person", message % {"name": person.name})
        self.eligibility = eligibility


def open_list(
    organisation: Organisation,
    court: Organisation,
    *,
    quota: int,
    quota_paper: str,
    taken: int,
    actor_id: int | None,
) -> RecommendationList:
    """Open a list for a court. `quota` is the number that its standing committee fixed (art. 8),
    `taken` how many assessors the court has who came by application or recommendation; the list
    holds what is left of a fifth, rounded down.

    Raises Refused when nothing is left, when the roster knows of more than `taken`, and while
    another list of the court runs.
    """
    _refuse_bad_quota(court, quota, quota_paper, taken)
    most = quota // SHARE - taken
    try:
        with transaction.atomic():
            row = RecommendationList.objects.create(
                organisation=organisation,
                court=court,
                quota=quota,
                quota_paper=quota_paper.strip(),
                taken=taken,
                most=most,
                recorded_at=clock.now(),
                recorded_by_id=actor_id,
            )
            data = {"court": court.pk, "quota": quota, "taken": taken, "most": most}
            _record("recommendations.opened", row, actor_id, data=data)
    except IntegrityError as error:
        raise Refused(
            "court",
            _("A list of this court is running. Conclude or give up that one first."),
        ) from error
    return row


def _refuse_bad_quota(court: Organisation, quota: int, quota_paper: str, taken: int) -> None:
    if court.kind != OrganisationKind.COURT:
        raise Refused("court", _("Please choose a people's court."))
    if not 1 <= quota <= MOST_QUOTA:
        raise Refused(
            "quota", _("Please enter a number from 1 to %(most)s.") % {"most": MOST_QUOTA}
        )
    if not quota_paper.strip():
        raise Refused("quota_paper", _("Please enter the decision that fixed the quota."))
    _refuse_too_few(court, taken)
    if quota // SHARE - taken < 1:
        words = {"fifth": quota // SHARE, "taken": taken}
        raise Refused(
            "taken",
            _(
                "A fifth of the quota is %(fifth)s, and %(taken)s are there already: nobody more"
                " may be recommended (art. 11)."
            )
            % words,
        )


def put_on(
    listed: RecommendationList,
    person: Person,
    *,
    nominator_kind: str,
    nominator: str,
    actor_id: int | None,
) -> Recommendation:
    """Put a name on an open list, on the lowest free place. Raises NotEligible, and Refused when
    the list is full or not open any more, and for somebody who is on it."""
    if nominator_kind not in NominatorKind.values:
        raise Refused("nominator_kind", _("Please choose who recommends (art. 11)."))
    if not nominator.strip():
        raise Refused("nominator", _("Please enter the name of who recommends."))
    if actor_id is not None and person.user_id == actor_id:
        raise Refused("", _("Somebody else has to do it: nobody recommends themselves."))
    eligibility = eligibility_of([person], clock.today())[person.pk]
    if not eligibility.granted:
        raise NotEligible(person, eligibility)
    for _try in range(TRIES):
        place = _free_place(listed, person)
        try:
            with transaction.atomic():
                return _write(
                    listed,
                    person,
                    place=place,
                    nominator_kind=nominator_kind,
                    nominator=nominator,
                    actor_id=actor_id,
                )
        except IntegrityError:  # another hand took the place, or closed the list
            continue
    raise Refused("", _("Something changed a moment ago. Please look again and confirm."))


def hand_over(listed: RecommendationList, *, paper: str, actor_id: int | None) -> None:
    """Hand an open list over to court and bureau for their examination: no name comes on it any
    more. Raises Refused without a letter, for an empty list, and NotEligible for the first name
    that has lost a requirement meanwhile."""
    if not paper.strip():
        raise Refused("paper", _("Please enter the number of the letter."))
    with transaction.atomic():
        moved = _running(listed, ListState.OPEN).update(
            state=ListState.HANDED_OVER,
            handed_over_at=clock.now(),
            handed_over_by_id=actor_id,
            paper=paper.strip(),
        )
        if not moved:
            raise Refused("", _("This list is not open any more."))
        names = list(open_names(listed))
        if not names:
            raise Refused("", _("Nobody stands on the list yet."))
        _refuse_fallen(names)
        data = {"names": len(names), "paper": paper.strip()}
        _record("recommendations.handed_over", listed, actor_id, data=data)


def give_up(listed: RecommendationList, *, reason: str, actor_id: int | None) -> None:
    """Close an open list without handing it over; its names count for nothing. Raises Refused
    without a reason, and when it is not open any more."""
    if not reason.strip():
        raise Refused("reason", _("Please enter the reason."))
    with transaction.atomic():
        if not _running(listed, ListState.OPEN).update(state=ListState.GIVEN_UP):
            raise Refused("", _("This list is not open any more."))
        names = Recommendation.objects.unscoped(WHY).filter(list=listed, outcome=Outcome.LISTED)
        names.update(outcome=Outcome.WITHDRAWN, outcome_at=clock.now(), outcome_by_id=actor_id)
        _record("recommendations.given_up", listed, actor_id, reason=reason.strip())


def open_names(listed: RecommendationList) -> list[Recommendation]:
    """The names of a list without an outcome, in the order of their places."""
    rows = Recommendation.objects.unscoped(WHY).filter(list=listed, outcome=Outcome.LISTED)
    return list(rows.select_related("person__organisation").order_by("place"))


def known_taken(court: Organisation) -> int:
    """How many serving assessors of this channel the roster knows at a court."""
    rows = counting(WHY).filter(holding_on(clock.today()), court=court)
    return rows.filter(channel=Channel.PUT_FORWARD).count()


def _refuse_too_few(court: Organisation, taken: int) -> None:
    known = known_taken(court)
    if taken < known:
        raise Refused(
            "taken",
            _("The roster knows of %(known)s; please ask the court for the number.")
            % {"known": known},
        )


def _refuse_fallen(names: list[Recommendation]) -> None:
    decided = eligibility_of([name.person for name in names], clock.today())
    for name in names:
        if not decided[name.person_id].granted:
            raise NotEligible(name.person, decided[name.person_id])


def _free_place(listed: RecommendationList, person: Person) -> int:
    state, most = (
        RecommendationList.objects.unscoped(WHY).values_list("state", "most").get(pk=listed.pk)
    )
    if state != ListState.OPEN:
        raise Refused("", _("This list is not open any more."))
    rows = Recommendation.objects.unscoped(WHY).filter(list=listed)
    held = dict(rows.exclude(outcome=Outcome.WITHDRAWN).values_list("place", "person_id"))
    if person.pk in held.values():
        raise Refused("person", _("%(name)s is on the list.") % {"name": person.name})
    free = next((place for place in range(1, most + 1) if place not in held), None)
    if free is None:
        raise Refused(
            "",
            _(
                "The list is full: %(most)s names are what is left of a fifth of the quota"
                " (People's Assessors Law art. 11). Withdraw a name first."
            )
            % {"most": most},
        )
    return free


def _write(
    listed: RecommendationList,
    person: Person,
    *,
    place: int,
    nominator_kind: str,
    nominator: str,
    actor_id: int | None,
) -> Recommendation:
    row = Recommendation.objects.create(
        list=listed,
        person=person,
        place=place,
        nominator_kind=nominator_kind,
        nominator=nominator.strip(),
        recorded_at=clock.now(),
        recorded_by_id=actor_id,
    )
    _record("recommendations.named", listed, actor_id, data={"person": person.pk, "place": place})
    return row


def _running(listed: RecommendationList, state: str) -> models.QuerySet[RecommendationList]:
    rows: models.QuerySet[RecommendationList] = RecommendationList.objects.unscoped(WHY)
    return rows.filter(pk=listed.pk, state=state)


def _record(
    kind: str,
    listed: RecommendationList,
    actor_id: int | None,
    *,
    reason: str = "",
    data: dict[str, object] | None = None,
) -> None:
    place = listed.organisation.path
    record(kind, listed, actor_id=actor_id, place=place, reason=reason, data=data)
