"""People's assessors through the pages: the list, a term and what hangs on it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certificates.roster.assessors import mirroring
from certificates.roster.models import (
    AssessorTerm,
)
from portal import clock
from portal.people.models import Organisation, Person
from tests.certificates.roster import city
from tests.certificates.roster.assessors import rows
from tests.certificates.roster.conftest import Town, login

pytestmark = pytest.mark.django_db
ID_NUMBER = "990000199001010017"


@pytest.fixture(autouse=True)
def _english(clerk: Client, hr: Client) -> None:
    for client in (clerk, hr):
        client.cookies["django_language"] = "en"


def body(response: Any) -> str:
    return " ".join(response.content.decode().split())


def term_form(court: Organisation, **wrong: Any) -> dict[str, Any]:
    return {
        "court": court.pk,
        "appointed_by": rows.COUNCIL,
        "decision_number": "人常〔2026〕7号",
        "decided_on": clock.today().isoformat(),
        "channel": "drawn",
        "number": "1",
        "starts": clock.today().isoformat(),
        "ends": "",
    } | wrong


def test_a_clerk_mirrors_a_term_and_finds_it_on_the_page_of_the_person(
    clerk: Client, court: Organisation, person: Person
) -> None:
    address = reverse("roster_assessor_new", args=[person.pk])
    assert "The platform appoints no assessor" in body(clerk.get(address))
    done = body(clerk.post(address, term_form(court), follow=True))
    assert "The term is recorded." in done
    assert "人常〔2026〕7号" in done
    page = body(clerk.get(reverse("roster_person", args=[person.pk])))
    term = AssessorTerm.every.get()
    assert reverse("roster_assessor_term", args=[term.pk]) in page
    assert "People's assessor of 市法院" in page.replace("&#x27;", "'")


def test_a_second_term_is_recorded_with_a_warning(
    clerk: Client, court: Organisation, person: Person
) -> None:
    address = reverse("roster_assessor_new", args=[person.pk])
    done = body(clerk.post(address, term_form(court, number="2"), follow=True))
    assert "This is a second term" in done


@pytest.mark.parametrize(
    "case",
    [
        ("number", {"number": "3"}, "more than 2 terms"),
        ("number", {"number": "9"}, ""),
        ("court", {"court": "99999999999999999999"}, "court from the list"),
        ("court", {"court": "x"}, "court from the list"),
        ("starts", {"starts": "2026-02-30"}, "not a day of the calendar"),
        ("starts", {"starts": "1900-01-01"}, "1949"),
        ("ends", {"ends": "2020-01-01"}, "ends after it begins"),
        ("appointed_by", {"appointed_by": f"常委会 {ID_NUMBER}"}, "ID number"),
        ("decision_number", {"decision_number": "\u202e号7"}, "not seen"),
        ("channel", {"channel": "bribe"}, ""),
    ],
)
def test_what_cannot_be_comes_back_with_what_was_typed(
    clerk: Client, court: Organisation, person: Person, case: tuple[str, dict[str, str], str]
) -> None:
    field, wrong, told = case
    address = reverse("roster_assessor_new", args=[person.pk])
    answer = clerk.post(address, term_form(court) | wrong)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert told in body(answer)
    assert rows.COUNCIL in body(answer) or field == "appointed_by"
    assert not AssessorTerm.every.exists()


def test_oath_cases_removal_and_correction_are_recorded_on_the_term(
    clerk: Client, court: Organisation, person: Person
) -> None:
    today = clock.today()
    term = rows.term(person, court, today - timedelta(days=90))

    def post(name: str, **typed: Any) -> Any:
        return clerk.post(reverse(f"roster_assessor_{name}", args=[term.pk]), typed, follow=True)

    page = body(clerk.get(reverse("roster_assessor_term", args=[term.pk])))
    assert "no oath recorded" in page
    assert "trial rule of 2015" in page
    assert "oath is recorded" in body(post("oath", day=today.isoformat()))
    told = post("cases", year=today.year, cases=30, source="函3号")
    assert "30 / 30" in body(told)
    assert "full" in body(told)
    assert post("cases", year=today.year + 1, cases=1, source="函").status_code == 422
    assert post("cases", year="99999999999999999999", cases="x", source="").status_code == 422
    late = post("remove", day="2040-01-01", ground="resigned", removed_by="a", decision_number="1")
    assert late.status_code == 422
    gone = post(
        "remove",
        day=today.isoformat(),
        ground="resigned",
        removed_by=rows.COUNCIL,
        decision_number="人常9号",
    )
    assert "Removed early" in body(gone)
    assert post("correct", reason=f"写错 {ID_NUMBER}").status_code == 422
    assert "Recorded wrongly: 写错了" in body(post("correct", reason="写错了"))
    assert clerk.get(reverse("roster_assessor_oath", args=[term.pk])).status_code == 404


def test_the_list_is_filtered_and_costs_the_same_with_one_row_and_three(
    clerk: Client, town: Town, court: Organisation, person: Person
) -> None:
    today = clock.today()
    address = reverse("roster_assessors")

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert clerk.get(address).status_code == 200
        return len(seen)

    def add(name: str, home: Organisation, **more: Any) -> None:
        term = rows.term(city.somebody(home, name), court, **more)
        if term.starts <= today:
            mirroring.count_cases(term, year=today.year, cases=3, source="函", actor_id=None)

    add("赵一", town.east)
    clerk.get(address)
    few = queries()
    add("钱二", town.east)
    add("孙三", town.east_village)
    assert queries() == few
    add("李四", town.east, starts=today + timedelta(days=9))
    add("吴五", town.east, starts=today - timedelta(days=2000))
    add("郑六", town.west)

    found = [line.term.person.name for line in clerk.get(address).context["lines"]]
    assert sorted(found) == sorted(["赵一", "钱二", "孙三"])
    states = {"coming": ["李四"], "over": ["吴五"]}
    for state, names in states.items():
        lines = clerk.get(f"{address}?state={state}").context["lines"]
        assert [line.term.person.name for line in lines] == names
    assert len(clerk.get(f"{address}?state=every").context["lines"]) == 5
    assert len(clerk.get(f"{address}?q=孙").context["lines"]) == 1
    assert clerk.get(f"{address}?state=nonsense").status_code == 422
    assert clerk.get(f"{address}?q=郑&state=every").context["lines"] == []


def test_keepers_at_the_court_reach_its_assessors_and_no_more(
    town: Town, court: Organisation, person: Person
) -> None:
    term = rows.term(person, court)
    client, _user = login("clerk", court)
    assert len(client.get(reverse("roster_assessors")).context["lines"]) == 1
    assert client.get(reverse("roster_assessor_term", args=[term.pk])).status_code == 200
    assert client.get(reverse("roster_person", args=[person.pk])).status_code == 404
    other, _user = login("clerk", rows.court(town.centre))
    assert other.get(reverse("roster_assessor_term", args=[term.pk])).status_code == 404
