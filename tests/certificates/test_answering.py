"""What is kept of a question to the register: the same for pages and interface, never an
address."""

import json
from typing import Any

import pytest
from django.test import Client, override_settings

from certificates import numbering
from certificates.models import Certificate
from tests.certificates.asking.rows import made, query_of, with_key
from tests.certificates.rows import certified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]


def lines(caplog: pytest.LogCaptureFixture) -> list[Any]:
    """What the register said to the log, each line as its fields."""
    return [entry.msg for entry in caplog.records if entry.name == "hezhong.certificates"]


def by_page_with_code(client: Client, row: Certificate, **asker: Any) -> str:
    shown = client.get(f"/v/{row.code}/", **asker)
    return query_of(shown)


def by_page_with_number(client: Client, row: Certificate, **asker: Any) -> str:
    shown = client.post("/v/", {"number": row.number, "name": "周桂芳"}, **asker)
    return query_of(shown)


def by_interface_with_code(client: Client, row: Certificate, **asker: Any) -> str:
    asker |= with_key(made()[1])
    return str(client.get(f"/api/v1/certificates/{row.code}", **asker).json()["query"])


def by_interface_with_number(client: Client, row: Certificate, **asker: Any) -> str:
    question = json.dumps({"number": row.number, "name": "周桂芳"})
    asker |= with_key(made()[1])
    told = client.post(
        "/api/v1/certificates/verify", question, content_type="application/json", **asker
    )
    return str(told.json()["query"])


WAYS = [
    by_page_with_code,
    by_page_with_number,
    by_interface_with_code,
    by_interface_with_number,
]
ASKERS = [
    ("203.0.113.77", "203.0.113.0/24"),
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ("::ffff:203.0.113.77", "203.0.113.0/24"),
]


@pytest.mark.parametrize("ask", WAYS)
@pytest.mark.parametrize(("address", "network"), ASKERS)
def test_every_answer_is_logged_under_its_number_with_the_network_only(
    ask: Any, address: str, network: str, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    row = certified()
    caplog.clear()
    with caplog.at_level("DEBUG"), override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        query = ask(client, row, REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=address)
    kept = [{key: line[key] for key in ("query", "verdict", "network")} for line in lines(caplog)]
    assert kept == [{"query": query, "verdict": "valid", "network": network}]
    everything = " ".join(str(entry.msg) + entry.getMessage() for entry in caplog.records)
    for secret in (address, "10.0.0.9", row.code, row.number, "周桂芳"):
        assert secret not in everything


def test_an_unknown_code_is_logged_with_its_number_too(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", logger="hezhong.certificates"):
        address = f"/api/v1/certificates/{numbering.new_code()}"
        query = client.get(address, **with_key(made()[1])).json()["query"]
    (line,) = lines(caplog)
    assert (line["query"], line["verdict"]) == (query, "not_found")
