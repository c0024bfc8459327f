"""Appointing, ending, suspending: what the verbs write and what they refuse."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from certificates.roster import appointing, suspending
from certificates.roster.appointing import GateClosed
from certificates.roster.choices import EndReason
from certificates.roster.ending import end_appointment
from certificates.roster.gate import decide_gate
from certificates.roster.models import Appointment, DutySuspension, GateDecision
from certificates.roster.refusing import Refused
from certificates.roster.register import standing_of
from certificates.roster.standing import REPLACING
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditBody, AuditEvent
from portal.counting import years_later
from portal.people.models import Organisation
from tests.certificates.roster import city

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """What is refused is compared in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def village() -> Organisation:
    return city.place("village")


@pytest.fixture
def member(village: Organisation) -> Appointment:
    """Elected a hundred days ago and certified."""
    person, post = city.somebody(village), city.seat(village)
    city.certify(person)
    with clock.at(clock.now() - 100 * DAY):
        return city.elect(person, post)


def ending(**values: Any) -> dict[str, Any]:
    return {
        "day": clock.today(),
        "reason": "resigned",
        "deciding_body": "村民代表会议",
        "actor_id": None,
    } | values


def test_the_elected_are_recorded_at_once_and_wait_for_the_certificate(
    village: Organisation,
) -> None:
    person, post = city.somebody(village), city.seat(village)
    row = city.elect(person, post)
    assert (row.organisation, row.starts, row.ends) == (village, clock.today(), None)
    assert row.term_ends == clock.today().replace(year=clock.today().year + 3)
    assert standing_of(person.pk, clock.today()).label == "pending"
    city.certify(person)
    assert standing_of(person.pk, clock.today()).label == "on_duty"


def test_the_decision_is_kept_beside_the_appointment(village: Organisation) -> None:
    person, post = city.somebody(village), city.seat(village)
    clerk = User.objects.create(username="clerk")
    row = appointing.appoint(
        person, post, mode="elected", starts=clock.today(), basis="记录", actor_id=clerk.pk
    )
    decision = row.gate_decision
    assert decision.granted
    assert (decision.person, decision.post, decision.day) == (person, post, clock.today())
    assert row.recorded_by == clerk
    event = AuditEvent.objects.get(kind="appointment.made")
    assert (event.actor, event.place, event.subject) == (
        clerk,
        village.path,
        f"roster.appointment:{row.pk}",
    )
    assert event.body.data["gate"] == decision.pk


def test_hiring_without_certificate_is_refused_with_the_whole_list(village: Organisation) -> None:
    post = city.seat(village, "full_time", provided=False)
    with pytest.raises(GateClosed) as refused:
        city.hire(city.somebody(village), post)
    assert refused.value.gate.missing[0].id == "certificate"
    assert not Appointment.objects.unscoped("test").exists()
    assert not GateDecision.objects.unscoped("test").exists()


def test_hiring_keeps_the_certificate_it_rests_on(village: Organisation) -> None:
    person = city.somebody(village)
    certificate = city.certify(person)
    row = city.hire(person, city.seat(village, "full_time"))
    assert row.certificate == certificate
    assert row.full_time


@pytest.mark.parametrize(
    ("offset", "message"),
    [
        (-1, "The day lies in the past"),
        (367, "at most one year from now"),
        (6 * 365, "more than 5 years ahead"),
    ],
)
def test_days_in_the_past_or_far_ahead_are_refused(
    village: Organisation, offset: int, message: str
) -> None:
    with pytest.raises(Refused, match=message) as refused:
        city.elect(city.somebody(village), city.seat(village), clock.today() + offset * DAY)
    assert refused.value.field == "starts"


def test_a_basis_is_asked_for(village: Organisation) -> None:
    with pytest.raises(Refused) as refused:
        appointing.appoint(
            city.somebody(village),
            city.seat(village),
            mode="elected",
            starts=clock.today(),
            basis="  ",
            actor_id=None,
        )
    assert refused.value.field == "basis"


def test_a_post_filled_since_the_gate_opened_is_refused_by_name(
    village: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    post, first = city.seat(village), city.somebody(village, "周桂芳")
    second = city.somebody(village)
    gate = decide_gate(second, post, "elected", clock.today())
    city.elect(first, post)
    answers = iter([gate])
    monkeypatch.setattr(
        appointing, "decide_gate", lambda *given: next(answers, None) or decide_gate(*given)
    )
    with pytest.raises(GateClosed) as refused:
        city.elect(second, post)
    assert [found.evidence for found in refused.value.gate.missing] == ["周桂芳"]


def test_a_row_refused_for_no_reason_the_gate_knows_asks_to_look_again(
    village: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = city.somebody(village)
    certificate = city.certify(person)
    post = city.seat(village, "full_time")
    gate = decide_gate(person, post, "hired", clock.today())
    city.change(certificate, "suspended", clock.today())
    monkeypatch.setattr(appointing, "decide_gate", lambda *_given: gate)
    with pytest.raises(Refused, match="Something changed"):
        city.hire(person, post)


def test_an_elected_term_is_the_committees_at_most(village: Organisation) -> None:
    """Mediation Law art. 9: three years."""
    person, post, today = city.somebody(village), city.seat(village), clock.today()
    words: dict[str, Any] = {
        "mode": "elected",
        "starts": today,
        "basis": "会议记录",
        "actor_id": None,
    }
    last = years_later(today, 3)
    with pytest.raises(Refused) as refused:
        appointing.appoint(person, post, term_ends=last + timedelta(days=1), **words)
    assert refused.value.field == "term_ends"
    assert appointing.appoint(person, post, term_ends=last, **words).term_ends == last


def test_the_29th_of_february_has_a_term_too(village: Organisation) -> None:
    with clock.at(datetime(2028, 2, 29, 10, tzinfo=ZoneInfo("Asia/Shanghai"))):
        assert city.elect(city.somebody(village), city.seat(village)).term_ends == date(2031, 3, 1)


def test_an_ended_appointment_frees_the_post_that_day(member: Appointment) -> None:
    end_appointment(member, **ending())
    member.refresh_from_db()
    assert member.ends == clock.today()
    assert member.ending.reason == "resigned"
    assert standing_of(member.person_id, clock.today()).label == "qualified"
    assert standing_of(member.person_id, clock.today() - DAY).label == "on_duty"
    successor = city.somebody(member.organisation)
    assert city.elect(successor, member.post).starts == clock.today()
    assert AuditBody.objects.get(event__kind="appointment.ended").data["reason"] == "resigned"


def test_an_appointment_ends_once(member: Appointment) -> None:
    end_appointment(member, **ending())
    with pytest.raises(Refused, match="ended already"):
        end_appointment(member, **ending(day=clock.today() + DAY))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"day": clock.today() - DAY}, "day"),
        ({"reason": ""}, "reason"),
        ({"reason": "because"}, "reason"),
        ({"deciding_body": " "}, "deciding_body"),
        *(({"reason": reason}, "document_number") for reason in sorted(REPLACING)),
    ],
)
def test_a_thin_ending_is_refused_at_its_field(
    member: Appointment, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        end_appointment(member, **ending(**values))
    assert refused.value.field == field
    member.refresh_from_db()
    assert member.ends is None


def test_an_appointment_does_not_end_before_it_began(village: Organisation) -> None:
    row = city.elect(city.somebody(village), city.seat(village))
    with pytest.raises(Refused, match="begins later") as refused:
        end_appointment(row, **ending())
    assert refused.value.field == "day"


@pytest.mark.parametrize("reason", EndReason.values)
def test_every_reason_is_taken_with_its_document(member: Appointment, reason: str) -> None:
    ended = end_appointment(member, **ending(reason=reason, document_number="1号"))
    assert ended.reason == reason


def test_a_suspension_from_duty_and_its_lifting(member: Appointment) -> None:
    today = clock.today()
    row = suspending.suspend_duty(member, starts=today, reason="核查投诉", actor_id=None)
    assert standing_of(member.person_id, today).label == "suspended"
    assert standing_of(member.person_id, today - DAY).label == "on_duty"
    suspending.lift_suspension(row, ends=today + 3 * DAY, reason="查无实据", actor_id=None)
    assert standing_of(member.person_id, today + 2 * DAY).label == "suspended"
    assert standing_of(member.person_id, today + 3 * DAY).label == "on_duty"
    kinds = list(AuditEvent.objects.filter(kind__startswith="duty").values_list("kind", flat=True))
    assert kinds == ["duty.suspended", "duty.resumed"]


def test_suspended_twice_or_lifted_twice_is_refused(member: Appointment) -> None:
    today = clock.today()
    row = suspending.suspend_duty(member, starts=today, reason="核查", actor_id=None)
    with pytest.raises(Refused, match="suspended from duty already"):
        suspending.suspend_duty(member, starts=today + DAY, reason="又", actor_id=None)
    suspending.lift_suspension(row, ends=today + DAY, reason="毕", actor_id=None)
    with pytest.raises(Refused, match="lifted already"):
        suspending.lift_suspension(row, ends=today + 2 * DAY, reason="毕", actor_id=None)
    assert DutySuspension.objects.unscoped("test").count() == 1


def test_an_empty_reason_does_not_lift(member: Appointment) -> None:
    row = suspending.suspend_duty(member, starts=clock.today(), reason="核查", actor_id=None)
    with pytest.raises(Refused) as refused:
        suspending.lift_suspension(row, ends=clock.today() + DAY, reason=" ", actor_id=None)
    assert refused.value.field == "reason"


@pytest.mark.parametrize(("starts", "reason", "field"), [(-1, "核查", "starts"), (0, "", "reason")])
def test_a_bad_suspension_is_refused_at_its_field(
    member: Appointment, starts: int, reason: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        suspending.suspend_duty(
            member, starts=clock.today() + starts * DAY, reason=reason, actor_id=None
        )
    assert refused.value.field == field


def test_nobody_is_suspended_out_of_office(village: Organisation, member: Appointment) -> None:
    coming = city.elect(city.somebody(village), city.seat(village), clock.today() + 9 * DAY)
    with pytest.raises(Refused, match="not in office"):
        suspending.suspend_duty(coming, starts=clock.today(), reason="核查", actor_id=None)
    end_appointment(member, **ending())
    member.refresh_from_db()
    with pytest.raises(Refused, match="not in office"):
        suspending.suspend_duty(member, starts=clock.today(), reason="核查", actor_id=None)


def test_a_suspension_is_not_lifted_before_it_begins(member: Appointment) -> None:
    row = suspending.suspend_duty(
        member, starts=clock.today() + 5 * DAY, reason="核查", actor_id=None
    )
    with pytest.raises(Refused, match="begins later than that day"):
        suspending.lift_suspension(row, ends=clock.today() + 4 * DAY, reason="毕", actor_id=None)
