"""Verification for other systems: the same answers as the pages."""

import json
from typing import Any

import pytest
from django.test import Client

from certificates import numbering
from tests.certificates.rows import certified

pytestmark = pytest.mark.django_db


def test_the_interface_gives_the_same_answers(client: Client) -> None:
    row = certified()
    told = client.get(f"/api/v1/certificates/{numbering.spaced_code(row.code)}").json()
    assert told["standing"] == "valid"
    assert told["certificate"]["number"] == row.number
    assert set(told["certificate"]) == {
        "name",
        "title",
        "number",
        "organisation",
        "issued_on",
        "valid_from",
        "valid_until",
        "authority",
    }
    assert ask(client, number=row.number, name="周桂芳").json()["standing"] == "valid"
    assert ask(client, number=row.number, name="别人").json()["standing"] == "not_found"
    assert ask(client, number=row.number, name="别人").json()["certificate"] is None


def ask(client: Client, **question: Any) -> Any:
    return client.post(
        "/api/v1/certificates/verify", json.dumps(question), content_type="application/json"
    )


def test_the_interface_refuses_what_it_cannot_read(client: Client) -> None:
    assert client.get("/api/v1/certificates/7K3M").status_code == 422
    assert ask(client, number="12", name="周").status_code == 422
    assert ask(client, number="99010120260000013", name="周", age=3).status_code == 422
    assert ask(client, number="1", name="x" * 51).status_code == 422
    assert ask(client).status_code == 422


def test_the_interface_is_documented(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert set(paths["/api/v1/certificates/{code}"]["get"]["responses"]) == {
        "200",
        "422",
        "429",
        "503",
    }
    assert "post" in paths["/api/v1/certificates/verify"]
