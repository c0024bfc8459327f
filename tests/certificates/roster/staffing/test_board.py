"""The board put together: one number, blocks, what committees lack, empty posts, what ends."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from certificates.roster import replacing, suspending
from certificates.roster.models import Appointment
from certificates.roster.staffing import vacancies
from certificates.roster.staffing.board import Board, board_on, quarter_before, share
from certificates.roster.staffing.wording import before_words, change_words, stage_of
from portal import clock
from portal.accounts import granting
from portal.accounts.models import User
from portal.people import nominating
from portal.people.models import Candidacy, Organisation, Person, Post
from portal.scope import Scope
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def keeper(place: Organisation) -> Scope:
    return Scope(user_id=1, places={"clerk": (place.path,)})


def board(place: Organisation, day: date | None = None) -> Board:
    return board_on(keeper(place), day or clock.today(), kind="")


def hired(at: Organisation, since: date | None = None) -> Appointment:
    since = since or clock.today()
    person = city.somebody(at)
    city.certify(person, since=since - 30 * DAY)
    return city.hire(person, city.seat(at, "full_time"), since)


def left(row: Appointment, day: date, reason: str = "resigned") -> None:
    replacing.end(row, day=day, reason=reason, deciding_body="司法所", actor_id=None)


def go(row: Candidacy, *states: str) -> None:
    """Take these steps of a candidacy, one after the other."""
    by = User.objects.filter(username="office").first() or granting.create_login(
        "office", "a-long-password", "局", actor_id=None
    )
    for state in states:
        there = Candidacy.every.get(pk=row.pk)
        nominating.proceed(there, state, reason="缺材料", actor_id=by.pk)


def named(person: Person, at: Organisation, kind: str = "full_time") -> Candidacy:
    return nominating.nominate(
        person,
        at,
        nominated_by=at,
        post_kind=kind,
        tier="township",
        mode="hired",
        actor_id=None,
    )


def test_the_number_is_what_the_duties_lack_and_villages_are_a_wish(town: Town) -> None:
    for _ in range(3):
        hired(town.east_committee)
    found = board(town.centre)
    assert [(block.name, block.needed, block.there) for block in found.blocks] == [
        ("centre", 3, 0), ("township", 2, 3), ("village", 2, 0),
    ]  # fmt: skip
    # The third one in 青石镇 fills no gap of the centre.
    assert (found.needed, found.there, found.filled, found.missing) == (5, 3, 2, 3)
    assert found.percent == 40.0
    assert found.wish is not None
    assert found.wish.missing == 2


@pytest.mark.parametrize(
    ("filled", "needed", "said"),
    [(57, 65, 87.7), (2999, 3000, 99.9), (3000, 3000, 100.0), (0, 0, None)],
)
def test_a_gap_is_never_rounded_away(filled: int, needed: int, said: float | None) -> None:
    assert share(filled, needed) == said


def test_the_plan_is_the_citys_and_not_told_to_a_town(town: Town) -> None:
    whole, own = board(town.centre), board(town.east)
    assert whole.plan is not None
    assert {block.name: block.planned for block in whole.blocks} == {
        "centre": 5, "township": 36, "village": None,
    }  # fmt: skip
    assert own.plan is None
    assert [block.planned for block in own.blocks] == [None, None]


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 11, 23), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 9, 30)),
        (date(2026, 9, 30), date(2026, 6, 30)),
        (date(2026, 2, 3), date(2025, 12, 31)),
    ],
)
def test_it_is_compared_with_the_end_of_the_quarter_before(day: date, end: date) -> None:
    assert quarter_before(day) == end


def test_the_change_since_then_is_told_in_words(town: Town) -> None:
    end = quarter_before(clock.today())
    at = town.east_committee
    assert change_words(board(at)) == "在岗人数与上季度末相同"
    hired(at)
    assert (board(at).change, change_words(board(at))) == (1, "在岗人数比上季度末多1人")
    before = clock.now() - (clock.today() - end + 20 * DAY)
    with clock.at(before):
        for _ in range(2):
            left(hired(at), clock.day_of(before) + 22 * DAY)
    assert board(at).change == -1
    assert change_words(board(at)) == "在岗人数比上季度末少1人"


def test_what_committees_lack_is_listed_gravest_first(town: Town) -> None:
    city.elect(city.somebody(town.east_village), city.seat(town.east_village, "member"))
    found = board(town.centre)
    assert [(fault.code, fault.unit.place.short_name) for fault in found.faults] == [
        ("unrecorded", "青石镇调委会"),
        ("unrecorded", "北坡村调委会"),
        ("chair", "柳溪村调委会"),
        ("few", "柳溪村调委会"),
    ]
    assert found.committees == 3


def test_the_longest_vacancy_comes_first_with_who_left_it(town: Town) -> None:
    at = town.east_committee
    with clock.at(clock.now() - 90 * DAY):
        rows = [hired(at), hired(at)]
    with clock.at(clock.now() - 50 * DAY):
        left(rows[1], clock.today(), "rotated")
    left(rows[0], clock.today())
    never = city.seat(at, "chair")
    first, *others = board(at).vacant
    assert (first.post, first.days, first.before) == (rows[1].post, 50, rows[1].person.name)
    assert before_words(first) == f"{rows[1].person.name}（轮换）"
    assert {one.post for one in others} == {rows[0].post, never}
    assert "从未任用" in {before_words(one) for one in others}
    assert board(at).vacancies == 3
    assert board(at, clock.today() - 60 * DAY).vacancies == 0


def test_only_the_kinds_asked_for_are_listed(town: Town) -> None:
    posts = {kind: city.seat(town.east_committee, kind) for kind in ("chair", "full_time")}
    scope, today = keeper(town.east), clock.today()
    for kind, listed in (("chair", "chair"), (None, "full_time")):
        found = board_on(scope, today, kind=kind)
        assert [one.post for one in found.vacant] == [posts[listed]]
        assert (found.vacancies, found.listed) == (2, 1)
    hired_to = city.somebody(town.east_committee)
    city.certify(hired_to)
    city.hire(hired_to, posts["full_time"])
    left_over = board_on(scope, today)
    assert ([one.post for one in left_over.vacant], left_over.kind) == ([posts["chair"]], "")


def test_a_vacancy_tells_how_far_the_next_one_is(town: Town) -> None:
    at = town.east_committee
    post = city.seat(at, "full_time")
    assert step(at).code == vacancies.NOBODY
    person = city.somebody(at)
    row = named(person, at)
    assert (step(at).code, step(at).name) == (vacancies.NAMED, person.name)
    go(row, "returned")
    assert step(at).code == vacancies.RETURNED
    go(row, "nominated", "checked", "accepted")
    assert step(at).code == vacancies.TRAINING
    assert step(at).needed > 0
    city.certify(person)
    assert step(at).code == vacancies.READY
    (vacancy,) = board(at).vacant
    stage = stage_of(vacancy, in_reach=True)
    assert stage is not None
    assert stage.url == f"/roster/appoint/?person={person.pk}&post={post.pk}"
    far = stage_of(vacancy, in_reach=False)
    assert far is not None
    assert far.url == f"/desk/candidacies/{row.pk}/"


def step(at: Organisation) -> vacancies.Step:
    (vacancy,) = board(at).vacant
    assert vacancy.step is not None
    return vacancy.step


def test_the_furthest_candidate_is_named_for_the_longest_vacancy(town: Town) -> None:
    at = town.east_committee
    with clock.at(clock.now() - 9 * DAY):
        older = city.seat(at, "full_time")
    newer = city.seat(at, "full_time")
    named(city.somebody(at, "甲"), at)
    ready = city.somebody(at, "乙")
    city.certify(ready)
    row = named(ready, at)
    go(row, "checked", "accepted")
    found = {one.post: one.step for one in board(at).vacant}
    assert {post: one.name for post, one in found.items() if one} == {older: "乙", newer: "甲"}


def test_who_came_into_such_a_post_there_is_no_successor_any_more(town: Town) -> None:
    at = town.east_village
    person = city.somebody(at)
    named(person, at, "member")
    city.seat(at, "member")
    assert step(at).name == person.name
    city.elect(person, city.seat(at, "member"))
    assert step(at).code == vacancies.NOBODY


def test_of_another_day_no_successor_is_told(town: Town) -> None:
    with clock.at(clock.now() - 9 * DAY):
        at = city.place("township", town.east)
        city.seat(at, "full_time")
    (vacancy,) = board(at, clock.today() - DAY).vacant
    assert vacancy.step is None
    assert stage_of(vacancy, in_reach=True) is None


@pytest.mark.parametrize("places", [1, 3])
def test_the_whole_board_takes_the_same_queries(
    town: Town, places: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(places):
        at = city.place("township", town.east)
        hired(at)
        seat: Post = city.seat(at, "full_time")
        go(named(city.somebody(at), seat.organisation), "checked", "accepted")
        suspending.suspend_duty(hired(at), starts=clock.today(), reason="核查", actor_id=None)
    with django_assert_num_queries(32):
        board(town.centre)
