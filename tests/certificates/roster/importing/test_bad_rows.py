"""Rows that cannot be entered, each with what to do: bad inputs 55 to 60."""

from datetime import date

import pytest
from django.utils.translation import override

from certificates.choices import CertificateKind
from certificates.models import Certificate
from certificates.roster.assessors import mirroring
from courses.training.models import HoursEntry
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.people import organising
from portal.people.identifying import identify
from portal.people.models import ImportRow, Person, Post
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town, login
from tests.certificates.roster.importing.bringing import (
    WHY,
    appointments,
    check,
    checked,
    enter,
    later,
    leaving,
    line,
    outcomes,
    sentences,
    taking,
    told,
)

pytestmark = pytest.mark.django_db
SOON = 10
ID_NUMBER = "990000199001010017"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({}, "successor_missing"),
        ({"successor": "暂缺", "reason": ""}, "reason_missing"),
        ({"successor": "暂缺", "body": ""}, "missing"),
        ({"successor": "暂缺", "reason": "不称职", "document": ""}, "missing"),
        ({"successor": "何建国"}, "successor_is_same"),
        ({"successor": "没有人"}, "unknown_person"),
        ({"successor": "暂缺", "left": ""}, "left_missing"),
        ({"successor": "暂缺", "left": "", "reason": "去世"}, "left_missing"),
        ({"successor": "暂缺", "left": "2020-01-01"}, "past_day"),
        ({"successor": "暂缺", "left": "2090-01-01"}, "far_day"),
        ({"successor": "暂缺", "left": "2026/2/30"}, "day_unclear"),
        ({"successor": "暂缺", "reason": "不知道"}, "reason_unclear"),
    ],
)
def test_an_end_asks_for_what_is_missing(
    town: Town, seat: Post, holder: Person, cells: dict[str, str], problem: str
) -> None:
    """Bad inputs 57, 60 and 56."""
    row = leaving(holder, seat, later(SOON)) | cells
    assert told(town, login("clerk", town.east)[1], row) == [("refused", [problem])]


def test_the_words_of_a_missing_successor(
    town: Town, user: User, seat: Post, holder: Person
) -> None:
    run = checked([leaving(holder, seat, later(SOON))], town.east, user)
    with override("zh-hans"):
        assert sentences(run) == ["请填写接任人，或写“暂缺”。"]


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"starts": "2020-02-05"}, "past_day"),
        ({"starts": "1900-02-05"}, "past_day"),
        ({"starts": "2026/2/30"}, "day_unclear"),
        ({"starts": "二月五日"}, "day_unclear"),
        ({"starts": "9999-12-31"}, "day_far"),
        ({"starts": "2029-01-01"}, "far_day"),
        ({"until": "2020-01-01"}, "until_before_start"),
        ({"until": "2099-01-01"}, "term_long"),
        ({"mode": ""}, "missing"),
        ({"mode": "不知"}, "mode_unclear"),
        ({"post": "队长"}, "post_unclear"),
        ({"seat": "一"}, "seat_unclear"),
        ({"seat": "99"}, "no_such_post"),
        ({"basis": f"记录{ID_NUMBER}"}, "said"),
        ({"assessor": "是"}, "assessor_dates"),
        ({"assessor": "是", "assessor_since": "2026-01-01"}, "assessor_dates"),
        (
            {"assessor": "是", "assessor_since": "2026-01-01", "assessor_until": "2031-01-01"},
            "assessor_unknown",
        ),
        ({"assessor": "也许"}, "yes_or_no"),
        ({"place": "月亮上"}, "place_unknown"),
        ({"place": ""}, "missing"),
        ({"person": "P999999"}, "unknown_number"),
        ({"person": "甲乙"}, "key_unclear"),
        ({"number": "990000199001010018"}, "said"),
    ],
)
def test_a_row_that_cannot_be_right_says_what_to_do(
    town: Town, user: User, seat: Post, cells: dict[str, str], problem: str
) -> None:
    row = taking(city.somebody(town.east_village), seat, later(SOON)) | cells
    assert told(town, user, row) == [("refused", [problem])]


@pytest.mark.parametrize("typed", ["{0:%Y}/{0.month}/{0.day}", "{0:%Y.%m.%d}", "{0:%Y%m%d}"])
def test_days_are_read_where_certain_and_shown(
    town: Town, user: User, seat: Post, typed: str
) -> None:
    row = taking(city.somebody(town.east_village), seat, later(SOON))
    run = checked([row | {"starts": typed.format(later(SOON))}], town.east, user)
    assert outcomes(run) == [("new", [])]
    stored = ImportRow.objects.unscoped(WHY).get(run=run)
    assert stored.notes[0][0] == "day_read"
    assert ["starts", "", later(SOON).isoformat()] in stored.changes


def test_a_term_as_assessor_on_record_is_recognised(
    town: Town, user: User, seat: Post, holder: Person
) -> None:
    court = city.place("court", town.centre)
    starts, ends = later(-10), later(365)
    mirroring.mirror(holder, court, starts=starts, ends=ends, appointed_by="常委会", actor_id=None)
    same: list[tuple[str, list[str]]] = [("same", [])]
    assert told(town, user, line(holder, seat, assessor="是")) == same
    days = {"assessor_since": str(starts), "assessor_until": str(ends)}
    assert told(town, user, line(holder, seat, assessor="是", **days)) == same


def test_people_are_found_by_certificate_or_id_number(town: Town, user: User, seat: Post) -> None:
    person = city.somebody(town.east_village, "周桂芳", born=date(1990, 1, 1))
    number = city.certify(person).number
    row = taking(person, seat, later(SOON)) | {"person": ""}
    assert told(town, user, row) == [("held", ["which_person"])]
    assert told(town, user, row | {"certificate": f"{number[:6]} {number[6:]}"}) == [("new", [])]
    assert told(town, user, row | {"certificate": "99010120260000000"}) == [
        ("refused", ["unknown_number"])
    ]
    other = city.somebody(town.east_village, "李娜", born=date(1990, 1, 1))
    identify(other, "id_card", "990000199001010025", actor_id=None)
    mine = {"name": "李娜", "number": "990000199001010025"}
    assert told(town, user, row | mine) == [("new", [])]
    assert told(town, user, row | mine | {"name": "周桂芳"}) == [("held", ["name_differs"])]
    assert told(town, user, row | mine | {"certificate": number}) == [("held", ["numbers_differ"])]
    masked = {"name": "李娜", "number": "9****************5"}
    assert told(town, user, row | masked) == [("new", [])]


def test_the_number_of_another_kind_of_certificate_names_nobody(
    town: Town, user: User, seat: Post
) -> None:
    """As at the desk: only the post certificate lets anybody be on duty."""
    person = city.somebody(town.east_village, "周桂芳")
    post = city.certify(person)
    entry = HoursEntry.objects.create(
        person=person,
        form="online",
        source="module:1",
        hours=1,
        earned_on=clock.today(),
        recorded_at=clock.now(),
    )
    training = Certificate.objects.create(
        person=person,
        kind=CertificateKind.TRAINING,
        act=f"hours:{entry.pk}",
        organisation=person.organisation,
        number="99010120269999990",
        code="T" * 12,
        code_hash="T" * 64,
        issued_on=clock.today(),
        recorded_at=clock.now(),
    )
    row = taking(person, seat, later(SOON)) | {"person": ""}
    assert told(town, user, row | {"certificate": post.number}) == [("new", [])]
    assert told(town, user, row | {"certificate": training.number}) == [
        ("refused", ["unknown_number"])
    ]


def test_a_name_alone_is_enough_for_the_holder(
    town: Town, user: User, seat: Post, holder: Person
) -> None:
    city.somebody(town.east_village, "何建国")
    row = leaving(holder, seat, later(SOON), successor="暂缺") | {"person": ""}
    assert told(town, user, row) == [("changed", [])]
    assert told(town, user, row | {"post": "", "seat": ""}) == [("changed", [])]


def test_one_of_several_seats_must_be_named(town: Town, user: User, seat: Post) -> None:
    city.seat(town.east_village)
    row = taking(city.somebody(town.east_village), seat, later(SOON))
    assert told(town, user, row | {"seat": ""}) == [("refused", ["which_post"])]
    assert told(town, user, row | {"seat": "", "post": ""}) == [("refused", ["missing"])]


def test_other_townships_rows_are_refused_and_logged(town: Town, user: User, seat: Post) -> None:
    """Bad input 58: the others can be entered."""
    foreign = city.seat(town.west_village)
    rows = [
        taking(city.somebody(town.west_village), foreign, later(SOON)),
        taking(city.somebody(town.east_village), seat, later(SOON)),
        taking(city.somebody(town.west_village), seat, later(SOON)),
    ]
    run = checked(rows, town.east, user)
    assert outcomes(run) == [
        ("refused", ["no_right"]),
        ("new", []),
        ("refused", ["unknown_number"]),
    ]
    event = AuditEvent.objects.get(kind="import.foreign_rows")
    assert event.body.data == {"rows": 1}
    enter(run)
    assert len(appointments(seat)) == 1
    assert appointments(foreign) == []


def test_a_former_or_double_name_of_a_place_is_asked(town: Town, user: User, seat: Post) -> None:
    """Bad input 55."""
    row = taking(city.somebody(town.east_village), seat, later(SOON)) | {"place": "柳溪调委会"}
    run = checked([row], town.east, user)
    assert outcomes(run) == [("refused", ["place_unknown"])]
    assert run.questions["柳溪调委会"]["candidates"][0] == town.east_village.pk
    assert outcomes(check(run, 柳溪调委会=town.east_village.pk)) == [("new", [])]


def test_what_is_on_record_otherwise_is_no_change_of_a_table(
    town: Town, user: User, seat: Post, holder: Person
) -> None:
    refused = "refused"
    row = line(holder, seat)
    assert told(town, user, row | {"starts": str(later(1))}) == [(refused, ["starts_differs"])]
    assert told(town, user, row | {"mode": "聘任"}) == [(refused, ["mode_differs"])]
    assert told(town, user, row | {"until": "2099-01-01"}) == [(refused, ["until_differs"])]
    stranger = leaving(city.somebody(town.east_village), seat, later(SOON), successor="暂缺")
    assert told(town, user, stranger) == [(refused, ["not_in_office"])]
    row_of_end = leaving(holder, seat, later(SOON), successor="暂缺")
    enter(checked([row_of_end], town.east, user))
    assert told(town, user, row_of_end | {"left": str(later(SOON + 1))}) == [
        (refused, ["ended_already"])
    ]
    assert told(town, user, row_of_end | {"reason": "去世"}) == [(refused, ["ended_already"])]


def test_a_merged_place_is_its_heir(town: Town, user: User) -> None:
    old = city.place("village", town.east, "老庄调委会")
    organising.rename(
        old, "新庄调委会", "新庄调委会", day=later(0), reason="更名", actor_id=user.pk
    )
    seat = city.seat(old)
    row = taking(city.somebody(old), seat, later(SOON)) | {"place": "老庄调委会"}
    assert told(town, user, row) == [("refused", ["place_old"])]
