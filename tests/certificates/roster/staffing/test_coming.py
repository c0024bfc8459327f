"""What ends by month, whose rotation is due, and how the months are drawn."""

from datetime import date, timedelta

import pytest

from certificates.roster.models import Secondment
from certificates.roster.staffing import charting, coming
from portal import clock
from portal.counting import months_later
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town
from tests.certificates.roster.staffing.test_board import board, hired, keeper

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_certificates_that_end_are_counted_by_month_unless_renewed(town: Town) -> None:
    at, today = town.east_village, clock.today()
    for months, renewed in ((0, False), (2, False), (2, True), (7, False)):
        person = city.somebody(at)
        until = coming.horizon(today)[0] if months else today
        until = months_later(today, months)
        certificate = city.certify(person, today - 300 * DAY, until)
        city.elect(person, city.seat(at))
        if renewed:
            city.renew(certificate, until + DAY, until + 900 * DAY)
    unserving = city.somebody(at)
    city.certify(unserving, today - 300 * DAY, today + 5 * DAY)
    found = coming.certificates(keeper(at), today)
    assert [month.many for month in found.months] == [1, 0, 1, 0, 0, 0]
    assert found.total == 2


def test_a_certificate_counts_by_its_state_on_the_day(town: Town) -> None:
    """One that was withdrawn since ran that day; one withdrawn by then did not."""
    at, today = town.east_village, clock.today()
    with clock.at(clock.now() - 90 * DAY):
        for withdrawn in (10, 60):
            person = city.somebody(at)
            certificate = city.certify(person, clock.today() - 300 * DAY, today + 3 * DAY)
            city.elect(person, city.seat(at))
            with clock.at(clock.now() + (90 - withdrawn) * DAY):
                city.change(certificate, "revoked", clock.today())
    counted = [coming.certificates(keeper(at), today - days * DAY) for days in (80, 30, 0)]
    assert [found.total for found in counted] == [2, 1, 0]


def test_terms_count_for_the_month_of_their_last_day(town: Town) -> None:
    at = town.east_village
    with clock.at(clock.now() - 3 * 366 * DAY):
        late = city.elect(city.somebody(at), city.seat(at))
    row = city.elect(city.somebody(at), city.seat(at))
    assert late.term_ends is not None
    assert late.term_ends <= clock.today()
    assert coming.terms(keeper(at), clock.today()).late == 1
    assert row.term_ends is not None
    for shift, place in ((1, 5), (0, 5)):
        first = coming.horizon(row.term_ends - shift * DAY)[0]
        day = months_later(first, -place)
        months = coming.terms(keeper(at), max(day, row.starts)).months
        wanted = (row.term_ends - DAY).replace(day=1)
        assert {m.first for m in months if m.many} == {wanted}


def test_a_month_in_which_most_end_at_several_places_is_named() -> None:
    first = date(2027, 3, 1)
    many = coming.Month(first, 26, 11)
    assert coming.Coming((coming.Month(date(2027, 2, 1), 2, 1), many)).fullest == many
    assert coming.Coming((coming.Month(first, 2, 1),)).fullest is None
    assert coming.Coming(()).fullest is None


def test_rotations_due_are_listed_the_earliest_first(town: Town) -> None:
    today = clock.today()
    for days in (400, 20, -3):
        row = hired(town.east_committee)
        Secondment.objects.create(
            appointment=row,
            organisation=row.organisation,
            agency="市公安局",
            detached=True,
            due_on=today + days * DAY,
            recorded_at=clock.now(),
        )
    assert [row.due_on for row in board(town.centre).rotations] == [
        today - 3 * DAY,
        today + 20 * DAY,
    ]
    assert board(town.west).rotations == ()


def test_columns_stand_on_the_line_and_zero_is_a_number() -> None:
    months = [coming.Month(date(2026, n, 1), many) for n, many in ((1, 0), (2, 10), (3, 5))]
    drawn = charting.columns(coming.Coming(tuple(months)))
    assert [column.height for column in drawn] == [0, charting.HEIGHT, charting.HEIGHT // 2]
    assert {column.y + column.height for column in drawn} == {charting.TOP + charting.HEIGHT}
    assert charting.columns(coming.Coming((coming.Month(date(2026, 1, 1), 0),)))[0].height == 0


def test_up_to_five_posts_are_drawn_one_by_one() -> None:
    assert charting.slots(2, 3) == [True, True, False]
    assert charting.slots(4, 3) == [True] * 4
    assert charting.slots(6, 3) is None
