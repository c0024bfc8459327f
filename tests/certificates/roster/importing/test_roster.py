"""Tables of the roster: each row through the gate of the desk, ends with who comes after."""

import pytest
from django.test import Client
from django.utils.translation import override

from certificates.roster import replacing
from certificates.roster.models import Appointment
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.desk.tasks import bearer_of
from portal.people.choices import ImportState
from portal.people.importing import committing
from portal.people.models import ImportRow, Person, Post
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town, login
from tests.certificates.roster.importing.bringing import (
    WHY,
    appointments,
    checked,
    enter,
    later,
    leaving,
    outcomes,
    sentences,
    taking,
    told,
)

pytestmark = pytest.mark.django_db
SOON = 10


def test_an_elected_member_is_appointed_through_the_gate(
    town: Town, user: User, seat: Post
) -> None:
    person = city.somebody(town.east_village, "周桂芳")
    run = checked([taking(person, seat, later(SOON))], town.east, user)
    assert outcomes(run) == [("new", [])]
    assert enter(run).state == ImportState.COMMITTED
    assert appointments(seat) == [("周桂芳", "elected", later(SOON), None)]
    decision = Appointment.objects.unscoped(WHY).get().gate_decision
    assert (decision.granted, decision.recorded_by_id) == (True, user.pk)


def test_nobody_is_hired_without_certificate(town: Town, user: User) -> None:
    seat = city.seat(town.east_committee, "full_time")
    person = city.somebody(town.east, "周桂芳")
    run = checked([taking(person, seat, later(SOON), "聘任")], town.east, user)
    assert outcomes(run) == [("refused", ["uncertified"])]
    city.certify(person)
    assert told(town, user, taking(person, seat, later(SOON), "聘任")) == [("new", [])]


def test_what_else_the_gate_misses_is_told_in_its_words(town: Town, user: User) -> None:
    seat = city.seat(town.east_committee, "full_time", provided=False)
    person = city.somebody(town.east, "周桂芳")
    city.certify(person)
    run = checked([taking(person, seat, later(SOON), "聘任")], town.east, user)
    with override("en"):
        assert "Desk: not entered yet" in sentences(run)


def test_the_same_file_again_changes_nothing(
    town: Town, user: User, seat: Post, holder: Person
) -> None:
    chair = city.seat(town.east_village, "chair")
    new, heir = city.somebody(town.east_village, "新人"), city.somebody(town.east_village, "接人")
    table = [
        taking(new, chair, later(SOON)),
        leaving(holder, seat, later(SOON), successor="接人", successor_key=f"P{heir.pk}"),
    ]
    run = enter(checked(table, town.east, user))
    assert outcomes(run) == [("new", []), ("changed", [])]
    again = checked(table, town.east, user)
    assert outcomes(again) == [("same", []), ("same", [])]
    events = AuditEvent.objects.filter(kind__startswith="appointment.").count()
    enter(again)
    assert AuditEvent.objects.filter(kind__startswith="appointment.").count() == events
    assert appointments(seat) == [
        ("何建国", "elected", later(0), later(SOON)),
        ("接人", "elected", later(SOON), None),
    ]


def test_an_election_replaces_old_by_new_members_in_one_table(
    town: Town, user: User, seat: Post, holder: Person
) -> None:
    """The successor is the row that takes the seat; the certificate deadline runs from then on."""
    new = city.somebody(town.east_village, "新人")
    run = checked(
        [
            taking(new, seat, later(SOON)),
            leaving(holder, seat, later(SOON), reason="任期届满", document=""),
        ],
        town.east,
        user,
    )
    assert outcomes(run) == [("new", []), ("changed", [])]
    enter(run)
    assert [row[0] for row in appointments(seat)] == ["何建国", "新人"]


def test_who_is_elected_again_begins_a_new_term(
    town: Town, user: User, seat: Post, holder: Person
) -> None:
    row = taking(holder, seat, later(SOON), reason="连任", body="村民代表会议")
    run = enter(checked([row], town.east, user))
    assert outcomes(run) == [("changed", [])]
    assert [entry[2:] for entry in appointments(seat)] == [
        (later(0), later(SOON)),
        (later(SOON), None),
    ]
    assert told(town, user, row) == [("same", [])]
    assert told(town, user, row | {"body": "", "starts": str(later(SOON + 1))}) == [
        ("refused", ["missing"])
    ]
    ended = leaving(holder, seat, later(SOON + 1), reason="续聘", successor="暂缺")
    assert told(town, user, ended) == [("refused", ["renewal_start"])]


def test_a_vacancy_is_said(town: Town, user: User, seat: Post, holder: Person) -> None:
    enter(checked([leaving(holder, seat, later(SOON), successor="暂缺")], town.east, user))
    assert appointments(seat) == [("何建国", "elected", later(0), later(SOON))]


def test_a_successor_without_certificate_is_not_hired(town: Town, user: User) -> None:
    """Bad input 57: and the predecessor stays until somebody may follow."""
    seat = city.seat(town.east_committee, "full_time")
    before, after = city.somebody(town.east, "前任"), city.somebody(town.east, "后任")
    city.certify(before)
    city.hire(before, seat)
    row = leaving(before, seat, later(SOON), successor="后任", successor_key=f"P{after.pk}")
    run = checked([row], town.east, user)
    assert outcomes(run) == [("refused", ["uncertified"])]
    with override("zh-hans"):
        assert sentences(run) == ["该人员尚未取得上岗证。"]
    city.certify(after)
    enter(checked([row], town.east, user))
    assert [entry[0] for entry in appointments(seat)] == ["前任", "后任"]


def test_a_successors_row_that_is_wrong_keeps_the_predecessor(
    town: Town, user: User, seat: Post, holder: Person
) -> None:
    child = city.somebody(town.east_village, "小人", born=later(-3650))
    rows = [taking(child, seat, later(SOON)), leaving(holder, seat, later(SOON))]
    found = told(town, user, *rows)
    assert found[1] == ("refused", ["successor_row"])
    assert found[0][0] == "refused"


def test_one_seat_is_given_to_one_person(town: Town, user: User, seat: Post) -> None:
    rows = [
        taking(city.somebody(town.east_village, name), seat, later(SOON)) for name in ("甲", "乙")
    ]
    assert told(town, user, *rows) == [("new", []), ("refused", ["taken_in_table"])]
    assert told(town, user, rows[0], rows[0]) == [("new", []), ("refused", ["repeated"])]


def test_a_held_seat_is_told_with_its_holder(
    town: Town, user: User, seat: Post, holder: Person
) -> None:
    run = checked([taking(city.somebody(town.east_village), seat, later(SOON))], town.east, user)
    with override("en"):
        assert any("Held by 何建国" in sentence for sentence in sentences(run))


def test_two_clerks_the_second_sees_the_difference(
    town: Town, user: User, seat: Post, holder: Person
) -> None:
    """Bad input 59: nothing is entered before the difference was seen."""
    heir = city.somebody(town.east_village, "接人")
    row = leaving(holder, seat, later(SOON), successor="接人", successor_key=f"P{heir.pk}")
    run = checked([row], town.east, user)
    replacing.end(
        Appointment.objects.unscoped(WHY).get(post=seat),
        day=later(1),
        reason="deceased",
        deciding_body="村委会",
        actor_id=None,
    )
    assert committing.look_again(run, bearer_of(user.pk, run.kind)) == 1
    stored = ImportRow.objects.unscoped(WHY).get(run=run)
    assert stored.before["verdict"] == "changed"
    assert stored.problems[0][0] == "ended_already"
    assert len(appointments(seat)) == 1


def test_musical_chairs_need_every_end(town: Town, user: User) -> None:
    """A full-time mediator moves to the seat another one leaves, in one table."""
    first, second = (city.seat(town.east_committee, "full_time") for _n in range(2))
    moving, going = city.somebody(town.east, "动人"), city.somebody(town.east, "去人")
    for person, post in ((moving, first), (going, second)):
        city.certify(person)
        city.hire(person, post)
    day = later(SOON)
    table = [
        leaving(going, second, day, successor="动人", successor_key=f"P{moving.pk}"),
        leaving(moving, first, day, successor="暂缺"),
    ]
    assert told(town, user, *table) == [("changed", []), ("changed", [])]
    broken = [table[0], table[1] | {"body": ""}]
    assert [verdict for verdict, _problems in told(town, user, *broken)] == ["refused", "refused"]
    enter(checked(table, town.east, user))
    assert [entry[0] for entry in appointments(second)] == ["去人", "动人"]


def test_the_pages_walk_from_the_roster_to_the_end(town: Town, seat: Post, holder: Person) -> None:
    from_list, user = login("city", town.centre)
    from_list.cookies["django_language"] = "en"
    assert 'href="/roster/import/"' in from_list.get("/roster/").content.decode()
    assert from_list.get("/roster/import/template/").status_code == 200
    start = from_list.get("/roster/import/").content.decode()
    assert "<h1>Import the roster from a table</h1>" in start
    assert "Export people" not in start
    run = checked([leaving(holder, seat, later(SOON))], town.centre, user)
    page = from_list.get(f"/roster/import/{run.pk}/").content.decode()
    assert "<h1>Of 1 row: 1 cannot be imported</h1>" in page
    assert "柳溪村调委会 委员" in page
    assert from_list.get(f"/desk/people/import/{run.pk}/").status_code == 404
    assert login("officer", town.centre)[0].get("/roster/import/").status_code == 404
    elsewhere: Client = login("clerk", town.west)[0]
    assert elsewhere.get(f"/roster/import/{run.pk}/").status_code == 404
