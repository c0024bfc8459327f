"""Lists of recommended mediators: a fifth of the quota and not one more, the eligible only."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from certificates.roster.assessors import candidates, concluding, mirroring, recommending
from certificates.roster.assessors.recommending import NotEligible
from certificates.roster.models import Recommendation, RecommendationList
from certificates.roster.refusing import Refused
from portal import clock
from portal.people.models import Organisation
from portal.scope import Scope
from tests.certificates.roster import city
from tests.certificates.roster.assessors import rows
from tests.certificates.roster.conftest import Town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def court(town: Town) -> Organisation:
    return rows.court(town.centre, "市法院")


@pytest.fixture
def listed(town: Town, court: Organisation) -> RecommendationList:
    """Quota 14: two names."""
    return rows.opened(town.centre, court)


def state(listed: RecommendationList) -> str:
    listed.refresh_from_db()
    return listed.state


@pytest.mark.parametrize(
    ("quota", "taken", "most"), [(14, 0, 2), (15, 0, 3), (15, 2, 1), (5, 0, 1), (120, 9, 15)]
)
def test_a_list_holds_what_is_left_of_a_fifth_rounded_down(
    town: Town, court: Organisation, quota: int, taken: int, most: int
) -> None:
    assert rows.opened(town.centre, court, quota=quota, taken=taken).most == most


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("taken", {"quota": 4}),
        ("taken", {"quota": 15, "taken": 3}),
        ("taken", {"taken": 99}),
        ("quota", {"quota": 0}),
        ("quota", {"quota": 5001}),
        ("quota_paper", {"quota_paper": "  "}),
    ],
)
def test_a_list_without_room_or_paper_is_not_opened(
    town: Town, court: Organisation, field: str, wrong: dict[str, object]
) -> None:
    with pytest.raises(Refused) as found:
        rows.opened(town.centre, court, **wrong)
    assert found.value.field == field
    assert not RecommendationList.every.exists()


def test_a_list_is_for_a_court_and_a_court_has_one_at_a_time(
    town: Town, court: Organisation
) -> None:
    with pytest.raises(Refused, match="people's court"):
        rows.opened(town.centre, town.east)
    rows.opened(town.centre, court)
    with pytest.raises(Refused, match="is running"):
        rows.opened(town.centre, court)
    rows.opened(town.centre, rows.court(town.centre))


def test_those_the_roster_knows_are_counted_as_taken(town: Town, court: Organisation) -> None:
    rows.term(city.somebody(town.east), court, channel="put_forward")
    rows.term(city.somebody(town.east), court, channel="drawn")
    with pytest.raises(Refused, match="knows of 1"):
        rows.opened(town.centre, court)
    assert rows.opened(town.centre, court, taken=1).most == 1


def test_the_name_above_the_fifth_is_refused_and_a_withdrawn_one_makes_room(
    town: Town, listed: RecommendationList
) -> None:
    first, second, third = (rows.ready(town.east_village) for _n in range(3))
    name = rows.named(listed, first)
    rows.named(listed, second)
    with pytest.raises(Refused, match=r"The list is full: 2 names .* art\. 11"):
        rows.named(listed, third)
    concluding.answer(name, outcome="withdrawn", paper="本人申请", actor_id=None)
    assert rows.named(listed, third).place == 1
    with pytest.raises(Refused, match="is on the list"):
        rows.named(listed, third)


def test_who_is_not_eligible_is_refused_with_every_reason(
    town: Town, listed: RecommendationList
) -> None:
    person = city.somebody(town.east_village)
    rows.screened(person, lawyer="yes", debtor="yes")
    with pytest.raises(NotEligible) as found:
        rows.named(listed, person)
    assert [one.id for one in found.value.eligibility.in_the_way] == ["lawyer", "debtor"]


@pytest.mark.parametrize(("kind", "name"), [("friend", "某人"), ("employer", " ")])
def test_who_recommends_is_named(
    town: Town, listed: RecommendationList, kind: str, name: str
) -> None:
    with pytest.raises(Refused):
        recommending.put_on(
            listed,
            rows.ready(town.east_village),
            nominator_kind=kind,
            nominator=name,
            actor_id=None,
        )


def test_handing_over_closes_the_list(town: Town, listed: RecommendationList) -> None:
    with pytest.raises(Refused, match="Nobody stands"):
        recommending.hand_over(listed, paper="1号", actor_id=None)
    assert state(listed) == "open"
    rows.named(listed, rows.ready(town.east_village))
    with pytest.raises(Refused, match="number of the letter"):
        recommending.hand_over(listed, paper=" ", actor_id=None)
    recommending.hand_over(listed, paper="1号", actor_id=None)
    for act in (
        lambda: rows.named(listed, rows.ready(town.east_village)),
        lambda: recommending.hand_over(listed, paper="2号", actor_id=None),
        lambda: recommending.give_up(listed, reason="不报了", actor_id=None),
    ):
        with pytest.raises(Refused, match="not open any more"):
            act()
    assert state(listed) == "handed_over"


def test_who_lost_a_requirement_meanwhile_is_not_handed_over(
    town: Town, listed: RecommendationList
) -> None:
    person = rows.ready(town.east_village)
    rows.named(listed, person)
    rows.screened(person, sentenced="yes")
    with pytest.raises(NotEligible):
        recommending.hand_over(listed, paper="1号", actor_id=None)
    assert state(listed) == "open"


def test_a_list_given_up_frees_its_court_and_its_names(
    town: Town, court: Organisation, listed: RecommendationList
) -> None:
    name = rows.named(listed, rows.ready(town.east_village))
    with pytest.raises(Refused, match="reason"):
        recommending.give_up(listed, reason="", actor_id=None)
    recommending.give_up(listed, reason="名额另定", actor_id=None)
    name.refresh_from_db()
    assert (state(listed), name.outcome) == ("given_up", "withdrawn")
    assert rows.opened(town.centre, court).state == "open"


def test_the_outcomes_conclude_the_list_and_name_the_mirrored_term(
    town: Town, court: Organisation, listed: RecommendationList
) -> None:
    chosen, other = rows.ready(town.east_village), rows.ready(town.east_village)
    first, second = rows.named(listed, chosen), rows.named(listed, other)

    def answer(name: Recommendation, outcome: str, paper: str = "函1号") -> Recommendation:
        return concluding.answer(name, outcome=outcome, paper=paper, actor_id=None)

    with pytest.raises(Refused, match="not been handed over"):
        answer(first, "not_appointed")
    recommending.hand_over(listed, paper="1号", actor_id=None)
    for outcome in ("listed", "elected"):
        with pytest.raises(Refused, match="what became"):
            answer(first, outcome)
    with pytest.raises(Refused, match="what paper"):
        answer(first, "not_appointed", " ")
    with pytest.raises(Refused, match="mirror the term first"):
        answer(first, "appointed")
    rows.term(other, court, channel="put_forward")
    rows.term(chosen, court, channel="drawn")
    with pytest.raises(Refused, match="mirror the term first"):
        answer(first, "appointed")
    term = answer(second, "appointed").term
    assert term is not None
    assert term.person == other
    assert state(listed) == "handed_over"
    answer(first, "not_appointed")
    assert state(listed) == "concluded"
    with pytest.raises(Refused):
        answer(first, "withdrawn")


def test_mediators_are_listed_with_the_reason_of_each_and_by_the_same_queries(town: Town) -> None:
    ready = rows.ready(town.east_village)
    scope = Scope(user_id=1, places={"hr": (town.centre.path,)})
    city.somebody(town.east_village)  # holds no post

    def listed() -> tuple[int, dict[int, bool]]:
        with CaptureQueriesContext(connection) as seen:
            people = candidates.mediators(scope, clock.today(), "hr")
            decided = candidates.eligibility_of(people, clock.today())
        return len(seen), {pk: one.granted for pk, one in decided.items()}

    few, found = listed()
    assert found == {ready.pk: True}
    for _n in range(2):
        city.elect(city.somebody(town.west_village), city.seat(town.west_village))
    many, found = listed()
    assert sorted(found.values()) == [False, False, True]
    assert few == many


def test_a_punished_assessor_and_one_to_come_are_not_eligible(
    town: Town, court: Organisation
) -> None:
    today = clock.today()
    punished, coming = rows.ready(town.east_village), rows.ready(town.east_village)
    term = rows.term(punished, court, today - timedelta(days=400))
    mirroring.remove(
        term,
        day=today,
        ground="abused",
        removed_by=rows.COUNCIL,
        decision_number="9号",
        actor_id=None,
    )
    rows.term(coming, court, today + timedelta(days=30))
    decided = candidates.eligibility_of([punished, coming], today)
    assert [one.id for one in decided[punished.pk].in_the_way] == ["removed"]
    assert [one.id for one in decided[coming.pk].in_the_way] == ["serving"]
