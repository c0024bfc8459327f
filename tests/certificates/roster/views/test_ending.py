"""Ending, suspending and lifting through the pages; a certificate that is withdrawn with a
replacement."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from certificates import proposing_ends
from certificates.lifecycle import MoveRefused
from certificates.models import EndProposal
from certificates.roster.models import Appointment, DutySuspension
from certificates.roster.register import standing_of
from portal import clock
from portal.accounts.adapter import FRESH
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town
from tests.exams import rows as exam_rows
from tests.portal.policy import rows as rules


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def member(town: Town) -> Appointment:
    person = city.somebody(town.east_village, "孙国栋")
    city.certify(person)
    with clock.at(clock.now() - timedelta(days=100)):
        return city.elect(person, city.seat(town.east_village))


def ending(**values: Any) -> dict[str, Any]:
    return {
        "day": clock.today().isoformat(),
        "reason": "misconduct_gain",
        "deciding_body": "村民代表会议",
        "document_number": "4号",
        "note": "收受财物",
        "withdraw": "on",
        "follow": "vacant",
    } | values


def test_replacing_suspends_the_certificate_until_somebody_else_agrees(
    hr: Client, member: Appointment
) -> None:
    address = reverse("roster_end", args=[member.pk])
    assert "suspended at once" in english(hr).get(address).content.decode()
    done = hr.post(address, ending(), follow=True).content.decode()
    assert "when somebody else who issues at its place agrees" in done
    standing = standing_of(member.person_id, clock.today())
    assert (standing.label, standing.certificate) == ("replaced", "suspended")
    proposal = EndProposal.objects.unscoped("test").get()
    assert (proposal.state, proposal.reason) == ("waiting", "收受财物")
    second = exam_rows.staff("hr", member.organisation)
    assert proposing_ends.agree(proposal, actor_id=second.pk)
    assert standing_of(member.person_id, clock.today()).certificate == "revoked"


def test_withdrawing_with_a_replacement_asks_who_it_is_and_ending_alone_does_not(
    hr: Client, member: Appointment
) -> None:
    session = hr.session
    shown = clock.now().timestamp() - FRESH - 1
    session["account_authentication_methods"] = [{"method": "password", "at": shown}]
    session.save()
    address = reverse("roster_end", args=[member.pk])
    asked = hr.post(address, ending())
    assert asked.status_code == 302
    assert "/accounts/again/" in asked.headers["Location"]
    assert standing_of(member.person_id, clock.today()).label == "on_duty"
    assert hr.post(address, ending(withdraw="")).headers["Location"] == reverse(
        "roster_person", args=[member.person_id]
    )


def test_replacing_withdraws_the_certificate(hr: Client, member: Appointment) -> None:
    rules.in_force(proposing_ends.TWO, 0)
    address = reverse("roster_end", args=[member.pk])
    assert "withdraw" in hr.get(address).context["form"].fields
    done = hr.post(address, ending())
    assert done.headers["Location"] == reverse("roster_person", args=[member.person_id])
    standing = standing_of(member.person_id, clock.today())
    assert (standing.label, standing.certificate) == ("replaced", "revoked")
    assert hr.get(address).status_code == 404


def test_a_clerk_ends_the_appointment_but_does_not_withdraw(
    clerk: Client, member: Appointment
) -> None:
    address = reverse("roster_end", args=[member.pk])
    shown = english(clerk).get(address)
    assert "withdraw" not in shown.context["form"].fields
    assert "withdrawn by HR of the justice bureau" in shown.content.decode()
    refused = clerk.post(address, ending())
    assert refused.status_code == 422
    assert "HR of the justice bureau does that" in refused.content.decode()
    assert standing_of(member.person_id, clock.today()).label == "on_duty"
    assert clerk.post(address, ending(withdraw="")).status_code == 302
    standing = standing_of(member.person_id, clock.today())
    assert (standing.label, standing.certificate) == ("qualified", "valid")


def test_a_certificate_changed_in_the_meantime_is_told(
    hr: Client, member: Appointment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(*_args: object, **_values: object) -> None:
        raise MoveRefused("changed in the meantime")

    monkeypatch.setattr(proposing_ends, "propose", too_late)
    answer = hr.post(reverse("roster_end", args=[member.pk]), ending())
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["withdraw"]
    assert standing_of(member.person_id, clock.today()).label == "on_duty"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reason": "resigned"}, "withdraw"),
        ({"document_number": ""}, "document_number"),
        ({"deciding_body": ""}, "deciding_body"),
        ({"day": "1950-01-01"}, "day"),
        ({"reason": ""}, "reason"),
        ({"reason": "renewed", "follow": ""}, "reason"),
    ],
)
def test_a_thin_ending_comes_back_as_typed(
    hr: Client, member: Appointment, values: dict[str, str], field: str
) -> None:
    answer = hr.post(reverse("roster_end", args=[member.pk]), ending(**values))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "收受财物" in answer.content.decode()
    assert standing_of(member.person_id, clock.today()).label == "on_duty"


def test_who_is_elected_again_is_not_ended_but_gets_another_term(
    clerk: Client, member: Appointment
) -> None:
    address = reverse("roster_end", args=[member.pk])
    assert 'value="renewed"' not in english(clerk).get(address).content.decode()
    answer = clerk.post(address, ending(reason="renewed", withdraw=""))
    assert "hired again gets “Another term”" in answer.content.decode()


def test_suspending_and_lifting(clerk: Client, member: Appointment) -> None:
    address = reverse("roster_suspend", args=[member.pk])
    today = clock.today().isoformat()
    assert clerk.get(address).status_code == 200
    assert clerk.post(address, {"starts": today, "reason": ""}).status_code == 422
    assert clerk.post(address, {"starts": today, "reason": "核查"}).status_code == 302
    assert clerk.post(address, {"starts": today, "reason": "核查"}).status_code == 422
    assert standing_of(member.person_id, clock.today()).label == "suspended"
    row = DutySuspension.objects.unscoped("test").get()
    lift = reverse("roster_lift", args=[row.pk])
    assert clerk.get(lift).status_code == 200
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    assert clerk.post(lift, {"ends": yesterday, "reason": "毕"}).status_code == 422
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    assert clerk.post(lift, {"ends": tomorrow, "reason": "毕"}).status_code == 302
    assert clerk.get(lift).status_code == 404


def test_appointments_of_another_township_do_not_exist(town: Town, clerk: Client) -> None:
    row = city.elect(city.somebody(town.west_village), city.seat(town.west_village))
    for name in ("roster_end", "roster_suspend"):
        address = reverse(name, args=[row.pk])
        assert clerk.get(address).status_code == 404
        assert clerk.post(address, ending()).status_code == 404
    assert clerk.get(reverse("roster_lift", args=[999])).status_code == 404
