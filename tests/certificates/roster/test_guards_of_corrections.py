"""What the database holds about past days, corrections, overrides and successions, on SQLite and
PostgreSQL alike."""

from datetime import date, timedelta
from typing import Any

import pytest

from certificates.roster.models import Appointment, AppointmentCorrection, Succession
from portal.people.models import Organisation
from tests.certificates.roster import city
from tests.certificates.roster.raw_rows import (
    START,
    decision,
    ended,
    morning,
    raw,
    signer,
    two,
    written,
)

pytestmark = pytest.mark.django_db
LATER = START + timedelta(days=30)


@pytest.fixture
def village() -> Organisation:
    return city.place("village")


def correct(row: Appointment) -> None:
    """What a correction writes: first why and who, then that the row counts for nothing."""
    AppointmentCorrection.objects.create(
        wrong=row,
        reason="录错日期",
        first_signer=signer("first"),
        second_signer=signer(),
        recorded_at=morning(LATER),
    )
    Appointment.objects.unscoped("test").filter(pk=row.pk).update(superseded_at=morning(LATER))


def test_a_day_before_the_day_of_recording_needs_a_second_signer(village: Organisation) -> None:
    post, person = city.seat(village), city.somebody(village)
    late = {"recorded_at": morning(START + timedelta(days=1))}
    assert not written(raw, person, post, (START, None), **late)
    assert not written(raw, person, post, (START, None), **late, second_signer=signer())
    assert not written(
        raw,
        person,
        post,
        (START, None),
        **late,
        second_signer=signer(),
        recorded_by=signer(),
        late_reason="补录旧档",
    )
    assert written(raw, person, post, (START, None), **late, **two())


def test_a_second_signer_does_not_stand_alone(village: Organisation) -> None:
    """Somebody recorded it first; two logins, not one."""
    late = {"recorded_at": morning(LATER + timedelta(days=1)), **two()}
    alone = ({"recorded_by": None}, {"recorded_by": signer()})
    for misfit in alone:
        post, person = city.seat(village), city.somebody(village)
        assert not written(raw, person, post, (START, None), **(late | misfit))
        assert not written(raw, person, post, (START, LATER), **misfit)
    row = raw(city.somebody(village), city.seat(village), (START, LATER))
    for misfit in alone:
        assert not written(ended, row, LATER, **(late | misfit))
    assert written(ended, row, LATER, **late)


def test_the_evening_before_midnight_in_the_city_is_not_late(village: Organisation) -> None:
    """16:30 UTC of the day before is half past midnight in the city."""
    post, person = city.seat(village), city.somebody(village)
    just = morning(START + timedelta(days=1)) - timedelta(hours=8, minutes=30)
    assert not written(raw, person, post, (START, None), recorded_at=just)
    assert written(raw, person, post, (START, None), recorded_at=just - timedelta(hours=1))


def test_an_end_before_the_day_of_recording_needs_a_second_signer(village: Organisation) -> None:
    row = raw(city.somebody(village), city.seat(village), (START, None))
    Appointment.objects.unscoped("test").filter(pk=row.pk).update(ends=LATER)
    late = {"recorded_at": morning(LATER + timedelta(days=1))}
    assert not written(ended, row, LATER, **late)
    assert written(ended, row, LATER, **late, **two())


def test_no_appointment_comes_into_the_world_ended_by_one_person(village: Organisation) -> None:
    post, person = city.seat(village), city.somebody(village)
    alone = {"second_signer": None, "late_reason": ""}
    assert not written(raw, person, post, (START, LATER), **alone)
    assert written(raw, person, post, (START, LATER))


def test_nothing_is_superseded_without_a_correction_by_two(village: Organisation) -> None:
    row = raw(city.somebody(village), city.seat(village), (START, None))
    rows = Appointment.objects.unscoped("test").filter(pk=row.pk)
    assert not written(rows.update, superseded_at=morning(LATER))
    alone = {"wrong": row, "reason": "错", "recorded_at": morning(LATER)}
    make = AppointmentCorrection.objects.create
    assert not written(make, **alone, first_signer=signer(), second_signer=signer())
    assert not written(make, **alone, first_signer=signer())
    correct(row)
    assert rows.get().superseded_at == morning(LATER)
    assert not written(rows.update, superseded_at=None)
    assert not written(rows.update, superseded_at=morning(START))
    assert not written(rows.update, ends=LATER)


def test_a_corrected_row_leaves_its_days_to_the_right_one(village: Organisation) -> None:
    post, person = city.seat(village, "full_time"), city.somebody(village)
    wrong = raw(person, post, (START, None))
    signed = two()
    assert not written(raw, person, post, (START, LATER), corrects=wrong, **signed)
    correct(wrong)
    other = city.somebody(village)
    assert not written(raw, other, post, (START, LATER), corrects=wrong, **signed)
    alone = {"corrects": wrong, "second_signer": None, "late_reason": ""}
    assert not written(raw, person, post, (START, None), **alone)
    assert written(raw, person, post, (START, LATER), corrects=wrong, **signed)
    assert written(raw, other, post, (LATER, None))


def test_hired_without_a_certificate_only_by_two_signers(village: Organisation) -> None:
    post, person = city.seat(village), city.somebody(village)
    granted = decision(person, post, START, mode="hired")
    assert not written(
        raw, person, post, (START, None), mode="hired", gate_decision=granted, certificate=None
    )
    names = {"override_first": signer("first"), "override_second": signer()}
    over = decision(
        person, post, START, mode="hired", granted=False, override_reason="急需", **names
    )
    assert written(raw, person, post, (START, None), mode="hired", gate_decision=over)


def test_of_a_past_day_counts_what_the_certificate_was_that_day(village: Organisation) -> None:
    post, person = city.seat(village), city.somebody(village)
    held = city.certify(person, START, START + city.YEAR)
    city.change(held, "revoked", LATER)
    now = {"mode": "hired", "certificate": held}
    assert not written(raw, person, post, (START, None), **now)
    late = now | {"recorded_at": morning(LATER), **two()}
    assert not written(raw, person, post, (LATER, None), **late)
    assert written(raw, person, post, (START, None), **late)


def succession(row: Appointment, **values: Any) -> Succession:
    told: dict[str, Any] = {
        "ending_id": row.pk,
        "post": row.post,
        "organisation": row.organisation,
        "vacant_since": LATER,
        "recorded_at": morning(LATER),
    }
    return Succession.objects.create(**(told | values))


def test_a_succession_is_of_its_own_post_and_end(village: Organisation) -> None:
    row = raw(city.somebody(village), city.seat(village), (START, LATER))
    ended(row, LATER)
    assert not written(succession, row, post=city.seat(village))
    assert not written(succession, row, vacant_since=LATER + timedelta(days=1))
    assert not written(succession, row, settled_at=morning(LATER))
    assert written(succession, row)


def test_a_successor_holds_the_same_post_later_and_is_named_once(village: Organisation) -> None:
    post, elsewhere = city.seat(village), city.seat(village)
    row = raw(city.somebody(village), post, (START, LATER))
    ended(row, LATER)
    succession(row)
    after = raw(city.somebody(village), post, (LATER, None))
    stranger = raw(city.somebody(village), elsewhere, (LATER, None))
    rows = Succession.objects.unscoped("test").filter(pk=row.pk)
    moment = morning(LATER)
    for misfit in (stranger, row):
        assert not written(rows.update, successor=misfit, settled_at=moment)
    assert written(rows.update, successor=after, settled_at=moment)
    assert not written(rows.update, successor=None, closed_on=date(2026, 9, 1))
    assert not written(rows.delete)


def test_whoever_turns_out_to_have_come_sooner_is_named_instead(village: Organisation) -> None:
    post = city.seat(village)
    row = raw(city.somebody(village), post, (START, LATER))
    ended(row, LATER)
    succession(row)
    rows = Succession.objects.unscoped("test").filter(pk=row.pk)
    moment, day = morning(LATER), timedelta(days=1)
    last = raw(city.somebody(village), post, (LATER + 20 * day, LATER + 30 * day), **two())
    assert written(rows.update, successor=last, settled_at=moment)
    later = raw(city.somebody(village), post, (LATER + 30 * day, None))
    assert not written(rows.update, successor=later, settled_at=moment)
    between = raw(city.somebody(village), post, (LATER, LATER + 10 * day), **two())
    assert written(rows.update, successor=between, settled_at=moment)
    assert not written(rows.update, successor=last, settled_at=moment)


def test_a_post_that_was_closed_stays_so(village: Organisation) -> None:
    post = city.seat(village)
    row = raw(city.somebody(village), post, (START, LATER))
    ended(row, LATER)
    day = timedelta(days=1)
    succession(row, closed_on=LATER + 10 * day, settled_at=morning(LATER))
    rows = Succession.objects.unscoped("test").filter(pk=row.pk)
    before = raw(city.somebody(village), post, (LATER, LATER + 10 * day), **two())
    assert not written(rows.update, successor=before, closed_on=None)
