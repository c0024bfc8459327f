"""Mending an entry: the wrong one counts for nothing and stays, the right one takes its place."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import translation

from certificates.roster import correcting, handing, proposing, seconding, suspending
from certificates.roster.appointing import GateClosed
from certificates.roster.correcting import of_appointment
from certificates.roster.models import (
    Appointment,
    HandOverItem,
    RosterProposal,
    Secondment,
    Succession,
)
from certificates.roster.refusing import Refused
from certificates.roster.register import standing_of
from portal import clock
from portal.people.models import Organisation
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, an_end, elected_ago, end, keeper, signed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def village() -> Organisation:
    return city.place("village")


def ago(days: int) -> date:
    return clock.today() - days * DAY


@pytest.fixture
def row(village: Organisation) -> Appointment:
    person = city.somebody(village)
    city.certify(person, ago(300), ago(-400))
    return elected_ago(person, city.seat(village), 100)


def test_the_right_day_counts_now_and_the_wrong_one_as_known_before(row: Appointment) -> None:
    before = clock.now()
    with clock.at(before + DAY):
        right = replace(of_appointment(row), starts=ago(200))
        made = correcting.correct(row, right, actor_id=None, signed=signed("会议是三月开的"))
    assert (made.corrects, made.starts, made.late_reason) == (row, ago(200) + DAY, "会议是三月开的")
    day = ago(150)
    assert standing_of(row.person_id, day).appointments == ((made.pk, "on_duty"),)
    assert standing_of(row.person_id, day, before).appointments == ()
    assert standing_of(row.person_id, ago(50), before).appointments == ((row.pk, "on_duty"),)
    assert standing_of(row.person_id, ago(50)).appointments == ((made.pk, "on_duty"),)


def test_an_end_entered_by_mistake_is_taken_back(row: Appointment) -> None:
    end(row)
    right = replace(of_appointment(row), end=None)
    made = correcting.correct(row, right, actor_id=None, signed=signed())
    assert made.ends is None
    assert standing_of(row.person_id, clock.today()).label == "on_duty"


def test_an_end_gets_its_right_day_and_keeps_the_successor(
    row: Appointment, village: Organisation
) -> None:
    end(row)
    after = city.elect(city.somebody(village), row.post)
    right = replace(of_appointment(row), end=an_end(day=ago(10)))
    made = correcting.correct(row, right, actor_id=None, signed=signed())
    assert (made.ends, made.ending.day) == (ago(10), ago(10))
    found = Succession.objects.unscoped("test").get(ending_id=made.pk)
    assert (found.vacant_since, found.successor) == (ago(10), after)


def test_the_corrected_successor_stays_the_successor(
    row: Appointment, village: Organisation
) -> None:
    end(row, day=clock.today())
    after = city.elect(city.somebody(village), row.post)
    later = replace(of_appointment(after), starts=clock.today() + 3 * DAY)
    made = correcting.correct(after, later, actor_id=None, signed=signed())
    assert Succession.objects.unscoped("test").get(ending_id=row.pk).successor == made


def test_a_struck_entry_leaves_the_post_vacant_again(
    row: Appointment, village: Organisation
) -> None:
    end(row)
    after = city.elect(city.somebody(village), row.post)
    correcting.annul(after, actor_id=None, signed=signed("录错人"))
    found = Succession.objects.unscoped("test").get(ending_id=row.pk)
    assert (found.successor, found.settled_at) == (None, None)
    assert standing_of(after.person_id, clock.today()).label == "none"
    right = city.elect(city.somebody(village), row.post)
    found.refresh_from_db()
    assert found.successor == right


def test_an_entry_is_corrected_once(row: Appointment) -> None:
    right = replace(of_appointment(row), starts=ago(200))
    correcting.correct(row, right, actor_id=None, signed=signed())
    stale = Appointment.objects.unscoped("test").get(pk=row.pk)
    stale.superseded_at = None
    for act in (
        lambda: correcting.correct(stale, right, actor_id=None, signed=signed()),
        lambda: correcting.annul(stale, actor_id=None, signed=signed()),
        lambda: proposing.propose_annulment(row, reason="错", actor_id=keeper("first").pk),
    ):
        with pytest.raises(Refused, match="already"):
            act()
    assert Appointment.objects.unscoped("test").filter(superseded_at__isnull=True).count() == 1


def test_days_of_somebody_else_are_not_taken_by_a_correction(
    row: Appointment, village: Organisation
) -> None:
    end(row)
    city.elect(city.somebody(village), row.post)
    right = replace(of_appointment(row), end=None)
    with pytest.raises(GateClosed):
        correcting.correct(row, right, actor_id=None, signed=signed())
    row.refresh_from_db()
    assert row.superseded_at is None


@pytest.mark.parametrize(
    ("days", "field"), [({"starts": date(1900, 1, 1)}, "starts"), ({"end": None}, "")]
)
def test_a_correction_that_says_nothing_or_nonsense_is_refused(
    days: dict[str, date], field: str, row: Appointment
) -> None:
    right = replace(of_appointment(row), **days)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        correcting.correct(row, right, actor_id=None, signed=signed())
    assert refused.value.field == field


def test_an_end_before_the_beginning_is_refused(row: Appointment) -> None:
    right = replace(of_appointment(row), end=an_end(day=row.starts))
    with pytest.raises(Refused) as refused:
        correcting.correct(row, right, actor_id=None, signed=signed())
    assert refused.value.field == "day"


def test_suspensions_and_the_rotation_go_with_the_right_entry(row: Appointment) -> None:
    suspending.suspend_duty(row, starts=clock.today(), reason="核查", actor_id=None)
    seconding.second(row, agency="公安", detached=True, actor_id=None)
    right = replace(of_appointment(row), starts=ago(200))
    made = correcting.correct(row, right, actor_id=None, signed=signed())
    assert standing_of(row.person_id, clock.today()).appointments == ((made.pk, "suspended"),)
    assert Secondment.objects.unscoped("test").get(appointment=made).agency == "公安"


def test_what_was_proposed_is_what_is_done(row: Appointment) -> None:
    right = replace(
        of_appointment(row), starts=ago(200), end=an_end(day=ago(20), reason="term_expired")
    )
    proposal = proposing.propose_correction(
        row, right, reason="届满漏报", actor_id=keeper("first").pk
    )
    proposing.agree(
        RosterProposal.objects.unscoped("test").get(pk=proposal.pk), actor_id=keeper("second").pk
    )
    made = Appointment.objects.unscoped("test").get(corrects=row)
    assert of_appointment(made) == right


def test_a_struck_entry_may_be_proposed_too(row: Appointment) -> None:
    proposal = proposing.propose_annulment(row, reason="录错人", actor_id=keeper("first").pk)
    proposing.agree(proposal, actor_id=keeper("second").pk)
    row.refresh_from_db()
    assert row.superseded_at is not None
    assert row.correction.second_signer == keeper("second")


def test_a_suspension_that_began_before_the_right_day_reaches_into_it(row: Appointment) -> None:
    with clock.at(clock.now() - 50 * DAY):
        suspending.suspend_duty(row, starts=clock.today(), reason="核查", actor_id=None)
    right = replace(of_appointment(row), starts=ago(20))
    made = correcting.correct(row, right, actor_id=None, signed=signed("上任日期录错"))
    assert standing_of(row.person_id, clock.today()).appointments == ((made.pk, "suspended"),)
    assert made.suspensions.get().starts == ago(20)


def test_who_still_sees_the_wrong_entry_suspends_and_lifts_nothing_there(
    row: Appointment,
) -> None:
    suspension = suspending.suspend_duty(row, starts=clock.today(), reason="核查", actor_id=None)
    old = Appointment.objects.unscoped("test").get(pk=row.pk)
    correcting.annul(row, actor_id=None, signed=signed("从未当选"))
    words: dict[str, Any] = {"reason": "核查", "actor_id": None}
    with pytest.raises(Refused, match="corrected already"):
        suspending.suspend_duty(old, starts=clock.today(), **words)
    with pytest.raises(Refused, match="corrected already"):
        suspending.lift_suspension(suspension, ends=clock.today() + DAY, **words)
    with pytest.raises(Refused, match="corrected already"):
        seconding.second(old, agency="县法院", detached=True, actor_id=None)


def test_what_the_database_refuses_at_the_last_moment_is_said_in_words(
    row: Appointment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the person has just been taken on full-time elsewhere."""

    def too_late(*_row: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(seconding, "carry_over", too_late)
    right = replace(of_appointment(row), starts=ago(200))
    with pytest.raises(Refused, match="a moment ago"):
        correcting.correct(row, right, actor_id=None, signed=signed())
    row.refresh_from_db()
    assert row.superseded_at is None


def test_the_list_of_what_was_handed_over_goes_with_the_right_end(village: Organisation) -> None:
    row = elected_ago(city.somebody(village), city.seat(village), 100)
    left = end(row)
    item = handing.put_down(left, kind="case", what="两户宅基地纠纷", actor_id=None)
    handing.receive(item, by="何建国", day=clock.today(), actor_id=None)
    row.refresh_from_db()
    right = replace(of_appointment(row), end=an_end(note="另有任用"))
    corrected = correcting.correct(row, right, actor_id=None, signed=signed())
    (carried,) = HandOverItem.objects.unscoped("test").filter(ending=corrected.pk)
    assert (carried.what, carried.received_by) == ("两户宅基地纠纷", "何建国")
    left.refresh_from_db()
    with pytest.raises(Refused):
        handing.put_down(left, kind="key", what="钥匙", actor_id=None)
