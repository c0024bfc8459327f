"""The list of one's exams, the rules, starting."""

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from exams import attempts
from exams.models import Attempt, Exam
from portal.people.models import Person
from tests.exams import rows

pytestmark = pytest.mark.django_db


def signed_in(who: Person, language: str = "en") -> Client:
    client = Client()
    client.force_login(who.user)  # type: ignore[arg-type]
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_of_the_way_opens_in_both_languages(language: str) -> None:
    who, exam = rows.ready_exam()
    client = signed_in(who, language)
    going_on = attempts.start(who.pk, exam, actor_id=None)
    finished = Attempt.every.get(person=who, exam__kind="quiz")
    for address in (
        "/exams/",
        f"/exams/{exam.pk}/",
        f"/exams/attempts/{going_on.pk}/?q=4",
        f"/exams/attempts/{going_on.pk}/review/",
        f"/exams/attempts/{finished.pk}/receipt/",
        f"/exams/attempts/{finished.pk}/result/",
        "/desk/",
    ):
        assert client.get(address).status_code == 200, address


def test_the_list_says_of_each_exam_whether_it_is_open_and_why_not() -> None:
    page = rows.module()
    rows.fill(for_exams=rows.ENOUGH)
    rows.quiz(page)
    exam = rows.qualifying()
    who = rows.person()
    text = signed_in(who).get("/exams/").content.decode()
    assert "Opens when you have done all lessons of the module." in text
    assert "Opens at 24 credit hours; you have 0." in text
    assert f'href="{page.url}"' in text
    assert f"/exams/{exam.pk}/start/" not in text


def test_the_list_takes_no_more_queries_for_more_exams_and_attempts(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    who, quiz = rows.ready_quiz()
    client = signed_in(who)
    client.get("/exams/")
    rows.sit(who, quiz)
    rows.sit(who, quiz)
    for subject in ("tort", "family"):
        rows.fill(subject)
        rows.quiz(rows.module(subject))
    with django_assert_max_num_queries(30):
        client.get("/exams/")


def test_starting_leads_to_the_paper_and_again_to_the_same() -> None:
    who, quiz = rows.ready_quiz()
    client = signed_in(who)
    places = {client.post(f"/exams/{quiz.pk}/start/").headers["Location"] for _ in range(2)}
    assert places == {f"/exams/attempts/{Attempt.every.get().pk}/"}
    assert "Continue the exam" in client.get("/exams/").content.decode()
    assert "Continue the exam" in client.get("/desk/").content.decode()


def test_starting_without_admission_answers_with_the_reason() -> None:
    page = rows.module()
    rows.fill()
    quiz, who = rows.quiz(page), rows.person()
    reply = signed_in(who).post(f"/exams/{quiz.pk}/start/")
    assert reply.status_code == 409
    assert "Opens when you have done all lessons" in reply.content.decode()


def test_a_bank_that_has_run_dry_is_said_in_words() -> None:
    who, quiz = rows.ready_quiz()
    Exam.objects.update(blueprint=rows.blueprint(["property"], [("single", 5)]))
    reply = signed_in(who).post(f"/exams/{quiz.pk}/start/")
    assert reply.status_code == 409
    assert "the bank has 4, 5 are needed" in reply.content.decode()


def test_exams_are_for_people_and_start_is_a_post() -> None:
    who, quiz = rows.ready_quiz()
    assert Client().get("/exams/").headers["Location"].startswith("/accounts/login/")
    office = Client()
    office.force_login(rows.staff("officer", who.organisation))
    assert office.get("/exams/").status_code == 404
    assert signed_in(who).get(f"/exams/{quiz.pk}/start/").status_code == 405
    assert signed_in(who).get("/exams/99999999999999999999/").status_code == 404


def test_the_desk_leads_to_the_quiz_and_then_to_the_exam() -> None:
    who, quiz = rows.ready_quiz()
    client = signed_in(who)
    assert f"/exams/{quiz.pk}/" in client.get("/desk/").content.decode()
    assert "Take the quiz" in client.get("/desk/").content.decode()
    rows.sit(who, quiz)
    assert "Take the quiz" not in client.get("/desk/").content.decode()


def test_the_desk_of_who_is_ready_leads_to_the_exam_and_then_no_more() -> None:
    who, exam = rows.ready_exam()
    client = signed_in(who)
    assert "Go to the exam" in client.get("/desk/").content.decode()
    rows.sit(who, exam)
    page = client.get("/desk/").content.decode()
    assert "Go to the exam" not in page
    assert "Passed" in page


@pytest.mark.parametrize("kind", ["quiz", "qualifying"])
def test_an_exam_whose_blueprint_cannot_be_followed_stays_closed(kind: str) -> None:
    who, _exam = rows.ready_exam()
    exam = Exam.objects.get(kind=kind)
    Exam.objects.update(blueprint={"rows": [{"kind": "riddle"}]})
    client = signed_in(who)
    assert client.get("/exams/").status_code == 200
    answer = client.get(f"/exams/{exam.pk}/")
    assert answer.status_code == 200
    assert "The exam office is still preparing this exam." in answer.content.decode()
    assert client.post(f"/exams/{exam.pk}/start/").status_code == 409
