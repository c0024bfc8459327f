"""Nobody comes into a post without what the rules ask, by any door (promise P21): each prerequisite
missing alone, at the verb, at the desk, in a table, in the shell, in SQL; no row afterwards."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from certificates.models import Certificate
from certificates.roster import appointing, proposing
from certificates.roster.appointing import GateClosed
from certificates.roster.gate import NEVER_OVERRIDDEN, decide_gate
from certificates.roster.models import Appointment, GateDecision
from certificates.roster.refusing import Refused
from portal import clock
from tests.certificates.roster import acts, doors
from tests.certificates.roster.conftest import Town, login
from tests.certificates.roster.doors import Case
from tests.certificates.roster.importing.bringing import checked, enter, outcomes, taking
from tests.certificates.roster.raw_rows import written

Door = Callable[[Appointment], None]
missing_one = pytest.mark.parametrize("name", list(doors.CASES))
past_the_verbs = pytest.mark.parametrize("door", doors.PAST_THE_VERBS)


def rows(case: Case) -> int:
    return Appointment.every.filter(person=case.person, post=case.post, ends=None).count()


def gate_of(case: Case) -> Any:
    return decide_gate(case.person, case.post, case.mode, clock.today())


def appoint(case: Case, **values: Any) -> Appointment:
    words: dict[str, Any] = {"mode": case.mode, "starts": clock.today(), "basis": "聘书1号"}
    return appointing.appoint(case.person, case.post, actor_id=None, **(words | values))


@missing_one
def test_the_verb_names_what_is_missing_and_writes_nothing(town: Town, name: str) -> None:
    case = doors.CASES[name](town)
    with pytest.raises(GateClosed) as refused:
        appoint(case)
    assert [found.id for found in refused.value.gate.missing] == [case.missing]
    assert rows(case) == 0


@missing_one
def test_the_desk_tells_it_and_writes_nothing(town: Town, clerk: Client, name: str) -> None:
    case = doors.CASES[name](town)
    answer = clerk.post("/roster/appoint/", typed(case))
    assert answer.status_code == 409
    assert [found.id for found in answer.context["gate"].missing] == [case.missing]
    assert rows(case) == 0


@missing_one
def test_a_table_refuses_the_row_and_writes_nothing(town: Town, name: str) -> None:
    case = doors.CASES[name](town)
    _client, user = login("clerk", town.east)
    mode = {"hired": "聘任", "elected": "推选"}[case.mode]
    run = checked([taking(case.person, case.post, clock.today(), mode)], town.east, user)
    (verdict, _problems), *_others = outcomes(run)
    assert verdict == "refused"
    enter(run)
    assert rows(case) == 0


def test_a_table_lets_in_whoever_has_everything(town: Town) -> None:
    case = doors.nothing(town)
    _client, user = login("clerk", town.east)
    run = checked([taking(case.person, case.post, clock.today(), "聘任")], town.east, user)
    enter(run)
    assert rows(case) == 1


def typed(case: Case) -> dict[str, Any]:
    """What a keeper types into the form."""
    today = clock.today().isoformat()
    return {
        "person": case.person.pk,
        "post": case.post.pk,
        "mode": case.mode,
        "starts": today,
        "basis": "聘书1号",
    }


@missing_one
def test_one_person_alone_overrides_nothing(town: Town, name: str) -> None:
    """What may be overridden waits for the second; the rest is not even proposed."""
    case = doors.CASES[name](town)
    words: dict[str, Any] = {"mode": case.mode, "starts": clock.today()}
    if case.missing in NEVER_OVERRIDDEN:
        with pytest.raises(GateClosed):
            acts.propose(case.person, case.post, **words)
    else:
        proposal = acts.propose(case.person, case.post, **words)
        with pytest.raises(Refused):
            proposing.agree(proposal, actor_id=acts.keeper("first").pk)
    assert rows(case) == 0


@missing_one
@past_the_verbs
def test_the_database_takes_no_row_on_what_the_gate_has_said(
    town: Town, name: str, door: Door
) -> None:
    case = doors.CASES[name](town)
    gate = gate_of(case)
    refusal = doors.stored(gate, case.post)
    assert not written(door, doors.unsaved(gate, case.post, refusal))
    assert not written(door, doors.unsaved(gate, case.post, None))
    assert rows(case) == 0


SEEN_BY_THE_DATABASE = [
    *("no_certificate", "expired", "not_yet_valid", "suspended", "revoked"),
    *("held", "full_time_elsewhere"),
]


@pytest.mark.parametrize("name", SEEN_BY_THE_DATABASE)
@past_the_verbs
def test_a_forged_grant_does_not_help_where_the_database_sees_for_itself(
    town: Town, name: str, door: Door
) -> None:
    case = doors.CASES[name](town)
    gate = gate_of(case)
    own = Certificate.every.filter(person=case.person).first()
    for certificate in {None, own and own.pk}:
        forged = doors.stored(gate, case.post, granted=True)
        row = doors.unsaved(gate, case.post, forged, certificate_id=certificate)
        assert not written(door, row)
    assert rows(case) == 0


@past_the_verbs
def test_the_decision_of_another_or_the_certificate_of_another_opens_no_door(
    town: Town, door: Door
) -> None:
    case, other = doors.nothing(town), doors.nothing(town)
    gate = gate_of(case)
    misfits: list[dict[str, Any]] = [
        {"person_id": other.person.pk},
        {"post_id": other.post.pk},
        {"mode": "elected"},
        {"day": clock.today() + acts.DAY},
        {"granted": False},
    ]
    for misfit in misfits:
        decision = doors.stored(gate, case.post, **misfit)
        assert not written(door, doors.unsaved(gate, case.post, decision))
    borrowed = Certificate.every.get(person=other.person)
    decision = doors.stored(gate, case.post)
    assert not written(door, doors.unsaved(gate, case.post, decision, certificate_id=borrowed.pk))
    assert rows(case) == 0


@past_the_verbs
def test_an_override_by_one_signer_is_not_even_written(town: Town, door: Door) -> None:
    case = doors.no_certificate(town)
    gate = gate_of(case)
    first, second = (acts.keeper(name).pk for name in ("first", "second"))
    words: dict[str, Any] = {"override_reason": "急需", "override_first_id": first}
    for signers in ({}, {"override_second_id": first}):
        assert not written(doors.stored, gate, case.post, **(words | signers))
    assert not GateDecision.every.filter(post=case.post).exists()
    both = doors.stored(gate, case.post, **words, override_second_id=second)
    assert written(door, doors.unsaved(gate, case.post, both))


@past_the_verbs
def test_a_past_day_comes_in_by_two_signers_only(town: Town, door: Door) -> None:
    case = doors.nothing(town)
    day = clock.today() - acts.DAY
    gate = decide_gate(case.person, case.post, case.mode, day)
    decision = doors.stored(gate, case.post)
    keepers = [acts.keeper(name).pk for name in ("first", "second")]
    why = {"late_reason": "补录"}
    late: list[dict[str, Any]] = [
        {},
        {"recorded_by_id": keepers[0]},
        why | {"recorded_by_id": keepers[0], "second_signer_id": keepers[0]},
        {"recorded_by_id": keepers[0], "second_signer_id": keepers[1]},
        why | {"second_signer_id": keepers[1]},
    ]
    for values in late:
        assert not written(door, doors.unsaved(gate, case.post, decision, **values))
    assert rows(case) == 0
    signed = why | {"recorded_by_id": keepers[0], "second_signer_id": keepers[1]}
    assert written(door, doors.unsaved(gate, case.post, decision, **signed))


def test_each_door_opens_when_everything_is_there(town: Town, clerk: Client) -> None:
    """What the tests above refuse is refused for what is missing alone."""
    case = doors.nothing(town)
    assert appoint(case).pk
    case = doors.nothing(town)
    assert clerk.post("/roster/appoint/", typed(case)).status_code == 302
    assert rows(case) == 1
    for door in doors.PAST_THE_VERBS:
        case = doors.nothing(town)
        gate = gate_of(case)
        assert written(door, doors.unsaved(gate, case.post, doors.stored(gate, case.post)))
        assert rows(case) == 1
