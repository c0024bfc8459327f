"""What takes two people: proposed by one, agreed by another, done as the act of both."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation

from certificates.roster import proposing
from certificates.roster.appointing import GateClosed
from certificates.roster.correcting import of_appointment
from certificates.roster.models import Appointment, GateDecision, RosterProposal
from certificates.roster.refusing import Refused
from certificates.roster.register import standing_of
from portal import clock
from portal.people.models import Organisation
from portal.scope import Scope
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, an_end, elected_ago, keeper, propose

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def village() -> Organisation:
    return city.place("village")


@pytest.fixture
def township() -> Organisation:
    return city.place("township")


def agree(proposal: RosterProposal) -> bool:
    return proposing.agree(proposal, actor_id=keeper("second").pk)


def test_a_past_election_is_entered_by_two_and_stays_marked(village: Organisation) -> None:
    person, post = city.somebody(village), city.seat(village)
    proposal = propose(person, post)
    assert not Appointment.objects.unscoped("test").exists()
    assert agree(proposal)
    row = Appointment.objects.unscoped("test").get()
    assert (row.starts, row.late_reason) == (clock.today() - 10 * DAY, "上月会议，今日补录")
    assert (row.recorded_by, row.second_signer) == (keeper("first"), keeper("second"))
    before = clock.now() - DAY
    assert standing_of(person.pk, clock.today() - 5 * DAY).label == "pending"
    assert standing_of(person.pk, clock.today() - 5 * DAY, before).label == "none"


def test_what_needs_no_second_person_is_not_proposed(village: Organisation) -> None:
    with pytest.raises(Refused, match="alone"):
        propose(city.somebody(village), city.seat(village), starts=clock.today())
    row = elected_ago(city.somebody(village), city.seat(village), 100)
    with pytest.raises(Refused, match="alone"):
        proposing.propose_end(row, an_end(), reason="补录", actor_id=keeper("first").pk)
    with pytest.raises(Refused, match="Nothing would change"):
        proposing.propose_correction(
            row, of_appointment(row), reason="错", actor_id=keeper("first").pk
        )


def test_two_sign_for_somebody_hired_without_a_certificate(township: Organisation) -> None:
    person, post = city.somebody(township), city.seat(township, "full_time")
    proposal = propose(person, post, mode="hired", starts=clock.today(), reason="急需，考试已报名")
    agree(proposal)
    gate = GateDecision.objects.unscoped("test").get()
    assert (gate.granted, gate.override_reason) == (False, "急需，考试已报名")
    assert (gate.override_first, gate.override_second) == (keeper("first"), keeper("second"))
    row = Appointment.objects.unscoped("test").get()
    assert (row.certificate, row.second_signer) == (None, None)
    assert standing_of(person.pk, clock.today()).label == "lapsed"


@pytest.mark.parametrize("missing", ["vacant", "age", "mode", "full_time"])
def test_what_the_law_or_the_seat_asks_nobody_signs_away(
    missing: str, township: Organisation
) -> None:
    person, post = city.somebody(township), city.seat(township, "full_time")
    city.certify(person)
    words: dict[str, Any] = {"mode": "hired", "starts": clock.today()}
    if missing == "vacant":
        other = city.somebody(township)
        city.certify(other)
        city.hire(other, post)
    elif missing == "age":
        person = city.somebody(township, born=clock.today() - 17 * 365 * DAY)
    elif missing == "mode":
        words["mode"] = "elected"
    else:
        city.hire(person, city.seat(township, "full_time"))
    with pytest.raises(GateClosed) as refused:
        propose(person, post, **words)
    assert missing in {found.id for found in refused.value.gate.missing}


@pytest.mark.parametrize("act", [proposing.agree, proposing.decline])
def test_nobody_decides_on_the_own_proposal_or_on_themselves(
    act: Any, village: Organisation
) -> None:
    person = city.somebody(village)
    person.user = keeper("self")
    person.save(update_fields=["user"])
    proposal = propose(person, city.seat(village))
    words = {"reason": "不妥"} if act is proposing.decline else {}
    for name in ("first", "self"):
        with pytest.raises(Refused):
            act(proposal, actor_id=keeper(name).pk, **words)
    assert RosterProposal.objects.unscoped("test").get().state == "waiting"
    with pytest.raises(Refused, match="yourself"):
        propose(person, city.seat(village), actor_id=keeper("self").pk)


def test_only_whoever_has_a_say_over_the_place_is_the_second(village: Organisation) -> None:
    proposal = propose(city.somebody(village), city.seat(village))

    def scope(user: int, role: str, path: str, person: int | None = None) -> Scope:
        return Scope(user_id=user, person_id=person, places={role: (path,)})

    elsewhere = city.place("township")
    second = keeper("second").pk
    assert proposing.may_decide(proposal, scope(second, "hr", village.path))
    assert not proposing.may_decide(proposal, scope(second, "clerk", village.path))
    assert not proposing.may_decide(proposal, scope(second, "hr", elsewhere.path))
    assert not proposing.may_decide(proposal, scope(keeper("first").pk, "hr", village.path))
    own = scope(second, "hr", village.path, proposal.person_id)
    assert not proposing.may_decide(proposal, own)


def test_a_proposal_is_decided_once(village: Organisation) -> None:
    proposal = propose(city.somebody(village), city.seat(village))
    assert agree(proposal)
    assert not agree(proposal)
    with pytest.raises(Refused, match="Agreed"):
        proposing.decline(proposal, actor_id=keeper("second").pk, reason="晚了")
    assert Appointment.objects.unscoped("test").count() == 1


def test_declining_says_why_and_taking_back_is_for_the_proposer(village: Organisation) -> None:
    proposal = propose(city.somebody(village), city.seat(village))
    with pytest.raises(Refused) as silent:
        proposing.decline(proposal, actor_id=keeper("second").pk, reason=" ")
    assert silent.value.field == "reason"
    with pytest.raises(Refused):
        proposing.take_back(proposal, actor_id=keeper("second").pk)
    assert proposing.take_back(proposal, actor_id=keeper("first").pk)
    again = propose(proposal.person, proposal.post)
    assert proposing.decline(again, actor_id=keeper("second").pk, reason="材料不全")
    again.refresh_from_db()
    assert (again.state, again.answer) == ("declined", "材料不全")


def test_what_became_impossible_meanwhile_leaves_the_proposal_waiting(
    village: Organisation,
) -> None:
    post = city.seat(village)
    proposal = propose(city.somebody(village), post)
    city.elect(city.somebody(village), post)
    with pytest.raises(GateClosed):
        agree(proposal)
    assert RosterProposal.objects.unscoped("test").get().state == "waiting"


def test_one_proposal_waits_for_an_appointment_or_a_post(village: Organisation) -> None:
    person, post = city.somebody(village), city.seat(village)
    propose(person, post)
    with pytest.raises(Refused, match="already"):
        propose(person, post)
    row = elected_ago(city.somebody(village), city.seat(village), 100)
    words: dict[str, Any] = {"reason": "重录", "actor_id": keeper("first").pk}
    proposing.propose_annulment(row, **words)
    with pytest.raises(Refused, match="already"):
        proposing.propose_end(row, an_end(day=clock.today() - DAY), **words)


def test_an_end_in_the_past_is_agreed_and_stays_marked(village: Organisation) -> None:
    row = elected_ago(city.somebody(village), city.seat(village), 100)
    proposal = proposing.propose_end(
        row,
        an_end(day=clock.today() - 20 * DAY),
        reason="当时漏报",
        actor_id=keeper("first").pk,
    )
    agree(proposal)
    row.refresh_from_db()
    assert row.ends == clock.today() - 20 * DAY
    assert (row.ending.late_reason, row.ending.second_signer) == ("当时漏报", keeper("second"))


@pytest.mark.parametrize("reason", [" ", "长" * 501])
def test_a_reason_is_there_and_not_endless(reason: str, village: Organisation) -> None:
    with pytest.raises(Refused) as refused:
        propose(city.somebody(village), city.seat(village), reason=reason)
    assert refused.value.field == "reason"


def test_two_stand_for_what_both_saw_missing_and_for_nothing_more(township: Organisation) -> None:
    """The certificate falls between proposing and agreeing."""
    with clock.at(clock.now() - 30 * DAY):
        person, post = city.somebody(township), city.seat(township, "full_time")
        certificate = city.certify(person)
    proposal = propose(person, post, mode="hired")
    assert proposal.terms["missing"] == []
    city.change(certificate, "suspended", clock.today() - 20 * DAY)
    with pytest.raises(GateClosed) as closed:
        agree(proposal)
    assert [found.id for found in closed.value.gate.missing] == ["certificate"]
    assert not Appointment.objects.unscoped("test").exists()
    proposing.take_back(proposal, actor_id=keeper("first").pk)
    again = propose(person, post, mode="hired")
    assert again.terms["missing"] == ["certificate"]
    assert agree(again)


def test_a_correction_that_nobody_can_agree_to_is_not_proposed(township: Organisation) -> None:
    with clock.at(clock.now() - 30 * DAY):
        person, post = city.somebody(township), city.seat(township, "full_time")
        city.certify(person)
        row = city.hire(person, post)
    right = replace(of_appointment(row), mode="elected")
    with pytest.raises(GateClosed) as closed:
        proposing.propose_correction(row, right, reason="误", actor_id=keeper("first").pk)
    assert [found.id for found in closed.value.gate.missing] == ["mode"]
