"""The results list: scope, filter, page, queries."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from portal.people import organising
from portal.people.models import Organisation
from tests.exams import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def township() -> Organisation:
    return organising.found_organisation("青石镇", "青石镇", "township", below=None, actor_id=None)


def officer(at: Organisation, role: str = "officer") -> Client:
    client = Client()
    client.force_login(rows.staff(role, at))
    client.cookies["django_language"] = "en"
    return client


def below(place: Organisation, name: str) -> Organisation:
    return organising.found_organisation(name, name, "village", below=place, actor_id=None)


def test_results_of_ones_own_organisations_only(township: Organisation) -> None:
    page = rows.module()
    rows.fill()
    quiz = rows.quiz(page)
    here = rows.person("本镇人", below(township, "石桥村"))
    there = rows.person("别处人")
    for who in (here, there):
        rows.learn(who, page)
        rows.sit(who, quiz)
    text = officer(township).get("/exams/results/").content.decode()
    assert "本镇人" in text
    assert "别处人" not in text
    assert "1 of 1 passed" in text
    assert officer(township, "instructor").get("/exams/results/").status_code == 404
    assert Client().get("/exams/results/").status_code == 302


def test_the_list_filters_by_exam_and_result(township: Organisation) -> None:
    who, exam = rows.ready_exam()
    quiz = type(exam).objects.get(kind="quiz")
    rows.sit(who, exam, right=False)
    client = officer(who.organisation)

    def rows_of(query: str) -> int:
        return client.get(f"/exams/results/{query}").content.decode().count('<th scope="row">')

    assert rows_of("") == 2
    assert rows_of(f"?exam={exam.pk}") == 1
    assert rows_of(f"?exam={quiz.pk}&passed=no") == 0
    assert rows_of("?passed=yes") == 1
    assert rows_of("?exam=x&passed=y&page=z") == 2


def test_one_row_and_three_take_the_same_queries(
    township: Organisation, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page = rows.module()
    rows.fill()
    quiz = rows.quiz(page)
    client = officer(township)
    counts = []
    for sign in "甲乙丙":
        who = rows.person(f"人{sign}", township)
        rows.learn(who, page)
        rows.sit(who, quiz)
        with django_assert_max_num_queries(30) as captured:
            client.get("/exams/results/")
        counts.append(len(captured))
    assert counts[0] == counts[2]


def test_the_desk_of_the_office_shows_the_latest_results() -> None:
    who, _exam = rows.ready_exam()
    text = officer(who.organisation).get("/desk/").content.decode()
    assert "Latest exam results" in text
    assert who.name in text
    assert 'href="/exams/results/"' in text
