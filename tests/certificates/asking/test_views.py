"""The screens of keys: who makes and ends which, and that a key is shown once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.html import conditional_escape

from certificates import numbering
from certificates.asking.models import OfficeKey
from portal import clock
from portal.people.models import Organisation
from tests.certificates.asking.rows import ask, holding, made, office
from tests.exams import rows as exam_rows

pytestmark = pytest.mark.django_db
KEYS = "/desk/certificates/keys/"


def keeper(at: Organisation, role: str = "hr") -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(exam_rows.staff(role, at))
    return client


def filled(client: Client, at: Organisation, **changed: Any) -> dict[str, Any]:
    form = client.get(f"{KEYS}new/").context["form"]
    return {
        "organisation": at.pk,
        "purpose": "聘用前查验",
        "daily": 50,
        "until": (clock.today() + timedelta(days=30)).isoformat(),
        "once": form["once"].value(),
        **changed,
    }


def test_a_key_made_at_the_desk_opens_the_interface_and_is_shown_once() -> None:
    place = office()
    client = keeper(place)
    form = filled(client, place)
    shown = client.post(f"{KEYS}new/", form)
    secret = shown.context["secret"]
    assert "no-store" in shown["Cache-Control"]
    assert secret in shown.content.decode()
    call = shown.context["interface"]
    assert call["address"] in shown.content.decode()
    assert ask(holding(secret), code=numbering.new_code()).status_code == 200
    again = client.post(f"{KEYS}new/", form)
    assert again.status_code == 422
    assert "shown only once" in again.content.decode()
    listed = client.get(KEYS).content.decode()
    assert "聘用前查验" in listed
    assert "1 of 50" in listed
    assert secret not in listed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"purpose": ""}, "what the key is for"),
        ({"purpose": "查110101199003078035"}, "ID number"),
        ({"daily": "many"}, "number in figures"),
        ({"daily": 10_001}, "1 to 10000 certificates a day"),
        ({"until": "2020-01-01"}, "from today to"),
        ({"until": "tomorrow"}, "not a day of the calendar"),
        ({"organisation": ""}, "choose the organisation"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(typed: dict[str, Any], said: str) -> None:
    place = office()
    client = keeper(place)
    refused = client.post(f"{KEYS}new/", filled(client, place, **typed))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert said in page
    assert page.count('value="50"') + page.count("聘用前查验") >= 1
    assert not OfficeKey.objects.unscoped("test").exists()


def test_a_key_is_made_for_offices_of_the_own_places_only() -> None:
    place, elsewhere = office(), office("别处")
    client = keeper(place)
    refused = client.post(f"{KEYS}new/", filled(client, place, organisation=elsewhere.pk))
    assert refused.status_code == 422
    assert not OfficeKey.objects.unscoped("test").exists()


def test_keys_of_other_places_do_not_exist_here() -> None:
    place, elsewhere = office(), office("别处")
    row, _secret = made(elsewhere)
    client = keeper(place)
    assert "聘用前查验" not in client.get(KEYS).content.decode()
    assert client.post(f"{KEYS}{row.pk}/end/", {"reason": "结束"}).status_code == 404
    assert keeper(place, "clerk").get(KEYS).status_code == 404


def test_a_key_is_ended_with_a_reason_and_stays_in_the_list() -> None:
    place = office()
    client = keeper(place)
    row, secret = made(place)
    address = f"{KEYS}{row.pk}/end/"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "系统停用"}, follow=True).status_code == 200
    assert ask(holding(secret), code="7K3M").status_code == 401
    assert "ended on" in client.get(KEYS).content.decode()
    twice = client.post(address, {"reason": "系统停用"}, follow=True).content.decode()
    assert "ended already" in twice
    assert client.get(address, follow=True).redirect_chain == [(KEYS, 302)]


def test_the_way_to_the_keys_is_shown_to_whoever_may_make_them() -> None:
    place = office()
    assert KEYS in keeper(place).get("/desk/certificates/").content.decode()
    assert KEYS not in keeper(place, "clerk").get("/desk/certificates/").content.decode()


def test_the_example_of_a_call_is_one_that_the_interface_answers() -> None:
    place = office()
    client = keeper(place)
    listed = client.get(KEYS)
    call = listed.context["interface"]
    assert conditional_escape(call["example"]) in listed.content.decode()
    to, body = re.findall(r"curl (\S+)|-d '(.+)'", call["example"])
    secret = made(place)[1]
    path = to[0].removeprefix(settings.PUBLIC_URL)
    asked = holding(secret).post(path, body[1], content_type="application/json")
    assert (asked.status_code, asked.json()["standing"]) == (200, "not_found")
    described = Client().get(call["description"].removeprefix(settings.PUBLIC_URL))
    assert described.status_code == 200
