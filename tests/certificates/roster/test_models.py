"""Whose rows reach whom."""

from datetime import timedelta

import pytest

from certificates.roster import ending, suspending
from certificates.roster.assessors import mirroring
from certificates.roster.models import (
    Appointment,
    AppointmentEnding,
    AssessorTerm,
    DutySuspension,
    GateDecision,
)
from portal import clock
from portal.people.models import Person
from portal.scope import Scope, Unscoped
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town

MODELS = (Appointment, AppointmentEnding, GateDecision, DutySuspension, AssessorTerm)


@pytest.fixture
def person(town: Town) -> Person:
    """At home in 青石镇 and serving there, suspended, about to leave, an assessor."""
    found = city.somebody(town.east, "周桂芳")
    row = city.elect(found, city.seat(town.east_village))
    suspending.suspend_duty(row, starts=clock.today(), reason="核查", actor_id=None)
    ending.end_appointment(
        row,
        day=clock.today() + timedelta(days=9),
        reason="resigned",
        deciding_body="村民会议",
        actor_id=None,
    )
    mirroring.mirror(
        found,
        city.place("court"),
        starts=clock.today(),
        ends=clock.today() + timedelta(days=9),
        appointed_by="常委会",
        actor_id=None,
    )
    return found


def reached(scope: Scope) -> list[int]:
    return [model.objects.scoped(scope).count() for model in MODELS]


def test_oneself_and_the_keepers_of_the_place_reach_the_rows(town: Town, person: Person) -> None:
    own = Scope(user_id=1, person_id=person.pk)
    clerk = Scope(user_id=1, places={"clerk": (town.east.path,)})
    hr = Scope(user_id=1, places={"hr": (town.centre.path,)})
    assert [reached(scope) for scope in (own, clerk, hr)] == [[1] * 5] * 3


def test_nobody_else_does(town: Town, person: Person) -> None:
    other = Scope(user_id=1, person_id=city.somebody(town.east).pk)
    next_door = Scope(user_id=1, places={"clerk": (town.west.path,)})
    officer = Scope(user_id=1, places={"officer": (town.centre.path,)})
    assert [reached(scope) for scope in (other, next_door, officer, Scope())] == [[0] * 5] * 4


@pytest.mark.parametrize("model", MODELS)
def test_without_a_scope_there_are_no_rows(model: type[Appointment]) -> None:
    with pytest.raises(Unscoped):
        model.objects.all()


def test_rows_name_themselves(person: Person) -> None:
    row = Appointment.objects.unscoped("test").select_related("gate_decision").get()
    day = clock.today()
    assert str(row).startswith("周桂芳 @ ")
    assert str(row.gate_decision).endswith(f"({day})")
    assert str(row.suspensions.get()) == f"{row.pk}: {day} – "
    assert str(AssessorTerm.every.get(person=person)).startswith("周桂芳 @ ")
