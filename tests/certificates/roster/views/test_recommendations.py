"""Screenings and recommendation lists through the pages: HR alone reads them."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from certificates.roster.models import (
    Recommendation,
    RecommendationList,
    Screening,
)
from portal import clock
from portal.audit.models import AuditEvent
from portal.people.models import Organisation, Person
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


def opened(hr: Client, town: Town, court: Organisation) -> RecommendationList:
    """Opened through the page, for one name."""
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
    return RecommendationList.every.get()


def test_a_name_comes_on_a_list_and_the_list_is_handed_over(
    hr: Client, town: Town, court: Organisation
) -> None:
    chosen = rows.ready(town.east_village, "刘玉兰")
    unfit = rows.ready(town.west_village, "王大力")
    rows.screened(unfit, debtor="yes")
    listed = opened(hr, town, court)
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


def test_an_appointment_is_answered_with_its_mirrored_term(
    hr: Client, town: Town, court: Organisation
) -> None:
    listed, chosen = opened(hr, town, court), rows.ready(town.east_village, "刘玉兰")
    rows.named(listed, chosen)
    hr.post(reverse("roster_recommendation_hand_over", args=[listed.pk]), {"paper": "函1号"})
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


def test_the_form_is_a_pdf_with_room_for_seals(hr: Client, town: Town, court: Organisation) -> None:
    listed = rows.opened(town.centre, court)
    person = rows.ready(town.east_village, "刘玉兰")
    rows.named(listed, person)
    address = reverse("roster_recommendation_print", args=[listed.pk])
    assert hr.get(address).status_code == 405
    answer = hr.post(address)
    assert answer.content.startswith(b"%PDF")
    assert AuditEvent.objects.filter(kind="recommendations.printed").count() == 1
