"""Keepers hear of what is to be told by a day and of rotations, each once, and nobody else does."""

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from certificates.roster import correcting, notifying, reminding, seconding
from certificates.roster.models import Appointment, Filing
from portal import clock
from portal.accounts.models import User
from portal.jobs.enqueueing import enqueue
from portal.jobs.working import work_all
from portal.notices.models import Notice
from portal.notices.wording import text_of
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, end, signed
from tests.certificates.roster.conftest import Town, login

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 10, tzinfo=clock.CITY_ZONE)
COURT_BY, BUREAU_BY = date(2026, 3, 16), date(2026, 4, 13)  # 10 and 30 working days later
WEEK = timedelta(days=7)


def run(day: date) -> None:
    """The job of a morning, as the calendar enqueues it."""
    with clock.at(datetime(day.year, day.month, day.day, 8, tzinfo=clock.CITY_ZONE)):
        with transaction.atomic():
            enqueue("roster.remind", day.isoformat(), {"period": day.isoformat()})
        work_all("roster.remind")


def kinds(user: User) -> list[str]:
    rows = Notice.objects.unscoped("t").filter(user=user, kind__startswith="roster.")
    return list(rows.order_by("pk").values_list("kind", flat=True))


def words(user: User) -> str:
    latest = Notice.objects.unscoped("t").filter(user=user, kind__startswith="roster.").latest("pk")
    return text_of(latest)


def elected(town: Town, people: int = 1) -> list[Appointment]:
    with clock.at(MONDAY):
        village = town.east_village
        return [city.elect(city.somebody(village), city.seat(village)) for _n in range(people)]


def keeper(role: str, place: object) -> User:
    with clock.at(MONDAY):
        return login(role, place)[1]  # type: ignore[arg-type]


def test_the_nearest_keepers_hear_a_week_before_the_last_day_once(town: Town) -> None:
    clerk, hr = keeper("clerk", town.east), keeper("hr", town.centre)
    other, marker = keeper("clerk", town.west), keeper("marker", town.east)
    elected(town, 2)
    run(COURT_BY - WEEK - DAY)
    assert kinds(clerk) == []
    for day in (COURT_BY - WEEK, COURT_BY - WEEK + DAY, COURT_BY):
        run(day)
    assert kinds(clerk) == ["roster.notice_due"]
    assert "柳溪村调委会" in words(clerk)
    assert "2" in words(clerk)
    assert "2026年3月16日" in words(clerk)
    run(COURT_BY + DAY)
    run(COURT_BY + 2 * DAY)
    assert kinds(clerk) == ["roster.notice_due", "roster.notice_overdue"]
    run(BUREAU_BY)
    assert kinds(clerk)[2:] == ["roster.filing_due"]
    assert (kinds(hr), kinds(other), kinds(marker)) == ([], [], [])


def test_where_nobody_keeps_the_township_the_city_hears(town: Town) -> None:
    hr = keeper("hr", town.centre)
    elected(town)
    run(COURT_BY)
    assert kinds(hr) == ["roster.notice_due"]


def test_of_what_was_told_or_struck_nobody_hears(town: Town) -> None:
    clerk = keeper("clerk", town.east)
    told, wrong = elected(town, 2)
    with clock.at(MONDAY + DAY):
        rows = list(Filing.objects.unscoped("t").filter(appointment=told))
        notifying.note_told(rows, day=clock.today(), document_number="1号", actor_id=None)
        correcting.annul(wrong, actor_id=None, signed=signed("录错"))
    run(COURT_BY)
    assert kinds(clerk) == []


def test_what_is_entered_afterwards_for_the_same_day_is_told_anew(town: Town) -> None:
    clerk = keeper("clerk", town.east)
    (row,) = elected(town)
    run(COURT_BY - WEEK)
    elected(town)
    run(COURT_BY - WEEK + DAY)
    assert kinds(clerk) == ["roster.notice_due"] * 2
    with clock.at(MONDAY + WEEK):
        rows = list(Filing.objects.unscoped("t").filter(appointment=row, kind="court"))
        notifying.note_told(rows, day=clock.today(), document_number="1号", actor_id=None)
    run(COURT_BY)
    assert kinds(clerk) == ["roster.notice_due"] * 2


def seconded(town: Town) -> Appointment:
    with clock.at(MONDAY):
        person = city.somebody(town.west, "周桂芳")
        city.certify(person)
        row = city.hire(person, city.seat(town.east_committee, "part_time"))
        seconding.second(row, agency="住建", detached=True, actor_id=None)
        rows = list(Filing.objects.unscoped("t").filter(appointment=row))
        notifying.note_told(rows, day=clock.today(), document_number="1号", actor_id=None)
    return row


def test_a_rotation_is_told_sixty_days_before_to_place_home_and_city(town: Town) -> None:
    users = [keeper("clerk", town.east), keeper("clerk", town.west), keeper("city", town.centre)]
    hr = keeper("hr", town.centre)
    seconded(town)
    due = date(2028, 3, 2)
    run(due - timedelta(days=61))
    assert [kinds(user) for user in users] == [[], [], []]
    run(due - timedelta(days=60))
    run(due + DAY)
    assert [kinds(user) for user in users] == [["roster.rotation_due"]] * 3
    assert kinds(hr) == []
    assert "周桂芳" in words(users[0])
    assert "住建" in words(users[0])


def test_who_has_left_is_not_to_be_rotated(town: Town) -> None:
    clerk = keeper("clerk", town.east)
    row = seconded(town)
    with clock.at(datetime(2028, 2, 1, 8, tzinfo=clock.CITY_ZONE)):
        end(row, reason="rotated")
    run(date(2028, 2, 2))
    assert "roster.rotation_due" not in kinds(clerk)


@pytest.mark.parametrize("people", [1, 3])
def test_the_queries_do_not_grow_with_the_changes(
    town: Town, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    elected(town, people)
    with clock.at(MONDAY + WEEK):
        today = clock.today()
        with django_assert_num_queries(5):  # two of them read the calendar's rules
            (found,) = reminding.owed(today)
    assert found.count == people
