"""Passkeys: a device and what opens it are two factors; nothing else about a login changes."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client, override_settings

from portal.accounts.models import User
from portal.audit.models import AuditEvent
from tests.portal.accounts.passkey import (
    ADD,
    AGAIN,
    CODE,
    ENTER,
    MINE,
    Device,
    add,
    by_password,
    entered,
    owner_of,
    question,
    show,
)

pytestmark = pytest.mark.django_db(transaction=True)  # the way in waits for commits


def test_staff_may_choose_a_passkey_as_their_second_factor(hr: User) -> None:
    client = by_password(hr)
    assert client.get("/desk/").headers["Location"] == "/accounts/second-factor/begin/"
    reply = add(client, Device())
    assert reply.headers["Location"] == "/accounts/second-factor/recovery-codes/"
    assert client.get("/desk/").status_code == 200
    assert "我的手机" in client.get(MINE).content.decode()
    events = AuditEvent.objects.filter(kind="second_factor.added", actor=hr).order_by("pk")
    assert [event.body.data["type"] for event in events] == ["webauthn", "recovery_codes"]


def test_a_second_passkey_leads_back_to_the_list(hr: User) -> None:
    client, first = owner_of(hr)
    asked = question(client, ADD)
    assert [kept["type"] for kept in asked["excludeCredentials"]] == ["public-key"]
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked["authenticatorSelection"]["residentKey"] == "required"
    second = Device()
    reply = client.post(ADD, {"credential": second.made(asked), "name": ""})
    assert reply.headers["Location"] == MINE
    names = [str(kept) for kept in Authenticator.objects.filter(type="webauthn").order_by("pk")]
    assert names == ["我的手机", "通行密钥"]
    for device in (first, second):
        assert show(Client(), device).status_code == 302


def test_the_passkey_alone_signs_in_and_gives_the_session_a_new_id(hr: User) -> None:
    _client, device = owner_of(hr)
    fresh = Client()
    answer = device.shown(question(fresh, ENTER))
    before = fresh.session.session_key
    reply = fresh.post(ENTER, {"credential": answer, "next": "/roster/"})
    assert (reply.status_code, reply.headers["Location"]) == (302, "/roster/")
    assert fresh.session.session_key != before
    assert fresh.get("/desk/").status_code == 200
    assert fresh.post(ENTER, {"credential": answer}).headers["Location"] == "/desk/"


def test_an_answer_is_good_once_and_in_its_own_session_only(hr: User) -> None:
    _client, device = owner_of(hr)
    fresh, other = Client(), Client()
    answer = device.shown(question(fresh, ENTER))
    question(other, ENTER)
    assert other.post(ENTER, {"credential": answer}).status_code == 422
    assert fresh.post(ENTER, {"credential": answer}).status_code == 302
    fresh.post("/accounts/logout/")
    question(fresh, ENTER)
    assert fresh.post(ENTER, {"credential": answer}).status_code == 422
    assert not entered(fresh)


def test_after_the_password_the_passkey_is_asked_for(trainee: User) -> None:
    _client, device = owner_of(trainee)
    fresh = by_password(trainee)
    assert not entered(fresh)
    page = fresh.get(CODE).content.decode()
    assert "请出示您的通行密钥" in page
    assert "备用码" in page
    assert show(fresh, device, CODE).status_code == 302
    assert fresh.get("/desk/").status_code == 200


def test_a_recovery_code_stands_in_for_a_lost_passkey(trainee: User) -> None:
    owner_of(trainee)
    kept = Authenticator.objects.get(user=trainee, type="recovery_codes")
    fresh = by_password(trainee)
    wrong = fresh.post(CODE, {"code": "00000000"})
    assert wrong.status_code == 422
    assert "验证码不正确或已失效" in wrong.content.decode()
    assert fresh.post(CODE, {"code": kept.wrap().get_unused_codes()[0]}).status_code == 302
    assert entered(fresh)


def test_a_login_with_the_app_alone_is_shown_no_passkey_button(hr: User) -> None:
    Authenticator.objects.create(user=hr, type="totp", data={"secret": ""})
    page = by_password(hr).get(CODE).content.decode()
    assert "passkeys.js" not in page
    assert 'name="code"' in page


def test_long_after_signing_in_the_passkey_is_asked_for_again(trainee: User) -> None:
    client, device = owner_of(trainee)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 1}]
    session.save()
    asked = client.get(ADD)
    assert asked.headers["Location"].startswith("/accounts/again/?next=")
    assert "用通行密钥" in client.get(asked.headers["Location"]).content.decode()
    reply = show(client, device, f"{AGAIN}?next={ADD}", next=ADD)
    assert reply.headers["Location"] == ADD
    assert client.get(ADD).status_code == 200


def test_who_is_signed_in_already_goes_to_the_desk(trainee: User) -> None:
    client, _device = owner_of(trainee)
    assert client.get(ENTER).headers["Location"] == "/desk/"


def test_passkeys_belong_to_the_public_address_not_to_what_a_request_says() -> None:
    with override_settings(ALLOWED_HOSTS=["*"]):
        page = Client().get(ENTER, headers={"host": "evil.example.com"}).content.decode()
    assert '"rpId": "rmtj.example.gov.cn"' in page


def test_the_device_keeps_no_phone_and_no_address(trainee: User) -> None:
    User.objects.filter(pk=trainee.pk).update(email="zhou@example.cn", phone="13800000000")
    asked = question(by_password(trainee), ADD)["user"]
    assert (asked["name"], asked["displayName"]) == ("zhou", "周桂芳")


def test_pages_say_what_to_do_without_javascript() -> None:
    page = Client().get(ENTER).content.decode()
    assert "<noscript>" in page
    assert "data-passkey-button hidden" in page
    assert 'href="/accounts/login/"' in page
