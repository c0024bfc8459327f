"""The exam office's page of the papers that are being written, and the minutes it gives."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from exams import attempts
from exams.models import Attempt, TimeCredit
from portal.audit.models import AuditBody
from tests.exams import rows

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/papers/running/"


def office(attempt: Attempt, role: str = "officer") -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(rows.staff(role, attempt.person.organisation))
    return client


def action_of(client: Client) -> str:
    found = re.search(r'name="action" value="([0-9a-f]{16})"', client.get(ADDRESS).content.decode())
    assert found is not None
    return found[1]


def left(attempt: Attempt) -> timedelta:
    before = attempt.deadline
    attempt.refresh_from_db()
    return attempt.deadline - before


def test_papers_being_written_are_listed_with_what_is_answered(attempt: Attempt) -> None:
    attempts.save(attempt.pk, question=1, sequence=1, value=["A"])
    attempts.save(attempt.pk, question=2, sequence=1, value=[])
    client = office(attempt)
    page = client.get(ADDRESS).content.decode()
    assert attempt.person.name in page
    assert "1／5" in page
    attempts.submit(attempt.pk, actor_id=None)
    assert attempt.person.name not in client.get(ADDRESS).content.decode()


def test_minutes_are_given_to_the_chosen_with_a_reason(attempt: Attempt) -> None:
    client = office(attempt)
    typed = {"paper": attempt.pk, "minutes": 10, "reason": "断网", "action": action_of(client)}
    for _pressed in range(2):
        page = client.post(ADDRESS, typed, follow=True).content.decode()
        assert "1 paper was given 10 minutes." in page
    assert left(attempt) == timedelta(minutes=10)
    assert TimeCredit.every.get().reason == "断网"
    assert AuditBody.objects.filter(reason="断网").count() == 1


def test_minutes_are_given_to_all_at_once(attempt: Attempt) -> None:
    other = rows.person("李某")
    rows.learn(other, attempt.exam.module)  # type: ignore[arg-type]
    second = attempts.start(other.pk, attempt.exam, actor_id=None)
    client = office(attempt)
    typed = {"all": "yes", "minutes": 5, "reason": "停电", "action": action_of(client)}
    assert "2 papers were given" in client.post(ADDRESS, typed, follow=True).content.decode()
    assert [left(attempt), left(second)] == [timedelta(minutes=5)] * 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"minutes": 0}, "greater than or equal to 1"),
        ({"minutes": 181}, "less than or equal to 180"),
        ({"minutes": "十"}, "whole number"),
        ({"reason": ""}, "id_reason_error"),
        ({"reason": "110101199003074477"}, "record number"),
        ({"paper": ""}, "choose the papers"),
        ({"paper": "9" * 30}, "choose the papers"),
        ({"paper": "9" * 5000}, "choose the papers"),
        ({"paper": "１"}, "choose the papers"),
        ({"action": "x"}, "load this page anew"),
    ],
)
def test_what_cannot_be_given_comes_back_with_what_was_typed(
    attempt: Attempt, typed: dict[str, str], said: str
) -> None:
    client = office(attempt)
    whole = {"paper": attempt.pk, "minutes": 7, "reason": "断网", "action": action_of(client)}
    reply = client.post(ADDRESS, {**whole, **typed})
    page = reply.content.decode()
    assert (reply.status_code, said in page) == (422, True)
    assert ("checked" in page) == ("paper" not in typed)
    assert left(attempt) == timedelta(0)


def test_papers_of_other_places_are_neither_shown_nor_given_anything(attempt: Attempt) -> None:
    client = Client()
    client.force_login(rows.staff("officer", rows.organisation("外村人民调解委员会")))
    assert attempt.person.name not in client.get(ADDRESS).content.decode()
    typed = {"paper": attempt.pk, "minutes": 7, "reason": "断网", "action": "0" * 16}
    assert client.post(ADDRESS, typed).status_code == 422
    assert left(attempt) == timedelta(0)
    for role in ("hr", "admin", "author"):
        assert office(attempt, role).get(ADDRESS).status_code == 404


def test_the_list_asks_as_often_for_many_as_for_one(
    attempt: Attempt, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = office(attempt)
    client.get(ADDRESS)
    with django_assert_num_queries(5):
        client.get(ADDRESS)
    for name in ("李某", "王某"):
        other = rows.person(name)
        rows.learn(other, attempt.exam.module)  # type: ignore[arg-type]
        attempts.start(other.pk, attempt.exam, actor_id=None)
    with django_assert_num_queries(5):
        client.get(ADDRESS)
