"""Another term in the same post; the old one ends the day the new one begins."""

from datetime import date, timedelta

import pytest

from certificates.roster import renewing, seconding, suspending
from certificates.roster.appointing import GateClosed
from certificates.roster.models import Appointment, Secondment, Succession
from certificates.roster.refusing import Refused
from certificates.roster.register import standing_of
from portal import clock
from portal.counting import years_later
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, elected_ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Appointment:
    village = city.place("village")
    return elected_ago(city.somebody(village), city.seat(village), 100)


def renew(row: Appointment, starts: timedelta = DAY * 0, basis: str = "换届记录") -> Appointment:
    return renewing.renew(
        row,
        starts=clock.today() + starts,
        basis=basis,
        deciding_body="村民代表会议",
        actor_id=None,
    )


def test_the_new_term_follows_without_a_day_between(row: Appointment) -> None:
    after = renew(row)
    row.refresh_from_db()
    assert (row.ends, row.ending.reason) == (after.starts, "renewed")
    assert after.term_ends == years_later(clock.today(), 3)
    assert Succession.objects.unscoped("test").get(ending_id=row.pk).successor == after
    assert standing_of(row.person_id, clock.today()).appointments == ((after.pk, "pending"),)


def test_the_hired_without_a_certificate_keep_the_old_term_alone() -> None:
    township = city.place("township")
    person = city.somebody(township)
    held = city.certify(person)
    with clock.at(clock.now()):
        row = city.hire(person, city.seat(township, "full_time"))
    city.change(held, "suspended", clock.today())
    with pytest.raises(GateClosed):
        renew(row, DAY)
    row.refresh_from_db()
    assert row.ends is None


def test_a_term_is_not_renewed_before_it_began_nor_without_a_paper(row: Appointment) -> None:
    with pytest.raises(Refused) as early:
        renew(row, -100 * DAY)
    assert early.value.field == "starts"
    with pytest.raises(Refused):
        renew(row, basis=" ")
    row.refresh_from_db()
    assert row.ends is None


@pytest.mark.parametrize("length", [100, 101, 200])
def test_long_minutes_are_kept_whole_with_both_terms(row: Appointment, length: int) -> None:
    minutes = "换" * length
    after = renew(row, basis=minutes)
    row.ending.refresh_from_db()
    assert after.basis == minutes
    assert minutes in {row.ending.document_number, row.ending.note}


def test_who_is_suspended_stays_so_and_a_rotation_stays_due(row: Appointment) -> None:
    suspending.suspend_duty(row, starts=clock.today(), reason="核查", actor_id=None)
    due = seconding.second(row, agency="公安", detached=True, actor_id=None).due_on
    after = renew(row, DAY)
    tomorrow = standing_of(row.person_id, after.starts)
    assert tomorrow.appointments == ((after.pk, "suspended"),)
    assert Secondment.objects.unscoped("test").get(appointment=after).due_on == due


def suspended_on(row: Appointment, day: date) -> list[str]:
    return [label for _pk, label in standing_of(row.person_id, day).appointments]


def test_who_is_suspended_after_the_renewal_was_recorded_stays_so_in_the_new_term(
    row: Appointment,
) -> None:
    after = renew(row, 30 * DAY)
    suspending.suspend_duty(row, starts=clock.today(), reason="核查", actor_id=None)
    assert suspended_on(row, clock.today()) == ["suspended"]
    assert suspended_on(row, after.starts) == ["suspended"]


def test_who_is_cleared_before_the_new_term_begins_it_on_duty(row: Appointment) -> None:
    suspension = suspending.suspend_duty(row, starts=clock.today(), reason="核查", actor_id=None)
    after = renew(row, 30 * DAY)
    assert suspended_on(row, after.starts) == ["suspended"]
    suspending.lift_suspension(
        suspension, ends=clock.today() + 10 * DAY, reason="查清", actor_id=None
    )
    assert suspended_on(row, after.starts) == ["pending"]
    assert suspended_on(row, after.starts - DAY) == ["pending"]
    assert suspended_on(row, clock.today()) == ["suspended"]


def test_a_clearance_within_the_new_term_counts_from_its_day(row: Appointment) -> None:
    suspension = suspending.suspend_duty(row, starts=clock.today(), reason="核查", actor_id=None)
    after = renew(row, 30 * DAY)
    cleared = after.starts + 5 * DAY
    suspending.lift_suspension(suspension, ends=cleared, reason="查清", actor_id=None)
    assert suspended_on(row, cleared - DAY) == ["suspended"]
    assert suspended_on(row, cleared) == ["pending"]
