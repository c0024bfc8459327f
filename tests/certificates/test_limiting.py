"""How often the register may be asked: by one network, in vain for one beginning, altogether."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

from certificates import limiting, numbering
from portal import clock
from tests.certificates.asking.rows import made, with_key
from tests.certificates.rows import certified, never_given_out
from tests.portal.policy import rows as rules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]


@pytest.fixture(autouse=True)
def within_a_minute() -> Iterator[None]:
    """What is counted is counted in one minute, however long the machine takes."""
    with clock.at(clock.now().replace(second=5)):
        yield


@pytest.fixture
def client() -> Client:
    visitor = Client()
    visitor.cookies["django_language"] = "en"
    return visitor


def few_tries(most: int) -> None:
    rules.in_force("verify.tries_per_minute", most)


def test_who_asks_too_often_waits_and_loses_nothing(client: Client) -> None:
    few_tries(3)
    code = numbering.new_code()
    statuses = [client.get(f"/v/{code}/").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    refused = client.post("/v/", {"number": "123", "name": "周桂芳"})
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    assert 'value="周桂芳"' in refused.content.decode()
    assert f'value="{code}"' in client.post("/v/", {"code": code}).content.decode()
    assert client.get(f"/api/v1/certificates/{code}").status_code == 429
    assert client.get("/v/").status_code == 200
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert client.get(f"/v/{code}/").status_code == 200


def test_a_whole_network_is_counted_together(client: Client) -> None:
    few_tries(2)
    code = numbering.new_code()
    told = [
        client.get(f"/v/{code}/", REMOTE_ADDR=address).status_code
        for address in ("203.0.113.1", "203.0.113.2", "203.0.113.200", "203.0.114.1")
    ]
    assert told == [200, 200, 429, 200]


def test_a_code_typed_into_the_form_is_counted_once(client: Client) -> None:
    few_tries(2)
    code = numbering.new_code()
    for _ in range(2):
        assert client.post("/v/", {"code": code}).status_code == 302
        assert client.get(f"/v/{code}/").status_code == 200
    assert client.post("/v/", {"code": code}).status_code == 429


def few_misses(**most: int) -> None:
    for name, value in most.items():
        rules.in_force(f"verify.misses_per_{name}", value)


def from_elsewhere(n: int) -> str:
    return f"203.0.{n}.1"


def test_codes_with_one_beginning_are_not_walked_from_many_networks(client: Client) -> None:
    few_misses(beginning=2)
    told = [
        client.get(f"/v/7K3M0000000{n}/", REMOTE_ADDR=from_elsewhere(n)).status_code
        for n in range(3)
    ]
    assert told == [200, 200, 429]
    assert client.get("/v/7K3N00000000/").status_code == 200
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert client.get("/v/7K3M00000000/").status_code == 200


def test_names_are_not_guessed_for_one_number_from_many_networks(client: Client) -> None:
    few_misses(beginning=2)
    number = certified().number
    told = [
        client.post("/v/", {"number": number, "name": f"周{n}"}, REMOTE_ADDR=from_elsewhere(n))
        for n in range(3)
    ]
    assert [response.status_code for response in told] == [200, 200, 429]
    assert 'value="周2"' in told[-1].content.decode()
    assert client.post("/v/", {"number": never_given_out(), "name": "周"}).status_code == 200


def test_what_is_found_is_no_miss(client: Client) -> None:
    few_misses(beginning=1, minute=1)
    row = certified()
    assert [client.get(f"/v/{row.code}/").status_code for _ in range(3)] == [200, 200, 200]


def test_too_many_misses_together_close_page_and_interface_for_a_minute(client: Client) -> None:
    few_misses(minute=3)
    row = certified()
    for n in range(3):
        client.get(f"/v/{numbering.new_code()}/", REMOTE_ADDR=from_elsewhere(n))
    assert client.get(f"/v/{row.code}/").status_code == 429
    refused = client.get(f"/api/v1/certificates/{row.code}", **with_key(made()[1]))
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert client.get(f"/v/{row.code}/").status_code == 200


def test_inventing_a_forwarded_address_gains_nothing(client: Client) -> None:
    few_tries(2)
    code = numbering.new_code()
    told = [
        client.get(f"/v/{code}/", headers={"X-Forwarded-For": f"1.2.3.{n}"}).status_code
        for n in range(3)
    ]
    assert told == [200, 200, 429]


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "network"),
    [
        ("10.0.0.1", "1.2.3.4", 0, "10.0.0.0/24"),
        ("10.0.0.1", "6.6.6.6, 1.2.3.4", 1, "1.2.3.0/24"),
        ("10.0.0.1", "", 1, "10.0.0.0/24"),
        ("2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.77", "", 0, "10.0.0.0/24"),
        ("10.0.0.1", "<script>", 1, "unknown"),
    ],
)
def test_which_network_is_asking(
    rf: Any, peer: str, forwarded: str, proxies: int, network: str
) -> None:
    request = rf.get("/v/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded})
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=proxies):
        assert limiting.network_of(request) == network


def test_without_its_cache_the_register_still_answers(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_a: object, **_k: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(cache, "add", broken)
    monkeypatch.setattr(cache, "get", broken)
    assert client.post("/v/", {"code": numbering.new_code()}).status_code == 302
    assert client.get(f"/v/{numbering.new_code()}/").status_code == 200


def test_the_day_of_a_list_begins_at_the_citys_midnight() -> None:
    evening = datetime(2026, 11, 28, 23, 59, 30, tzinfo=clock.CITY_ZONE)
    with clock.at(evening):
        assert limiting.seconds_until_next(limiting.DAY_LONG) == 30
        assert limiting.take("u1", 8, 10, limiting.DAY_LONG) == 10
        assert limiting.take("u1", 8, 10, limiting.DAY_LONG) == 2
    with clock.at(evening + timedelta(seconds=30)):
        assert limiting.take("u1", 8, 10, limiting.DAY_LONG) == 10
