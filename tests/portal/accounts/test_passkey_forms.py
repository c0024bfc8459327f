"""What a browser hands over as a passkey is believed in nothing before it is checked."""

import pytest
from django.test import Client

from portal.accounts import second_factor, throttling
from portal.accounts.models import SignInTry, User
from portal.people.models import Organisation, Person
from tests.portal.accounts.passkey import (
    ADD,
    AGAIN,
    CODE,
    ENTER,
    Device,
    add,
    by_password,
    entered,
    owner_of,
    question,
    show,
)
from tests.portal.people import rows

pytestmark = pytest.mark.django_db(transaction=True)  # the way in waits for commits

GARBAGE = [
    "",
    "null",
    "1",
    "[]",
    "{}",
    "{",
    "[" * 5000,
    '{"rawId": 1}',
    '{"rawId": "AAAA", "response": null}',
    '{"rawId": "AAAA", "response": {"clientDataJSON": "e30"}}',
    '{"rawId": "é", "response": {"clientDataJSON": "e30", "attestationObject": "AAAA"}}',
]


@pytest.mark.parametrize("address", [ENTER, CODE])
@pytest.mark.parametrize(
    "device",
    [
        Device(origin="https://elsewhere.example.com"),
        Device(origin="https://a.rmtj.example.gov.cn"),
        Device(origin="http://rmtj.example.gov.cn"),
        Device(opens=False),
    ],
)
def test_a_passkey_from_elsewhere_or_unopened_is_refused(
    trainee: User, address: str, device: Device
) -> None:
    _client, own = owner_of(trainee)
    device.key, device.name, device.holder = own.key, own.name, own.holder
    fresh = by_password(trainee) if address == CODE else Client()
    reply = show(fresh, device, address)
    assert reply.status_code == 422
    assert "通行密钥未被接受" in reply.content.decode()
    assert not entered(fresh)


def test_somebody_elses_passkey_opens_no_login_but_its_own(trainee: User, hr: User) -> None:
    _client, device = owner_of(trainee)
    device.holder = str(hr.pk)
    assert show(Client(), device).status_code == 422
    stranger = Device()
    stranger.holder = device.holder
    assert show(Client(), stranger).status_code == 422
    stranger.holder = "MQ" * 4000
    assert show(Client(), stranger).status_code == 422


def test_an_unopened_device_cannot_be_added(trainee: User) -> None:
    client = by_password(trainee)
    assert add(client, Device(opens=False)).status_code == 422
    assert add(client, Device(origin="https://elsewhere.example.com")).status_code == 422
    assert not second_factor.is_set_up(trainee.pk)


@pytest.mark.parametrize("address", [ENTER, ADD, CODE, AGAIN])
def test_garbage_is_refused_in_plain_words(trainee: User, address: str) -> None:
    client, _device = owner_of(trainee)
    if address in {ENTER, CODE}:
        client = by_password(trainee) if address == CODE else Client()
    for handed in GARBAGE[-9:]:  # ten questions in a minute, and allauth listens no longer
        SignInTry.objects.all().delete()
        question(client, address)
        reply = client.post(address, {"credential": handed})
        assert reply.status_code == 422, handed[:60]
        words = "未收到通行密钥" if handed in {"", "null", "[]", "{}"} else "通行密钥未被接受"
        assert words in reply.content.decode(), handed[:60]


def test_an_attestation_without_a_key_is_refused(trainee: User) -> None:
    client = by_password(trainee)
    handed = Device().keyless(question(client, ADD))
    assert client.post(ADD, {"credential": handed}).status_code == 422


def test_a_login_that_was_disabled_stays_shut(trainee: User) -> None:
    _client, device = owner_of(trainee)
    half_way = by_password(trainee)
    half_answer = device.shown(question(half_way, CODE))
    User.objects.filter(pk=trainee.pk).update(is_active=False)
    reply = show(Client(), device)
    assert reply.status_code == 422
    assert "通行密钥未被接受" in reply.content.decode()
    half_way.post(CODE, {"credential": half_answer})
    assert half_way.get("/desk/").status_code == 302


def test_the_login_of_a_double_stays_shut(place: Organisation, trainee: User) -> None:
    _client, device = owner_of(trainee)
    kept, double = rows.person(place), rows.person(place)
    Person.every.filter(pk=double.pk).update(user=trainee, merged_into=kept)
    assert show(Client(), device).status_code == 422


def test_wrong_passkeys_are_counted_by_address_and_right_ones_are_not(trainee: User) -> None:
    _client, device = owner_of(trainee)
    before = SignInTry.objects.count()
    for _ in range(3):
        assert show(Client(), device).status_code == 302
    assert SignInTry.objects.count() == before
    for _ in range(throttling.PER_ADDRESS):
        throttling.take(throttling.address("127.0.0.1"))
    locked = show(Client(), device)
    assert locked.status_code == 429
    assert locked.headers["Retry-After"]


def test_the_sixth_wrong_passkey_after_the_password_is_not_heard(trainee: User) -> None:
    _client, device = owner_of(trainee)
    fresh, stranger = by_password(trainee), Device()
    for _ in range(5):
        assert show(fresh, stranger, CODE).status_code == 422
    assert show(fresh, device, CODE).status_code == 429
