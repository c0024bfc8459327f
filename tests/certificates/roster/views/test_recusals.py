"""Disputes and recusal checks through the pages."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certificates.roster.models import (
    MediatedDispute,
    RecusalCheck,
)
from portal import clock
from portal.audit.models import AuditEvent
from portal.people.models import Organisation, Person
from tests.certificates.roster.assessors import rows
from tests.certificates.roster.conftest import Town

pytestmark = pytest.mark.django_db
ID_NUMBER = "990000199001010017"


@pytest.fixture(autouse=True)
def _english(clerk: Client, hr: Client) -> None:
    for client in (clerk, hr):
        client.cookies["django_language"] = "en"


def body(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_lists_of_lists_and_disputes_cost_the_same_with_one_row_and_three(
    hr: Client, town: Town, person: Person
) -> None:
    def queries(name: str) -> int:
        hr.get(reverse(name))
        with CaptureQueriesContext(connection) as seen:
            assert hr.get(reverse(name)).status_code == 200
        return len(seen)

    def add() -> None:
        rows.opened(town.centre, rows.court(town.centre))
        rows.dispute(person, town.east_village, f"{MediatedDispute.every.count()}号")

    add()
    few = queries("roster_recommendations"), queries("roster_disputes")
    add()
    add()
    assert (queries("roster_recommendations"), queries("roster_disputes")) == few


def typed_for(person: Person) -> dict[str, Any]:
    return {
        "number": "柳溪调〔2026〕6号",
        "mediators": [person.pk],
        "parties": "周小满、吴长河",
        "starts": clock.today().isoformat(),
        "ends": "",
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": ""},
        {"parties": " , "},
        {"mediators": []},
        {"mediators": ["x"]},
        {"mediators": [10**20]},
        {"starts": "3000-01-01"},
    ],
)
def test_a_bad_dispute_comes_back(
    clerk: Client, town: Town, person: Person, wrong: dict[str, Any]
) -> None:
    address = f"{reverse('roster_dispute_new')}?at={town.east_village.pk}"
    assert clerk.post(address, typed_for(person) | wrong).status_code == 422
    assert not MediatedDispute.every.exists()


def test_a_committees_dispute_is_entered_found_and_taken_back(
    clerk: Client, town: Town, court: Organisation, person: Person
) -> None:
    rows.term(person, court)
    new = reverse("roster_dispute_new")
    for place in ("99999999999999999999", town.west_village.pk):
        assert clerk.get(f"{new}?at={place}").status_code == 422
    address = f"{new}?at={town.east_village.pk}"
    assert clerk.post(address, typed_for(person)).status_code == 302
    assert clerk.post(address, typed_for(person)).status_code == 422
    assert "柳溪调〔2026〕6号" in body(clerk.get(reverse("roster_disputes")))
    recusal = reverse("roster_recusal")
    by_number = body(clerk.post(recusal, {"number": "柳溪调[2026]6号", "names": ""}))
    assert "1 suspicion, for the court to decide" in by_number
    assert "The dispute number agrees." in by_number
    by_name = body(clerk.post(recusal, {"number": "", "names": "吴长河"}))
    assert "Only names agree: 1 of 1. Many people have the same name" in by_name
    back = reverse("roster_dispute_back", args=[MediatedDispute.every.get().pk])
    assert clerk.post(back, {"reason": ""}).status_code == 422
    assert clerk.post(back, {"reason": "录错"}).status_code == 302
    nothing = body(clerk.post(recusal, {"number": "柳溪调[2026]6号", "names": "吴长河"}))
    assert "That is no proof" in nothing
    assert RecusalCheck.every.count() == 3
    assert AuditEvent.objects.filter(kind="recusal.checked").count() == 3


@pytest.mark.parametrize(
    "typed",
    [
        {"number": "", "names": ""},
        {"number": "x" * 61, "names": ""},
        {"number": ID_NUMBER, "names": ""},
        {"number": "", "names": "、".join(f"某{n}" for n in range(60))},
        {"number": "", "names": "长" * 2001},
    ],
)
def test_a_check_that_asks_nothing_or_too_much_is_refused(
    clerk: Client, typed: dict[str, str]
) -> None:
    answer = clerk.post(reverse("roster_recusal"), typed)
    assert answer.status_code == 422
    assert not RecusalCheck.every.exists()


def test_a_check_stays_in_no_cache_and_no_address(clerk: Client) -> None:
    answer = clerk.post(reverse("roster_recusal"), {"number": "1号", "names": "周小满"})
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Location" not in answer.headers
