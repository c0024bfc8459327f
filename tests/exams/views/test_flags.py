"""Flags on the paper: sent by the page by the short way, or by its plain form."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from exams import attempts, flagging, passing
from exams.models import Answer, Attempt, Flag
from tests.exams.views.test_mine import signed_in

pytestmark = pytest.mark.django_db
SET = '{"question": 2, "flagged": true}'


@pytest.fixture
def client(attempt: Attempt) -> Client:
    return signed_in(attempt.person)


def sent(client: Client, attempt: Attempt, body: Any, shown: str = "") -> HttpResponse:
    return client.post(  # type: ignore[return-value]
        f"/exams/attempts/{attempt.pk}/flags/",
        body,
        content_type="application/json",
        headers={"X-Exam-Pass": shown or passing.pass_of(attempt.pk)},
    )


def test_a_flag_that_the_page_sends_shows_on_every_device(
    client: Client, attempt: Attempt, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.logout()
    with django_assert_max_num_queries(5):
        reply = sent(client, attempt, SET)
    assert (reply.status_code, json.loads(reply.content)) == (200, {"question": 2, "flagged": True})
    other = signed_in(attempt.person)
    page = other.get(f"/exams/attempts/{attempt.pk}/?q=2").content.decode()
    assert 'value="unflag" class="button exam-flag" aria-pressed="true"' in page
    assert page.count("question-cell--flagged") == 1
    sent(client, attempt, SET.replace("true", "false"))
    page = other.get(f"/exams/attempts/{attempt.pk}/?q=2").content.decode()
    assert 'value="flag" class="button exam-flag" aria-pressed="false"' in page
    assert "question-cell--flagged" not in page


def test_without_scripts_the_button_flags_and_saves_and_stays(
    client: Client, attempt: Attempt
) -> None:
    address = f"/exams/attempts/{attempt.pk}/"
    reply = client.post(address, {"question": 3, "value": "B", "go": "flag"})
    assert reply.headers["Location"] == f"{address}?q=3"
    assert Answer.every.get().value == ["B"]
    assert Flag.every.get().question.position == 3
    client.post(address, {"question": 3, "value": "B", "go": "unflag"})
    assert not Flag.every.exists()


def test_the_review_lists_the_flagged_questions_first(client: Client, attempt: Attempt) -> None:
    address = f"/exams/attempts/{attempt.pk}/"
    assert "flagged-title" not in client.get(f"{address}review/").content.decode()
    for place in (4, 2):
        flagging.flag(attempt.pk, place, flagged=True)
    page = client.get(f"{address}review/").content.decode()
    assert "2 questions are flagged" in page
    links = [page.index(f'href="{address}?q={place}" class="button" data-turn') for place in (2, 4)]
    assert links == sorted(links)
    assert links[-1] < page.index("question-grid")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"\xff",
        "[]",
        "null",
        "[" * 5000,
        '{"question": 2}',
        '{"question": 2, "flagged": 1}',
        '{"question": "2", "flagged": true}',
        '{"question": true, "flagged": true}',
        '{"question": 1.5, "flagged": true}',
        '{"question": -1, "flagged": true}',
        '{"question": 2, "question": 3, "flagged": true}',
        '{"question": 2, "flagged": true, "value": ["A"]}',
    ],
)
def test_whatever_else_is_sent_gets_a_plain_400(
    client: Client, attempt: Attempt, body: bytes | str
) -> None:
    reply = sent(client, attempt, body)
    assert (reply.status_code, bool(json.loads(reply.content)["text"])) == (400, True)
    assert not Flag.every.exists()


def test_what_is_too_large_for_a_flag_gets_413(client: Client, attempt: Attempt) -> None:
    assert sent(client, attempt, SET + " " * 400_000).status_code == 413
    assert not Flag.every.exists()


def test_without_the_pass_of_that_paper_nothing_is_flagged(
    client: Client, attempt: Attempt
) -> None:
    for shown in ("x", passing.pass_of(attempt.pk + 1)):
        assert sent(client, attempt, SET, shown).status_code == 404
    assert not Flag.every.exists()


def test_a_flag_that_has_no_place_any_more_is_told_why(client: Client, attempt: Attempt) -> None:
    assert sent(client, attempt, SET.replace("2", "9")).status_code == 422
    done = attempts.submit(attempt.pk, actor_id=None)
    reply = sent(client, attempt, SET)
    told = json.loads(reply.content)
    assert (reply.status_code, told["receipt"]) == (409, done.receipt)
    form = client.post(f"/exams/attempts/{attempt.pk}/", {"question": 2, "go": "flag"})
    assert form.status_code == 409
