"""The database's own part of the promise; the same cases run on SQLite and on PostgreSQL."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certificates.roster.models import (
    Appointment,
    AssessorTerm,
    DutySuspension,
    GateDecision,
)
from portal import clock
from portal.accounts.models import User
from portal.people.models import Organisation
from tests.certificates.roster import city
from tests.certificates.roster.raw_rows import START, Period, decision, ended, raw, written

pytestmark = pytest.mark.django_db
OFFSETS = st.integers(0, 40)
PERIODS = st.tuples(OFFSETS, st.none() | st.integers(1, 30)).map(
    lambda pair: (
        START + timedelta(days=pair[0]),
        None if pair[1] is None else START + timedelta(days=pair[0] + pair[1]),
    )
)
CASES = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def overlap(one: Period, other: Period) -> bool:
    """The meaning, written down without any database."""
    far = date(9999, 12, 31)
    return one[0] < (other[1] or far) and other[0] < (one[1] or far)


@pytest.fixture
def village() -> Organisation:
    return city.place("village")


@CASES
@given(one=PERIODS, other=PERIODS)
def test_a_post_has_one_holder_at_a_time(village: Organisation, one: Period, other: Period) -> None:
    with transaction.atomic():
        post = city.seat(village, provided=False)
        first, second = city.somebody(village), city.somebody(village)
        assert written(raw, first, post, one)
        assert written(raw, second, post, other) is not overlap(one, other)
        transaction.set_rollback(True)


@CASES
@given(one=PERIODS, other=PERIODS)
def test_nobody_holds_the_same_post_twice_at_once(
    village: Organisation, one: Period, other: Period
) -> None:
    with transaction.atomic():
        post, person = city.seat(village, provided=False), city.somebody(village)
        assert written(raw, person, post, one)
        assert written(raw, person, post, other) is not overlap(one, other)
        transaction.set_rollback(True)


@CASES
@given(one=PERIODS, other=PERIODS, kinds=st.tuples(st.booleans(), st.booleans()))
def test_nobody_is_full_time_at_two_posts_at_once(
    village: Organisation, one: Period, other: Period, kinds: tuple[bool, bool]
) -> None:
    with transaction.atomic():
        person = city.somebody(village)
        posts = [
            city.seat(village, "full_time" if full else "member", provided=False) for full in kinds
        ]
        assert written(raw, person, posts[0], one)
        refused = all(kinds) and overlap(one, other)
        assert written(raw, person, posts[1], other) is not refused
        transaction.set_rollback(True)


@CASES
@given(one=PERIODS, other=PERIODS)
def test_suspensions_of_an_appointment_never_overlap(
    village: Organisation, one: Period, other: Period
) -> None:
    def suspend(period: Period) -> DutySuspension:
        return DutySuspension.objects.create(
            appointment=row,
            organisation=village,
            starts=period[0],
            ends=period[1],
            reason="考核",
            recorded_at=clock.now(),
            lift_recorded_at=clock.now() if period[1] else None,
        )

    with transaction.atomic():
        row = raw(city.somebody(village), city.seat(village, provided=False), (START, None))
        assert written(suspend, one)
        assert written(suspend, other) is not overlap(one, other)
        transaction.set_rollback(True)


def test_assessor_terms_of_a_person_never_overlap(village: Organisation) -> None:
    person = city.somebody(village)

    def term(starts: date, ends: date) -> AssessorTerm:
        return AssessorTerm.objects.create(
            person=person,
            court=village,
            starts=starts,
            ends=ends,
            appointed_by="常委会",
            recorded_at=clock.now(),
        )

    assert written(term, date(2020, 1, 1), date(2025, 1, 1))
    assert not written(term, date(2024, 12, 31), date(2029, 1, 1))
    assert written(term, date(2025, 1, 1), date(2030, 1, 1))


def test_the_decision_must_be_of_the_same_person_post_mode_and_day(village: Organisation) -> None:
    post, other_post = city.seat(village), city.seat(village)
    person, other = city.somebody(village), city.somebody(village)
    misfits = [
        decision(other, post, START),
        decision(person, other_post, START),
        decision(person, post, START + timedelta(days=1)),
        decision(person, post, START, mode="hired"),
        decision(person, post, START, granted=False),
    ]
    for misfit in misfits:
        assert not written(raw, person, post, (START, None), gate_decision=misfit)
    assert written(raw, person, post, (START, None))


def test_the_organisation_and_full_time_are_those_of_the_post(village: Organisation) -> None:
    post, person = city.seat(village), city.somebody(village)
    assert not written(raw, person, post, (START, None), organisation=city.place("village"))
    assert not written(raw, person, post, (START, None), full_time=True)


def test_a_decision_carries_one_appointment_only(village: Organisation) -> None:
    post, person = city.seat(village), city.somebody(village)
    gate = decision(person, post, START)
    assert written(raw, person, post, (START, START + timedelta(days=1)), gate_decision=gate)
    assert not written(raw, person, post, (START, None), gate_decision=gate)


def test_an_override_needs_two_different_signers_and_a_reason(village: Organisation) -> None:
    post, person = city.seat(village), city.somebody(village)
    one, two = (User.objects.create(username=name) for name in ("signer1", "signer2"))
    denied = {"granted": False, "override_first": one, "override_reason": "急需"}
    assert not written(decision, person, post, START, **denied)
    assert not written(decision, person, post, START, **denied, override_second=one)
    silent = denied | {"override_reason": ""}
    assert not written(decision, person, post, START, **silent, override_second=two)
    gate = decision(person, post, START, **denied, override_second=two)
    assert written(raw, person, post, (START, None), gate_decision=gate)


def test_hiring_without_a_certificate_of_ones_own_valid_that_day_is_refused(
    village: Organisation,
) -> None:
    post, person = city.seat(village), city.somebody(village)
    good = city.certify(person, START, START + city.YEAR)
    others = city.certify(city.somebody(village), START, START + city.YEAR)
    too_late = city.certify(city.somebody(village), START + timedelta(days=2))
    over = city.certify(city.somebody(village), START - city.YEAR, START - timedelta(days=1))
    suspended = city.certify(city.somebody(village), START)
    city.change(suspended, "suspended", START)
    cases = [(person, None), (person, others)]
    cases += [(row.person, row) for row in (too_late, over, suspended)]
    for who, row in cases:
        assert not written(raw, who, post, (START, None), mode="hired", certificate=row)
    assert written(raw, person, post, (START, None), mode="hired", certificate=good)


def test_an_appointment_is_ended_once_and_otherwise_never_changed(village: Organisation) -> None:
    row = raw(city.somebody(village), city.seat(village), (START, None))
    rows = Appointment.objects.unscoped("test").filter(pk=row.pk)
    assert not written(rows.update, starts=START - timedelta(days=1))
    assert not written(rows.update, ends=START + timedelta(days=9), mode="hired")
    assert not written(rows.update, ends=START)
    assert written(rows.update, ends=START + timedelta(days=9))
    assert not written(rows.update, ends=None)
    assert not written(rows.update, ends=START + timedelta(days=10))


def test_an_ending_says_the_day_that_the_appointment_says(village: Organisation) -> None:
    row = raw(city.somebody(village), city.seat(village), (START, START + timedelta(days=9)))

    assert not written(ended, row, START + timedelta(days=8))
    assert written(ended, row, START + timedelta(days=9))


def test_nothing_is_deleted_and_decisions_are_not_changed(village: Organisation) -> None:
    row = raw(city.somebody(village), city.seat(village), (START, None))
    assert not written(Appointment.objects.unscoped("test").filter(pk=row.pk).delete)
    gates = GateDecision.objects.unscoped("test")
    assert not written(gates.update, granted=False)


GUARDS = {
    "roster_one_holder",
    "roster_one_full_time_post",
    "roster_one_suspension",
    "roster_one_assessor_term",
    "roster_decision_fits",
    "roster_certificate_fits",
    "roster_ended_once",
    "roster_lifted_once",
    "roster_ending_fits",
    "roster_hired_fits",
    "roster_born_ended",
    "roster_corrects",
    "roster_late_appointment",
    "roster_late_ending",
    "roster_proposal_once",
    "roster_settled_once",
    "roster_successor_follows",
    "roster_successor_fits",
    "roster_succession_of_its_end",
    "roster_told_once",
    "roster_received_once",
    "roster_appointment_no_delete",
    "roster_dutysuspension_no_delete",
    "roster_gatedecision_no_update",
    "roster_appointmentending_no_update",
    "roster_appointmentending_no_delete",
    "roster_appointmentcorrection_no_update",
    "roster_rosterproposal_no_delete",
    "roster_succession_no_delete",
    "roster_filing_no_delete",
    "roster_secondment_no_update",
    "roster_assessorterm_no_delete",
}


def test_every_guard_stands() -> None:
    """A migration that rebuilds a table on SQLite would silently drop its triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger UNION SELECT conname FROM pg_constraint"
                " WHERE contype = 'x'"
            )
        standing = {name for (name,) in cursor.fetchall()}
    assert standing >= GUARDS
