"""The keepers of a place are told of terms and of certificates of the elected, each once."""

from datetime import date, datetime, timedelta

import pytest
from django.db import transaction

from certificates.roster.models import Appointment
from certificates.roster.register import certificate_deadline
from certificates.roster.staffing import reminding
from portal import clock
from portal.accounts.models import User
from portal.jobs.enqueueing import enqueue
from portal.jobs.working import work_all
from portal.notices.models import Notice
from portal.notices.wording import text_of
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town, login

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, tzinfo=clock.CITY_ZONE)


def run(day: date) -> None:
    with clock.at(moment(day)):
        with transaction.atomic():
            enqueue("roster.remind_of_terms", day.isoformat(), {"period": day.isoformat()})
        work_all("roster.remind_of_terms")


def told(user: User, kind: str) -> list[Notice]:
    return list(Notice.objects.unscoped("t").filter(user=user, kind=kind).order_by("pk"))


@pytest.fixture
def elected(town: Town) -> Appointment:
    return city.elect(city.somebody(town.east_village, "周桂芳"), city.seat(town.east_village))


def test_the_nearest_keeper_is_told_twice_before_a_term_ends(
    town: Town, elected: Appointment
) -> None:
    _browser, clerk = login("clerk", town.east)
    _browser, hr = login("hr", town.centre)
    assert elected.term_ends is not None
    last = elected.term_ends - DAY
    for before, many in ((61, 0), (60, 1), (59, 1), (8, 1), (7, 2), (0, 2)):
        run(last - before * DAY)
        assert len(told(clerk, "roster.term_ends")) == many
    first = told(clerk, "roster.term_ends")[0]
    assert "周桂芳" in text_of(first)
    assert first.link == f"/roster/people/{elected.person_id}/"
    assert told(hr, "roster.term_ends") == []


def test_without_a_keeper_near_the_one_above_is_told(town: Town, elected: Appointment) -> None:
    _browser, hr = login("hr", town.centre)
    assert elected.term_ends is not None
    run(elected.term_ends - 5 * DAY)
    assert len(told(hr, "roster.term_ends")) == 1


@pytest.mark.parametrize("role", ["hr", "clerk", "city", "admin"])
def test_whoever_may_write_the_roster_is_told(town: Town, elected: Appointment, role: str) -> None:
    _browser, keeper = login(role, town.centre)
    assert elected.term_ends is not None
    run(elected.term_ends - 5 * DAY)
    assert len(told(keeper, "roster.term_ends")) == 1


def test_where_nobody_keeps_the_roster_nobody_is_told(elected: Appointment) -> None:
    assert elected.term_ends is not None
    run(elected.term_ends - 5 * DAY)
    assert not Notice.objects.unscoped("t").filter(kind="roster.term_ends").exists()


def test_the_elected_without_a_certificate_are_told_of_and_others_are_not(
    town: Town, elected: Appointment
) -> None:
    _browser, clerk = login("clerk", town.east)
    certified = city.somebody(town.east_village)
    city.certify(certified)
    city.elect(certified, city.seat(town.east_village))
    last = certificate_deadline(elected)
    for before, many in ((61, 0), (60, 1), (7, 2), (0, 2)):
        run(last - before * DAY)
        assert len(told(clerk, "roster.certificate_due")) == many
    assert told(clerk, "roster.certificate_overdue") == []
    for after in (1, 2, 30):
        run(last + after * DAY)
        (late,) = told(clerk, "roster.certificate_overdue")
    assert "周桂芳" in text_of(late)
    assert len(told(clerk, "roster.certificate_due")) == 2
    city.certify(elected.person)
    assert reminding.certificates_due(clock.today() + 60 * DAY) == []


@pytest.mark.parametrize(
    ("left", "stage"), [(61, None), (60, 60), (8, 60), (7, 7), (0, 7), (-1, -1), (-9, -1)]
)
def test_a_stage_is_for_the_days_until_the_next(left: int, stage: int | None) -> None:
    today = date(2026, 11, 23)
    assert reminding.stage_of(today + left * DAY, today) == stage
