"""The roster for programs of offices: standing on a day, members of a place, what changed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from certificates.asking.models import Asked, OfficeKey
from certificates.models import Certificate
from certificates.roster import ending
from certificates.roster.models import Appointment
from portal import clock
from portal.people.models import Organisation, Person
from tests.certificates.asking.rows import ask, holding, made
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town
from tests.certificates.rows import PLAN, never_given_out
from tests.certificates.rows import certified as issued
from tests.certificates.test_api import told

pytestmark = pytest.mark.django_db
STANDING, MEMBERS, CHANGES = (
    f"/api/v1/roster/{name}" for name in ("standing", "members", "changes")
)
LONG_AGO = timedelta(days=40)


def certified(person: Person, since: date | None = None) -> Certificate:
    plan = PLAN.as_json() | {"name": person.name}
    return city.certify(person, since, plan=plan)


def serving(at: Organisation, name: str) -> tuple[Appointment, Certificate]:
    person = city.somebody(at, name)
    certificate = certified(person)
    return city.elect(person, city.seat(at)), certificate


def reader(town: Town, of: Organisation | None = None, daily: int = 100) -> Client:
    return holding(made(daily=daily, roster_of=of or town.east)[1])


def last_day(row: Appointment) -> str:
    """Of the term that was planned."""
    assert row.term_ends is not None
    return (row.term_ends - timedelta(days=1)).isoformat()


def end(row: Appointment, reason: str = "resigned") -> None:
    ending.end_appointment(
        row, day=clock.today(), reason=reason, deciding_body="村民会议", document_number="1号",
        actor_id=None,
    )  # fmt: skip


def standing(client: Client, row: Certificate, name: str = "", **more: Any) -> Any:
    """By the code; a name is asked for with the number of a certificate that has a right one."""
    second = {"number": row.number, "name": name} if name else {"code": row.code}
    return ask(client, STANDING, **second, **more)


def test_a_holder_stands_as_the_roster_says(town: Town) -> None:
    row, certificate = serving(town.east_village, "周桂芳")
    answer = standing(holding(made()[1]), certificate).json()
    assert (answer["standing"], answer["certificate"]) == ("on_duty", "valid")
    assert answer["posts"] == [
        {
            "organisation": "柳溪村调委会",
            "organisation_id": town.east_village.pk,
            "post": "member",
            "mode": "elected",
            "since": row.starts.isoformat(),
            "until": last_day(row),
            "standing": "on_duty",
        }
    ]
    assert answer["day"] == clock.today().isoformat()
    assert answer["query"].startswith("HY-")


def test_before_the_appointment_and_after_its_end_the_answer_is_another(town: Town) -> None:
    row, certificate = serving(town.east_village, "周桂芳")
    client, first = holding(made()[1]), clock.today()
    before = standing(client, certificate, day=str(first - timedelta(days=1))).json()
    assert (before["standing"], before["posts"]) == ("qualified", [])
    moment = clock.now()
    with clock.at(clock.now() + timedelta(days=3)):
        end(row)
        assert standing(client, certificate).json()["standing"] == "qualified"
        asked = {"day": str(first), "known_at": moment.isoformat()}
        known = standing(client, certificate, **asked).json()
        assert (known["standing"], known["posts"][0]["until"]) == (
            "on_duty",
            last_day(row),
        )


def test_replaced_and_retired_are_one_answer(town: Town) -> None:
    client = holding(made()[1])
    answers = []
    for reason in ("incompetent", "resigned"):
        row, certificate = serving(town.east_village, "周桂芳")
        city.change(certificate, "revoked", clock.today())
        with clock.at(clock.now() + timedelta(days=1)):
            end(row, reason)
            answers.append(standing(client, certificate).json()["standing"])
    assert "replaced" not in answers
    assert answers[0] == "left"


def test_another_name_and_an_unknown_number_are_one_answer(town: Town) -> None:
    certificate, client = issued(), holding(made()[1])
    right = standing(client, certificate, "周桂芳").json()
    assert (right["standing"], right["certificate"]) == ("qualified", "valid")
    for answer in (
        standing(client, certificate, "别人").json(),
        ask(client, STANDING, number=never_given_out(), name="周桂芳").json(),
    ):
        told_of = (answer["standing"], answer["posts"], answer["certificate"])
        assert told_of == ("not_found", [], None)


def test_a_question_costs_one_and_is_kept_for_the_holder(town: Town) -> None:
    _row, certificate = serving(town.east_village, "周桂芳")
    key, secret = made(daily=1)
    first = standing(holding(secret), certificate)
    assert first["X-Quota-Left"] == "0"
    asked = Asked.objects.unscoped("test").get()
    assert (asked.certificate_id, asked.key_id, asked.way) == (certificate.pk, key.pk, "key")
    assert told(standing(holding(secret), certificate), 429)["reason"] == "quota_spent"


@pytest.mark.parametrize(
    "more",
    [
        {"day": "2999-01-01"},
        {"day": "2026-02-30"},
        {"day": "昨天"},
        {"known_at": "2999-01-01T00:00:00Z"},
        {"known_at": "2026-01-01T00:00:00"},
        {"known_at": "0001-01-01T00:00:00+14:00"},
        {"known_at": "9999-12-31T23:59:59-14:00"},
        {"age": 3},
    ],
)
def test_what_cannot_be_asked_is_refused_and_not_repeated(more: dict[str, Any]) -> None:
    answer = ask(holding(made()[1]), STANDING, number="99010120260000013", name="周桂芳", **more)
    told(answer, 422)
    assert "周桂芳" not in answer.content.decode()
    assert not Asked.objects.unscoped("test").exists()


@pytest.mark.parametrize("address", [MEMBERS, CHANGES])
def test_without_a_key_or_with_one_that_only_verifies_no_roster_is_read(
    town: Town, address: str
) -> None:
    query = {"organisation_id": town.east.pk} if address == MEMBERS else {}
    assert told(Client().get(address, query), 401)["reason"] == "no_key"
    answer = told(holding(made()[1]).get(address, query), 403)
    assert answer["reason"] == "no_roster"


def test_members_of_a_place_and_below_it_are_told(town: Town) -> None:
    row, certificate = serving(town.east_village, "周桂芳")
    serving(town.west_village, "别处")
    answer = reader(town).get(MEMBERS, {"organisation_id": town.east.pk})
    found = answer.json()
    assert [one["name"] for one in found["members"]] == ["周桂芳"]
    member = found["members"][0]
    assert member["appointment"] == row.pk
    assert member["certificate_number"] == certificate.number
    assert (member["standing"], member["assessor"], found["after"]) == ("on_duty", False, None)
    assert row.person.phone not in answer.content.decode()
    assert answer["X-Quota-Left"] == "99"
    assert answer["Cache-Control"] == "private, no-store"
    kept = Asked.objects.unscoped("test").get()
    assert (kept.way, kept.certificate_id) == ("roster", None)


def test_a_place_out_of_the_keys_reach_is_not_there(town: Town) -> None:
    client = reader(town)
    for query in (
        {"organisation_id": town.west.pk},
        {"organisation_id": town.centre.pk},
        {"organisation_id": 9_999_999},
        {"division_code": "990199"},
    ):
        assert told(client.get(MEMBERS, query), 404)["reason"] == "out_of_reach"


def test_a_place_is_found_by_its_division_code(town: Town) -> None:
    serving(town.east_village, "周桂芳")
    Organisation.objects.filter(pk=town.east_village.pk).update(division_code="990101100200")
    found = reader(town).get(MEMBERS, {"division_code": "990101100200"}).json()
    assert (found["organisation_id"], len(found["members"])) == (town.east_village.pk, 1)


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"organisation_id": "x"},
        {"organisation_id": 1, "division_code": "990101"},
        {"division_code": "99'--"},
        {"organisation_id": 99_999_999_999_999_999_999},
        {"organisation_id": 1, "after": -1},
        {"organisation_id": 1, "day": "2999-01-01"},
        {"organisation_id": 1, "known_at": "0001-01-01T00:00:00+14:00"},
        {"organisation_id": 1, "colour": "red"},
    ],
)
def test_a_query_that_says_no_place_is_refused(town: Town, query: dict[str, Any]) -> None:
    assert reader(town).get(MEMBERS, query).status_code == 422


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-02"])
def test_on_the_first_days_of_all_nobody_stood_anywhere(town: Town, day: str) -> None:
    client, asked = reader(town), {"day": day, "known_at": f"{day}T00:00:00+00:00"}
    _row, certificate = serving(town.east_village, "周桂芳")
    answer = standing(client, certificate, **asked)
    assert (answer.status_code, answer.json()["posts"]) == (200, [])
    answer = client.get(MEMBERS, asked | {"organisation_id": town.east.pk})
    assert (answer.status_code, answer.json()["members"]) == (200, [])


def test_changes_take_nothing_but_the_cursor(town: Town) -> None:
    assert "since" in told(reader(town).get(CHANGES, {"colour": "red"}), 422)["detail"]


def test_members_come_in_pages_and_each_costs_one(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("certificates.roster.answering.AT_ONCE", 2)
    for name in "甲乙丙":
        serving(town.east_village, name)
    client = reader(town, daily=4)
    first = client.get(MEMBERS, {"organisation_id": town.east.pk})
    after = first.json()["after"]
    assert ([one["name"] for one in first.json()["members"]], first["X-Quota-Left"]) == (
        ["甲", "乙"],
        "2",
    )
    second = client.get(MEMBERS, {"organisation_id": town.east.pk, "after": after})
    assert [one["name"] for one in second.json()["members"]] == ["丙"]
    assert second.json()["after"] is None
    assert told(client.get(MEMBERS, {"organisation_id": town.east.pk}), 429)["reason"] == (
        "quota_spent"
    )


def test_members_as_known_then_are_those_of_then(town: Town) -> None:
    row, _certificate = serving(town.east_village, "周桂芳")
    moment, client = clock.now(), reader(town)
    with clock.at(clock.now() + timedelta(days=3)):
        end(row)
        query = {"organisation_id": town.east.pk}
        assert client.get(MEMBERS, query).json()["members"] == []
        known = client.get(MEMBERS, query | {"known_at": moment.isoformat()}).json()
        assert [one["name"] for one in known["members"]] == ["周桂芳"]
        then = query | {"known_at": clock.now().isoformat(), "day": str(row.starts)}
        assert [one["name"] for one in client.get(MEMBERS, then).json()["members"]] == ["周桂芳"]


@pytest.mark.parametrize("count", [1, 3])
def test_members_take_the_same_queries(
    town: Town, django_assert_max_num_queries: Any, count: int
) -> None:
    for name in "甲乙丙"[:count]:
        serving(town.east_village, name)
    client = reader(town)
    with django_assert_max_num_queries(14):
        client.get(MEMBERS, {"organisation_id": town.east.pk})


def test_a_key_keeps_the_roster_it_was_made_for(town: Town) -> None:
    key, _secret = made(roster_of=town.east)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficeKey.every.filter(pk=key.pk).update(roster_of=town.west)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficeKey.every.filter(pk=key.pk).update(roster_of=None)


def test_the_three_are_described_with_examples(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    for address, method in ((STANDING, "post"), (MEMBERS, "get"), (CHANGES, "get")):
        answers = paths[address][method]["responses"]
        assert answers["200"]["content"]["application/json"]["example"]
        assert {"401", "422", "429", "503"} <= set(answers)
