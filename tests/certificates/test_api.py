"""Verification for programs of offices: the same answers as the pages, with a key and a quota."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from certificates import interface, lifecycle, numbering, verification
from certificates.asking import keying
from certificates.models import Certificate
from portal import clock
from portal.policy.rules import rule
from tests.certificates.asking.rows import MANY, VERIFY, ask, holding, made, office, with_key
from tests.certificates.rows import certified, never_given_out
from tests.portal.policy import rows as rules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]
PROBLEM = "application/problem+json"


@pytest.fixture
def client() -> Client:
    return holding(made()[1])


def told(response: Any, status: int) -> Any:
    """The problem of a response."""
    assert (response.status_code, response["Content-Type"]) == (status, PROBLEM)
    assert response.json()["status"] == status
    return response.json()


def test_the_interface_gives_the_same_answers(client: Client) -> None:
    row = certified()
    answer = client.get(f"/api/v1/certificates/{numbering.spaced_code(row.code)}").json()
    assert answer["standing"] == "valid"
    assert answer["certificate"]["number"] == row.number
    assert set(answer["certificate"]) == {
        "name",
        "title",
        "number",
        "organisation",
        "issued_on",
        "valid_from",
        "valid_until",
        "authority",
        "kind",
    }
    assert answer["certificate"]["kind"] == "post"
    assert ask(client, number=row.number, name="周桂芳").json()["standing"] == "valid"
    assert ask(client, code=row.code.lower()).json()["standing"] == "valid"
    assert ask(client, number=row.number, name="别人").json()["standing"] == "not_found"
    assert ask(client, number=row.number, name="别人").json()["certificate"] is None


def test_the_interface_refuses_what_it_cannot_read(client: Client) -> None:
    told(client.get("/api/v1/certificates/7K3M"), 422)
    told(client.get("/api/v1/certificates/7K3M*"), 422)
    told(client.get(f"/api/v1/certificates/{numbering.new_code()}?page_size=99999"), 422)
    told(ask(client, number="12", name="周"), 422)
    for wildcard in ("周%", "周*", "周？"):
        told(ask(client, number=never_given_out(), name=wildcard), 422)
    told(ask(client, number="1", name="x" * 51), 422)
    told(ask(client), 422)
    told(ask(client, number=never_given_out()), 422)
    told(ask(client, code=numbering.new_code(), number=never_given_out(), name="周"), 422)
    told(ask(client, code=numbering.new_code(), name="周"), 422)


def test_an_unknown_field_is_named_and_what_was_sent_is_not_repeated(client: Client) -> None:
    refused = told(ask(client, number="99010120260000013", name="周桂芳", age=3), 422)
    assert [one["at"] for one in refused["errors"]] == ["body.age"]
    assert "周桂芳" not in json.dumps(refused, ensure_ascii=False)
    nested = [{"code": "7K3M", "age": 3}]
    refused = told(ask(client, MANY, questions=nested), 422)
    assert [one["at"] for one in refused["errors"]] == ["body.questions.0.age"]


@pytest.mark.parametrize("shown", ["", "Basic aHo6aHo=", "Bearer", "Bearer hz_unknown", "hz_x"])
def test_without_a_key_that_opens_nothing_is_answered(shown: str) -> None:
    row, stranger = certified(), Client(headers={"Authorization": shown} if shown else {})
    for response in (
        stranger.get(f"/api/v1/certificates/{row.code}"),
        ask(stranger, code=row.code),
        ask(stranger, MANY, questions=[{"code": row.code}]),
    ):
        assert told(response, 401)["reason"] == "no_key"
        assert response["WWW-Authenticate"] == "Bearer"


def test_an_expired_or_ended_key_opens_nothing() -> None:
    key, secret = made(until=clock.today())
    client, code = holding(secret), numbering.new_code()
    assert ask(client, code=code).status_code == 200
    with clock.at(clock.now() + timedelta(days=1)):
        told(ask(client, code=code), 401)
    keying.end(key, "结束", actor_id=key.made_by_id)
    told(ask(client, code=code), 401)


def test_keys_are_not_guessed() -> None:
    most = rule("verify.tries_per_minute", on=clock.today()).number
    with clock.at(clock.now().replace(second=5)):
        for n in range(most):
            told(ask(Client(), code="7K3M", n=n), 401)
        refused = ask(Client(), code="7K3M")
        assert told(refused, 429)["reason"] == "tries_spent"
        assert 0 < int(refused["Retry-After"]) <= 60
        assert ask(holding(made()[1]), code=numbering.new_code()).status_code == 200


def test_whoever_has_spent_the_quota_hears_when_it_begins_anew() -> None:
    client, code = holding(made(daily=3)[1]), numbering.new_code()
    assert ask(client, code=code)["X-Quota-Left"] == "2"
    refused = ask(client, MANY, questions=[{"code": code}] * 3)
    problem = told(refused, 429)
    anew = datetime.fromisoformat(problem["begins_anew"])
    assert (anew - clock.now()).total_seconds() == pytest.approx(int(refused["Retry-After"]), abs=5)
    assert ask(client, MANY, questions=[{"code": code}] * 2)["X-Quota-Left"] == "0"
    assert told(ask(client, code=code), 429)["reason"] == "quota_spent"
    with clock.at(anew):
        assert ask(client, code=code).status_code == 200


def test_many_are_answered_in_their_order_like_one_by_one(client: Client) -> None:
    first = certified()
    questions = [
        {"code": numbering.new_code()},
        {"code": first.code},
        {"number": first.number, "name": "周桂芳"},
        {"number": never_given_out(), "name": "周"},
        {"number": "12", "name": "周"},
        {"code": first.code[:-1] + "?"},
        {"code": first.code},
    ]
    answers = ask(client, MANY, questions=questions).json()["answers"]
    standings = [answer["standing"] for answer in answers]
    expected = ["not_found", "valid", "valid", *["not_found"] * 3, "valid"]
    assert standings == expected
    assert [bool(answer["hint"]) for answer in answers] == [False] * 4 + [True, True, False]
    assert len({answer["query"] for answer in answers}) == len(questions)
    single = ask(client, code=first.code).json()
    assert answers[1]["certificate"] == single["certificate"]


def test_a_thousand_are_taken_and_one_more_is_not(django_assert_max_num_queries: Any) -> None:
    client, row = holding(made(daily=2000)[1]), certified()
    found = [{"code": row.code}] * 999 + [{"code": numbering.new_code()}]
    with django_assert_max_num_queries(20):
        answers = ask(client, MANY, questions=found).json()["answers"]
    assert [answer["standing"] for answer in answers].count("valid") == 999
    told(ask(client, MANY, questions=[*found, found[0]]), 422)
    told(ask(client, MANY, questions=[]), 422)


def test_names_are_not_guessed_for_a_number_with_a_key(client: Client) -> None:
    rules.in_force("verify.misses_per_beginning", 2)
    row = certified()
    two = [{"number": row.number, "name": name} for name in ("周", "桂")]
    told(ask(client, MANY, questions=two), 422)
    with clock.at(clock.now().replace(second=5)):
        for guess in two:
            assert ask(client, **guess).json()["standing"] == "not_found"
        right = {"number": row.number, "name": "周桂芳"}
        assert told(ask(client, **right), 429)["reason"] == "misses_spent"
        assert ask(client, MANY, questions=[right]).json()["answers"][0]["rests"] == "misses_spent"
        assert ask(client, code=row.code).json()["standing"] == "valid"


def test_what_an_office_asks_in_vain_does_not_close_the_page(client: Client) -> None:
    rules.in_force("verify.misses_per_minute", 2)
    with clock.at(clock.now().replace(second=5)):
        ask(client, MANY, questions=[{"code": numbering.new_code()} for _ in range(5)])
        assert Client().get(f"/v/{numbering.new_code()}/").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v1/nothing", 404),
        ("get", "/api/v9/certificates/", 404),
        ("get", "/api/v1/certificates/7K3M/and/more", 404),
        ("get", "/api/v1/certificates/", 404),
        ("put", VERIFY, 405),
        ("delete", "/api/v1/certificates/7K3M", 405),
    ],
)
def test_whatever_is_refused_is_a_problem(method: str, path: str, status: int) -> None:
    response = getattr(holding(made()[1]), method)(path)
    assert told(response, status)["detail"]
    assert ("Allow" in response) == (status == 405)


def test_a_body_that_is_no_json_and_a_host_we_are_not_are_problems(client: Client) -> None:
    told(client.post(VERIFY, "{", content_type="application/json"), 400)
    told(client.post(VERIFY, "{}", content_type="application/json", HTTP_HOST="evil.test"), 400)


def test_a_body_in_which_a_name_stands_twice_is_not_read(client: Client) -> None:
    code = numbering.new_code()
    twice = f'{{"code": "{code}", "code": "{numbering.new_code()}"}}'
    told(client.post(VERIFY, twice, content_type="application/json"), 400)
    many = f'{{"questions": [{{"code": "{code}"}}], "questions": []}}'
    told(client.post(MANY, many, content_type="application/json"), 400)


def test_a_fault_of_ours_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_code: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(verification, "by_code", broken)
    client = Client(raise_request_exception=False, **with_key(made()[1]))
    told(ask(client, code=numbering.new_code()), 500)


def test_a_silent_register_is_never_taken_for_no(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_values: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(verification, "_look_up", silent)
    monkeypatch.setattr(verification, "_all_of", silent)
    for response in (
        ask(client, code=numbering.new_code()),
        ask(client, MANY, questions=[{"code": numbering.new_code()}]),
        client.get(f"/api/v1/certificates/{numbering.new_code()}"),
    ):
        assert told(response, 503)["reason"] == "register_silent"
        assert int(response["Retry-After"]) > 0
        assert "not_found" not in response.content.decode()


STATUSES = {"200", "401", "422", "429", "500", "503"}


def described(client: Client) -> Any:
    return client.get("/api/v1/openapi.json").json()


def test_the_interface_is_documented(client: Client) -> None:
    whole = described(client)
    assert whole["openapi"] == "3.1.0"
    paths = whole["paths"]
    operations = [one for path in paths.values() for one in path.values()]
    assert set(paths["/api/v1/certificates/{code}"]["get"]["responses"]) == STATUSES
    for path in (VERIFY, MANY):
        assert set(paths[path]["post"]["responses"]) == STATUSES | {"400"}
    for operation in operations:
        assert operation["summary"]
        assert operation["description"]
        assert operation["security"] == [{"OfficeKey": []}]
        for answer in operation["responses"].values():
            (content,) = answer["content"].values()
            assert answer["description"]
            assert content["example"]
            assert content["schema"]
    assert whole["components"]["securitySchemes"]["OfficeKey"]["scheme"] == "bearer"


def test_every_reference_of_the_description_leads_somewhere(client: Client) -> None:
    whole = described(client)
    schemas = whole["components"]["schemas"]
    text = json.dumps(whole)
    named = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= set(schemas)
    for name in ("Answer", "Answers", "Certificate", "Question", "Questions"):
        assert schemas[name]["examples"]


def test_the_examples_of_the_description_are_answers_that_can_be() -> None:
    interface.Answer(**interface.VALID)
    interface.Answer(**interface.NOT_FOUND)
    interface.Questions.model_validate({"questions": interface.QUESTIONS})


def test_a_number_of_a_certificate_is_answered_from_the_register_not_from_the_cache(
    client: Client,
) -> None:
    row: Certificate = certified()
    assert "no-store" in client.get(f"/api/v1/certificates/{row.code}")["Cache-Control"]
    lifecycle.ACTS["revoke"](row, reason_code="resigned", reason="辞职", actor_id=None)
    assert client.get(f"/api/v1/certificates/{row.code}").json()["standing"] == "revoked"


def test_what_cannot_be_read_shuts_out_nobody(client: Client) -> None:
    rules.in_force("verify.misses_per_beginning", 2)
    row = certified()
    spoilt: list[dict[str, str]] = [{"number": "12", "name": "周"}] * 3
    with clock.at(clock.now().replace(second=5)):
        assert ask(client, MANY, questions=spoilt).status_code == 200
        other = holding(made(office("民政局"))[1])
        mixed = [*spoilt, {"number": row.number, "name": "周桂芳"}]
        answers = ask(other, MANY, questions=mixed).json()["answers"]
    assert [one["standing"] for one in answers] == ["not_found"] * 3 + ["valid"]
    assert all(one["hint"] for one in answers[:3])
