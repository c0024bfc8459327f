"""The pages of people's assessors: lists, terms, screenings, recommendations, recusal checks."""

import re
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
    MediatedDispute,
    Recommendation,
    RecommendationList,
    RecusalCheck,
    Screening,
)
from portal import clock
from portal.audit.models import AuditEvent
from portal.people.models import Organisation, Person
from tests.certificates.roster import city
from tests.certificates.roster.assessors import rows
from tests.certificates.roster.conftest import Town, login

pytestmark = pytest.mark.django_db
ID_NUMBER = "990000199001010017"


@pytest.fixture
def court(town: Town) -> Organisation:
    return rows.court(town.centre, "市法院")


@pytest.fixture
def person(town: Town) -> Person:
    found = city.somebody(town.east_village, "周桂芳")
    city.elect(found, city.seat(town.east_village))
    return found


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
    assert clerk.get(f"{address}?state=nonsense").status_code == 400
    assert clerk.get(f"{address}?q=郑&state=every").context["lines"] == []


def screening_form(**answers: str) -> dict[str, str]:
    return {
        **rows.CLEAR,
        "education": "secondary",
        "checked_on": clock.today().isoformat(),
        "paper": "核查表1号",
        **answers,
    }


def test_hr_screens_and_the_page_says_what_stands_in_the_way(hr: Client, person: Person) -> None:
    address = reverse("roster_screening", args=[person.pk])
    first = body(hr.get(address))
    assert "cannot be recommended yet" in first
    assert "nobody has looked yet" in first
    done = body(hr.post(address, screening_form(lawyer="yes"), follow=True))
    assert "1 thing stands in the way" in done
    assert re.search(r"Lawyer.{0,200}applies · People.{0,6}s Assessors Law art\. 6", done)
    done = body(hr.post(address, screening_form(), follow=True))
    assert "周桂芳 may be recommended" in done
    assert Screening.every.count() == 2


@pytest.mark.parametrize(
    "wrong", [{"paper": ""}, {"paper": ID_NUMBER}, {"education": "x"}, {"lawyer": "perhaps"}]
)
def test_a_bad_screening_comes_back(hr: Client, person: Person, wrong: dict[str, str]) -> None:
    answer = hr.post(reverse("roster_screening", args=[person.pk]), screening_form(**wrong))
    assert answer.status_code == 422
    assert not Screening.every.exists()


def test_nobody_screens_or_recommends_themselves(town: Town, person: Person) -> None:
    client, user = login("hr", town.east)
    Person.every.filter(pk=person.pk).update(user=user)
    answer = client.post(reverse("roster_screening", args=[person.pk]), screening_form())
    assert answer.status_code == 422
    assert not Screening.every.exists()


def test_a_clerk_sees_neither_screenings_nor_lists(
    clerk: Client, town: Town, court: Organisation, person: Person
) -> None:
    rows.screened(person, sentenced="yes")
    listed = rows.opened(town.east, court)
    for address in (
        reverse("roster_screening", args=[person.pk]),
        reverse("roster_recommendations"),
        reverse("roster_recommendation", args=[listed.pk]),
    ):
        assert clerk.get(address).status_code == 404
    page = body(clerk.get(reverse("roster_person", args=[person.pk])))
    assert "criminal" not in page
    assert reverse("roster_screening", args=[person.pk]) not in page


def test_a_list_goes_its_way_from_opening_to_the_last_outcome(
    hr: Client, town: Town, court: Organisation
) -> None:
    chosen = rows.ready(town.east_village, "刘玉兰")
    unfit = rows.ready(town.west_village, "王大力")
    rows.screened(unfit, debtor="yes")
    made = hr.post(
        reverse("roster_recommendation_new"),
        {
            "organisation": town.centre.pk,
            "court": court.pk,
            "quota": 14,
            "quota_paper": "人常3号",
            "taken": 1,
        },
        follow=True,
    )
    assert "1 place is left" in body(made)
    listed = RecommendationList.every.get()
    address = reverse("roster_recommendation", args=[listed.pk])
    page = body(hr.get(address))
    assert "1 mediator may be recommended" in page
    assert "judgment debtors" in page
    name = {"person": chosen.pk, "nominator_kind": "residents", "nominator": "柳溪村村委会"}
    refused = hr.post(address, name | {"person": unfit.pk})
    assert refused.status_code == 422
    assert "cannot be recommended now" in body(refused)
    assert hr.post(address, name | {"nominator": ""}).status_code == 422
    assert hr.post(address, name | {"person": 10**20}).status_code == 422
    assert hr.post(address, name).status_code == 302
    handing = reverse("roster_recommendation_hand_over", args=[listed.pk])
    assert "刘玉兰" in body(hr.get(handing))
    assert hr.post(handing, {"paper": ""}).status_code == 422
    assert "The list is handed over." in body(hr.post(handing, {"paper": "函1号"}, follow=True))
    row = Recommendation.every.get()
    outcome = reverse("roster_recommended_outcome", args=[row.pk])
    answer = hr.post(outcome, {"outcome": "appointed", "paper": "人常9号"})
    assert answer.status_code == 422
    assert "mirror the term first" in body(answer)
    rows.term(chosen, court, channel="put_forward")
    assert "will name the mirrored term" in body(hr.get(outcome))
    done = body(hr.post(outcome, {"outcome": "appointed", "paper": "人常9号"}, follow=True))
    assert "concluded" in done
    assert hr.post(outcome, {"outcome": "withdrawn", "paper": "x"}).status_code == 422


@pytest.mark.parametrize(
    "wrong", [{"quota": "x"}, {"quota": 4}, {"quota": 10**9}, {"taken": -1}, {"quota_paper": ""}]
)
def test_a_bad_list_is_not_opened(
    hr: Client, town: Town, court: Organisation, wrong: dict[str, Any]
) -> None:
    typed = {
        "organisation": town.centre.pk,
        "court": court.pk,
        "quota": 14,
        "quota_paper": "3号",
        "taken": 0,
    }
    answer = hr.post(reverse("roster_recommendation_new"), typed | wrong)
    assert answer.status_code == 422
    assert not RecommendationList.every.exists()


def test_a_list_is_given_up_with_a_reason(hr: Client, town: Town, court: Organisation) -> None:
    listed = rows.opened(town.centre, court)
    address = reverse("roster_recommendation_give_up", args=[listed.pk])
    assert hr.post(address, {"reason": " "}).status_code == 422
    assert "The list is given up." in body(hr.post(address, {"reason": "名额另定"}, follow=True))
    page = body(hr.get(reverse("roster_recommendations")))
    assert "given up" in page


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


def test_a_committees_dispute_is_entered_found_and_taken_back(
    clerk: Client, town: Town, court: Organisation, person: Person
) -> None:
    rows.term(person, court)
    new = reverse("roster_dispute_new")
    assert clerk.get(f"{new}?at=99999999999999999999").status_code == 422
    assert clerk.get(f"{new}?at={town.west_village.pk}").status_code == 422
    address = f"{new}?at={town.east_village.pk}"
    typed = {
        "number": "柳溪调〔2026〕6号",
        "mediators": [person.pk],
        "parties": "周小满、吴长河",
        "starts": clock.today().isoformat(),
        "ends": "",
    }
    bad: tuple[dict[str, Any], ...] = (
        {"number": ""},
        {"parties": " , "},
        {"mediators": []},
        {"mediators": ["x"]},
        {"mediators": [10**20]},
        {"starts": "3000-01-01"},
    )
    for wrong in bad:
        assert clerk.post(address, typed | wrong).status_code == 422
    assert clerk.post(address, typed).status_code == 302
    assert clerk.post(address, typed).status_code == 422
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


def test_the_form_is_a_pdf_with_room_for_seals(hr: Client, town: Town, court: Organisation) -> None:
    listed = rows.opened(town.centre, court)
    person = rows.ready(town.east_village, "刘玉兰")
    rows.named(listed, person)
    address = reverse("roster_recommendation_print", args=[listed.pk])
    assert hr.get(address).status_code == 405
    answer = hr.post(address)
    assert answer.content.startswith(b"%PDF")
    assert AuditEvent.objects.filter(kind="recommendations.printed").count() == 1
