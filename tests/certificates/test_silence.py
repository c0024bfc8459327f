"""A database that is away, really: page and interface say that nothing can be said."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from certificates import numbering
from tests.certificates.asking.rows import MANY, ask, made, with_key
from tests.certificates.rows import never_given_out
from tests.servers import free_port

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def secret() -> str:
    return made()[1]


@pytest.fixture
def database_away(secret: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Connections are shut, and where the next one is looked for nobody listens."""
    assert secret
    connection.close()
    with monkeypatch.context() as away:
        if connection.vendor == "postgresql":
            away.setitem(connection.settings_dict, "HOST", "127.0.0.1")
            away.setitem(connection.settings_dict, "PORT", str(free_port()))
        else:
            away.setitem(connection.settings_dict, "NAME", "/nowhere/at/all.sqlite3")
        yield
        connection.close()


def page_says_nothing(response: Any) -> None:
    text = response.content.decode()
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "do not conclude anything" in text
    assert "Not found" not in text
    assert "verdict" not in text


@pytest.mark.usefixtures("database_away")
def test_page_and_interface_conclude_nothing_while_the_database_is_away(secret: str) -> None:
    visitor = Client()
    visitor.cookies["django_language"] = "en"
    page_says_nothing(visitor.get(f"/v/{numbering.new_code()}/"))
    page_says_nothing(visitor.post("/v/", {"number": never_given_out(), "name": "周桂芳"}))
    page_says_nothing(visitor.post("/v/", {"code": numbering.new_code()}))
    program = Client(**with_key(secret))
    for response in (
        program.get(f"/api/v1/certificates/{numbering.new_code()}"),
        ask(program, code=numbering.new_code()),
        ask(program, MANY, questions=[{"code": numbering.new_code()}]),
        Client().get(f"/api/v1/certificates/{numbering.new_code()}"),
    ):
        told = response.json()
        assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")
        assert told["reason"] == "register_silent"
        assert int(response["Retry-After"]) > 0
        assert "not_found" not in response.content.decode()
