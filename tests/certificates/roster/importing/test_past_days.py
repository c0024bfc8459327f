"""Days that are past: a table writes none of them alone, it hands them in to a second person."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from certificates.roster import proposing, renewing
from certificates.roster.models import Appointment, RosterProposal
from portal import clock
from portal.accounts.models import User
from portal.people.models import Person, Post
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town, login
from tests.certificates.roster.importing.bringing import (
    WHY,
    Line,
    checked,
    enter,
    later,
    leaving,
    outcomes,
    taking,
    told,
)

pytestmark = pytest.mark.django_db
LATE = {"late": "平台上线前已任职"}


@pytest.fixture
def since_long(town: Town, seat: Post) -> Person:
    """A member who has been in office for a while."""
    person = city.somebody(town.east_village, "何建国")
    with clock.at(clock.now() - timedelta(days=100)):
        city.elect(person, seat)
    return person


def second(town: Town) -> User:
    return login("hr", town.centre)[1]


def test_a_past_appointment_is_handed_in_and_agreed(town: Town, user: User, seat: Post) -> None:
    person = city.somebody(town.east_village, "周桂芳")
    row = taking(person, seat, later(-30))
    assert told(town, user, row) == [("refused", ["past_day"])]
    run = checked([row | LATE], town.east, user)
    assert outcomes(run) == [("new", [])]
    enter(run)
    assert not Appointment.objects.unscoped(WHY).exists()
    proposal = RosterProposal.objects.unscoped(WHY).get()
    assert (proposal.reason, proposal.proposed_by_id) == (LATE["late"], user.pk)
    assert told(town, user, row | LATE) == [("held", ["waits_for_second"])]
    assert proposing.agree(proposal, actor_id=second(town).pk)
    found = Appointment.objects.unscoped(WHY).get()
    assert (found.starts, found.late_reason) == (later(-30), LATE["late"])
    assert told(town, user, row | LATE) == [("same", [])]


def test_the_result_says_what_was_entered_and_what_only_proposed(
    town: Town, clerk: Client, seat: Post, since_long: Person
) -> None:
    user = User.objects.get(username=f"clerk-{town.east.pk}")
    late = leaving(since_long, seat, later(-3), successor="暂缺") | LATE
    new = taking(city.somebody(town.east_village), city.seat(town.east_village, "chair"), later(1))
    proposed, plain = (enter(checked(lines, town.east, user)) for lines in ([late], [new]))
    answer = clerk.get(reverse("roster_import_run", args=[proposed.pk]))
    page = answer.content.decode()
    assert (answer.context["entered"], "行。" in page) == (0, False)
    assert f'<p>{answer.context["handed_in"]} <a href="{reverse("roster_proposals")}">' in page
    entered = clerk.get(reverse("roster_import_run", args=[plain.pk]))
    assert (entered.context["entered"], entered.context["handed_in"]) == (1, "")


def test_a_past_end_is_handed_in_and_agreed(
    town: Town, user: User, seat: Post, since_long: Person
) -> None:
    row = leaving(since_long, seat, later(-10), successor="暂缺")
    assert told(town, user, row) == [("refused", ["past_day"])]
    enter(checked([row | LATE], town.east, user))
    held = Appointment.objects.unscoped(WHY).get()
    assert held.ends is None
    assert proposing.agree(RosterProposal.objects.unscoped(WHY).get(), actor_id=second(town).pk)
    held.refresh_from_db()
    assert held.ends == later(-10)
    assert told(town, user, row | LATE) == [("same", [])]


def test_the_successor_of_a_past_end_follows_later(
    town: Town, user: User, seat: Post, since_long: Person
) -> None:
    heir = city.somebody(town.east_village, "接人")
    row = leaving(since_long, seat, later(-10), successor="接人", successor_key=f"P{heir.pk}")
    assert told(town, user, row | LATE) == [("refused", ["late_successor"])]


def test_nothing_is_signed_away_by_a_table(town: Town, user: User) -> None:
    """The gate of the past day holds although two people could stand for what is missing."""
    seat = city.seat(town.east_committee, "full_time")
    row = taking(city.somebody(town.east), seat, later(-30), "聘任")
    assert told(town, user, row | LATE) == [("refused", ["uncertified_then"])]


def test_a_day_before_any_working_life_is_refused(town: Town, user: User, seat: Post) -> None:
    row = taking(city.somebody(town.east_village), seat, later(-30)) | {"starts": "1955-01-01"}
    assert told(town, user, row | LATE) == [("refused", ["too_long_ago"])]


def whole(person: Person, seat: Post, came: int, left: int, **cells: str) -> Line:
    """A row of a term that began and ended so many days ago."""
    begun = taking(person, seat, later(-came))
    return begun | leaving(person, seat, later(-left), **cells) | LATE


def test_terms_of_the_past_are_handed_in_whole_and_become_neighbours(
    town: Town, user: User, seat: Post, since_long: Person
) -> None:
    early, late = (city.somebody(town.east_village) for _n in range(2))
    rows = [whole(early, seat, 900, 600), whole(late, seat, 500, 100)]
    run = checked(rows, town.east, user)
    assert outcomes(run) == [("new", []), ("new", [])]
    enter(run)
    other = second(town).pk
    for proposal in RosterProposal.objects.unscoped(WHY).all():
        assert proposing.agree(proposal, actor_id=other)
    terms = Appointment.objects.unscoped(WHY).filter(post=seat).order_by("starts")
    assert [(row.person, row.ends) for row in terms] == [
        *((early, later(-600)), (late, later(-100)), (since_long, None))
    ]
    named = [row.ending.succession.successor for row in terms[:2]]
    assert named == [terms[1], terms[2]]
    assert outcomes(checked(rows, town.east, user)) == [("same", []), ("same", [])]


def test_somebody_who_holds_the_seat_again_gets_the_earlier_term_too(
    town: Town, user: User, seat: Post, since_long: Person
) -> None:
    assert told(town, user, whole(since_long, seat, 900, 100)) == [("new", [])]
    enter(checked([whole(since_long, seat, 900, 600)], town.east, user))
    assert proposing.agree(RosterProposal.objects.unscoped(WHY).get(), actor_id=second(town).pk)
    assert told(town, user, whole(since_long, seat, 900, 600)) == [("same", [])]
    assert told(town, user, whole(since_long, seat, 900, 601)) == [("refused", ["ended_already"])]


def test_a_term_that_meets_the_one_on_record_is_no_end_of_it(
    town: Town, user: User, seat: Post, since_long: Person
) -> None:
    """One of the two days is a slip of the pen."""
    assert told(town, user, whole(since_long, seat, 900, 99)) == [("refused", ["starts_differs"])]
    assert told(town, user, whole(since_long, seat, 100, 99, successor="暂缺")) == [("changed", [])]


def test_two_terms_of_one_person_in_a_post_come_one_after_the_other(
    town: Town, user: User, seat: Post
) -> None:
    person = city.somebody(town.east_village)
    rows = [whole(person, seat, 900, 600), whole(person, seat, 600, 300)]
    assert outcomes(checked(rows, town.east, user)) == [
        *(("new", []), ("refused", ["one_at_a_time"]))
    ]
    same = outcomes(checked([rows[0], rows[0]], town.east, user))
    assert same == [("new", []), ("refused", ["repeated"])]


def test_whoever_was_elected_again_leaves_with_the_first_day_of_all_terms_in_the_row(
    town: Town, user: User, seat: Post, since_long: Person
) -> None:
    held = Appointment.objects.unscoped(WHY).get()
    with clock.at(clock.now() - timedelta(days=50)):
        renewing.renew(
            *(held,),
            starts=clock.today(),
            basis="会议记录",
            deciding_body="村民会议",
            actor_id=None,
        )
    first = {"starts": str(later(-100))}
    today = leaving(since_long, seat, later(0), successor="暂缺")
    assert told(town, user, today | first) == [("changed", [])]
    past = leaving(since_long, seat, later(-3), successor="暂缺")
    assert told(town, user, past | first | LATE) == [("changed", [])]


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        ({"late": ""}, ["past_day"]),
        ({"basis": "", "mode": ""}, ["missing", "missing"]),
        ({"reason": ""}, ["reason_missing"]),
        ({"body": ""}, ["missing"]),
        ({"reason": "不称职", "document": ""}, ["missing"]),
        ({"starts": "1955-01-01"}, ["too_long_ago"]),
        ({"until": "2099-01-01"}, ["term_long"]),
    ],
)
def test_a_term_of_the_past_that_lacks_something_says_what(
    town: Town, user: User, seat: Post, cells: dict[str, str], codes: list[str]
) -> None:
    row = whole(city.somebody(town.east_village), seat, 900, 600)
    assert told(town, user, row | cells) == [("refused", codes)]


def test_a_term_of_the_past_names_no_successor_and_meets_no_other(
    town: Town, user: User, seat: Post, since_long: Person
) -> None:
    row = whole(city.somebody(town.east_village), seat, 900, 99)
    named = row | {"successor": since_long.name, "successor_key": f"P{since_long.pk}"}
    assert told(town, user, named) == [("refused", ["late_successor"])]
    ((verdict, problems),) = told(town, user, row)
    assert (verdict, len(problems)) == ("refused", 1)
    assert told(town, user, row | {"left": str(later(-100))}) == [("new", [])]
