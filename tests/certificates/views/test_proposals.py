"""The pages of ends that need two people; the password once more before what cannot be undone."""

from typing import Any

import pytest
from django.test import Client

from certificates import lifecycle
from certificates.models import Certificate, EndProposal
from portal import clock
from portal.accounts.adapter import FRESH
from portal.accounts.models import User
from portal.people.models import Person
from tests.certificates.rows import certified
from tests.exams import rows as exam_rows
from tests.portal.policy import rows as rules

pytestmark = pytest.mark.django_db
REASON = {"reason_code": "resigned", "reason": "本人申请辞职（示例）"}
PASSWORD = "Liu-he-2026-qiao"


@pytest.fixture(scope="module")
def issued(lasting: None) -> int:
    return certified().pk


@pytest.fixture
def row(issued: int) -> Certificate:
    return Certificate.objects.unscoped("t").get(pk=issued)


def officer(row: Certificate) -> tuple[Client, User]:
    user = exam_rows.staff("hr", row.organisation)
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(user)
    return client, user


def long_ago(client: Client) -> None:
    """The password was shown longer ago than is believed."""
    session = client.session
    shown = clock.now().timestamp() - FRESH - 1
    session["account_authentication_methods"] = [{"method": "password", "at": shown}]
    session.save()


def text(response: Any) -> str:
    return str(response.content.decode())


def again(row: Certificate) -> Certificate:
    return Certificate.objects.unscoped("t").get(pk=row.pk)


def test_one_officer_proposes_and_another_one_agrees(row: Certificate) -> None:
    (first, _one), (second, _two) = officer(row), officer(row)
    page, change = f"/desk/certificates/{row.pk}/", f"/desk/certificates/{row.pk}/revoke/"
    assert "This needs two people" in text(first.get(change))
    bad = first.post(change, {**REASON, "reason": ""})
    assert bad.status_code == 422
    assert first.post(change, {**REASON, "suspend": "on"}).status_code == 302
    assert again(row).state == "suspended"
    proposal = EndProposal.objects.unscoped("t").get()
    address = f"/desk/certificates/proposals/{proposal.pk}/"
    shown = text(first.get(page))
    assert "Take the proposal back" in shown
    assert "Agree: Revoke" not in shown
    assert "somebody else" in text(first.get(f"{address}agree/")).lower()
    assert "You proposed this, or it is about you" in text(
        first.post(f"{address}agree/", follow=True)
    )
    assert again(row).state == "suspended"
    assert "1 end of a certificate waits" in text(second.get("/desk/"))
    assert "本人申请辞职" in text(second.get("/desk/certificates/proposals/"))
    assert "Agree: Revoke" in text(second.get(page))
    assert "This cannot be undone" in text(second.get(f"{address}agree/"))
    done = second.post(f"{address}agree/", follow=True)
    assert "The certificate is revoked." in text(done)
    assert again(row).state == "revoked"
    assert "Nothing waits." in text(second.get("/desk/certificates/proposals/"))
    assert second.get(f"{address}decline/")["Location"] == page


def test_a_proposal_is_declined_with_a_reason_or_taken_back(row: Certificate) -> None:
    (first, _one), (second, _two) = officer(row), officer(row)
    for act in ("decline", "take_back"):
        first.post(f"/desk/certificates/{row.pk}/revoke/", REASON)
        proposal = EndProposal.objects.unscoped("t").get(state="waiting")
        address = f"/desk/certificates/proposals/{proposal.pk}/{act}/"
        if act == "decline":
            assert second.post(address, {"reason": ""}).status_code == 422
            assert second.post(address, {"reason": "证据不足"}).status_code == 302
        else:
            assert first.post(address).status_code == 302
        proposal.refresh_from_db()
        assert proposal.state == {"decline": "declined", "take_back": "taken_back"}[act]
        late = second.get(address, follow=True)
        assert late.redirect_chain == [(f"/desk/certificates/{row.pk}/", 302)]
        assert "cannot be done any more" in text(late)
    assert again(row).state == "issued"


def test_where_the_rule_asks_for_no_second_person_it_is_done_at_once(row: Certificate) -> None:
    rules.in_force("cert.end_two_people", 0)
    client, _user = officer(row)
    assert "This needs two people" not in text(client.get(f"/desk/certificates/{row.pk}/revoke/"))
    client.post(f"/desk/certificates/{row.pk}/revoke/", REASON)
    assert again(row).state == "revoked"


def test_an_act_that_cannot_be_done_any_more_leads_to_the_certificate(row: Certificate) -> None:
    client, _user = officer(row)
    lifecycle.suspend(row, reason_code="other", reason="x", actor_id=None)
    for act in ("suspend", "void"):
        answer = client.get(f"/desk/certificates/{row.pk}/{act}/", follow=True)
        assert answer.redirect_chain == [(f"/desk/certificates/{row.pk}/", 302)]
        assert "cannot be done any more" in text(answer)


def test_the_password_is_asked_again_before_the_form_and_only_for_good(row: Certificate) -> None:
    client, _user = officer(row)
    long_ago(client)
    assert client.get(f"/desk/certificates/{row.pk}/suspend/").status_code == 200
    for act in ("revoke", "void"):
        asked = client.get(f"/desk/certificates/{row.pk}/{act}/")
        assert asked.status_code == 302
        assert asked["Location"].startswith("/accounts/again/?next=")
    client.post("/accounts/again/", {"password": PASSWORD})
    assert client.get(f"/desk/certificates/{row.pk}/revoke/").status_code == 200


def test_a_form_sent_when_the_time_is_over_goes_on_after_the_password(row: Certificate) -> None:
    client, _user = officer(row)
    long_ago(client)
    change = f"/desk/certificates/{row.pk}/revoke/"
    asked = client.post(change, REASON)
    assert asked["Location"] == f"/accounts/again/?next={change.replace('/', '%2F')}"
    assert not EndProposal.objects.unscoped("t").exists()
    wrong = client.post(asked["Location"], {"password": "another", "next": change})
    assert wrong.status_code == 422
    assert not EndProposal.objects.unscoped("t").exists()
    done = client.post(asked["Location"], {"password": PASSWORD, "next": change})
    assert done["Location"] == f"/desk/certificates/{row.pk}/"
    assert EndProposal.objects.unscoped("t").get().reason == REASON["reason"]


def test_whoever_finds_a_desk_unlocked_agrees_to_nothing(row: Certificate) -> None:
    (first, _one), (second, _two) = officer(row), officer(row)
    first.post(f"/desk/certificates/{row.pk}/revoke/", REASON)
    proposal = EndProposal.objects.unscoped("t").get()
    long_ago(second)
    asked = second.post(f"/desk/certificates/proposals/{proposal.pk}/agree/")
    assert asked["Location"].startswith("/accounts/again/")
    proposal.refresh_from_db()
    assert proposal.state == "waiting"


def test_nobody_acts_on_their_own_certificate(row: Certificate) -> None:
    client, user = officer(row)
    Person.objects.unscoped("t").filter(pk=row.person_id).update(user=user)
    page = f"/desk/certificates/{row.pk}/"
    assert "What can be done" not in text(client.get(page))
    lifecycle.suspend(row, reason_code="other", reason="x", actor_id=None)
    lift = {"reason_code": "other", "reason": "自己恢复"}
    answer = client.post(f"{page}lift/", lift, follow=True)
    assert "This is your own certificate" in text(answer)
    assert again(row).state == "suspended"
    replace = client.get(f"{page}again/replace/", follow=True)
    assert "This is your own certificate" in text(replace)


def test_a_waiting_proposal_is_not_passed_by_when_the_rule_changes(row: Certificate) -> None:
    (first, _one), (second, _two) = officer(row), officer(row)
    first.post(f"/desk/certificates/{row.pk}/revoke/", REASON)
    rules.in_force("cert.end_two_people", 0)
    answer = second.post(f"/desk/certificates/{row.pk}/revoke/", REASON)
    assert answer.status_code == 409
    assert "proposed already" in text(answer)
    assert again(row).state == "issued"


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ("cert.award_two_people", "{pk}/award/chief/"),
        ("cert.batch_two_people", "batches/new/"),
    ],
)
def test_who_decides_alone_shows_the_password_first(row: Certificate, rule: str, path: str) -> None:
    client, _user = officer(row)
    long_ago(client)
    address = "/desk/certificates/" + path.format(pk=row.pk)
    assert client.get(address).status_code == 200
    rules.in_force(rule, 0)
    assert client.get(address)["Location"].startswith("/accounts/again/")
