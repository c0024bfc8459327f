"""What the page of a paper asks and tells by itself: how the clock stands, and that it was left."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from exams import answering, attempts, crediting, passing, pausing, presence
from exams.models import Attempt, PageLeaving
from portal import clock
from tests.exams.views.test_mine import signed_in
from tests.exams.views.test_saving import post_json

pytestmark = pytest.mark.django_db
ONE = {"mark": "abc", "ago": 4, "seconds": None, "device": 1795759200000}


def ask(attempt: Attempt, shown: str = "") -> HttpResponse:
    """As the page does: without any session."""
    headers = {"X-Exam-Pass": shown or passing.pass_of(attempt.pk)}
    return Client().get(f"/exams/attempts/{attempt.pk}/clock/", headers=headers)  # type: ignore[return-value]


def tell(attempt: Attempt, body: Any, shown: str = "") -> HttpResponse:
    return Client(enforce_csrf_checks=True).post(  # type: ignore[return-value]
        f"/exams/attempts/{attempt.pk}/left/",
        body if isinstance(body, bytes) else json.dumps(body).encode(),
        content_type="application/json",
        headers={"X-Exam-Pass": shown or passing.pass_of(attempt.pk)},
    )


def pause(attempt: Attempt, reason: str = "停电") -> None:
    pausing.pause([attempt.pk], reason=reason, action="p1", actor_id=None)


def test_the_clock_is_told_in_one_statement_and_the_page_is_known_to_be_there(
    attempt: Attempt, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        told = json.loads(ask(attempt).content)
    assert 1190 < told["left"] <= 1200
    assert (told["paused"], told["reason"]) == (False, "")
    assert told["ends"].endswith("截止")
    assert told["writer"] == ""
    assert presence.seen([attempt.pk]) != {}


def test_it_says_which_window_writes(attempt: Attempt) -> None:
    answering.take_over(attempt.pk, "second1234window", actor_id=None)
    assert json.loads(ask(attempt).content)["writer"] == "second1234window"


def test_it_follows_minutes_that_were_given(attempt: Attempt) -> None:
    crediting.credit([attempt.pk], minutes=10, reason="断网", action="c1", actor_id=None)
    assert 1790 < json.loads(ask(attempt).content)["left"] <= 1800


def test_while_it_is_paused_it_stands_and_says_why(attempt: Attempt) -> None:
    pause(attempt, "火警")
    for minutes in (1, 600):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            told = json.loads(ask(attempt).content)
        assert (told["paused"], told["reason"]) == (True, "火警")
        assert 1190 < told["left"] <= 1200


def test_of_a_paper_that_has_ended_the_way_to_the_receipt_is_told(attempt: Attempt) -> None:
    attempts.submit(attempt.pk, actor_id=None)
    reply = ask(attempt)
    assert reply.status_code == 409
    assert json.loads(reply.content) == {"url": f"/exams/attempts/{attempt.pk}/receipt/"}


def test_without_the_pass_of_that_paper_nothing_is_told_or_kept(attempt: Attempt) -> None:
    for shown in ("x", passing.pass_of(attempt.pk + 1)):
        replies = ask(attempt, shown), tell(attempt, {"leavings": [ONE]}, shown)
        assert [(reply.status_code, reply.content) for reply in replies] == [(404, b"{}")] * 2
    assert PageLeaving.every.count() == 0


def test_saving_tells_that_the_clock_stands(attempt: Attempt) -> None:
    client = signed_in(attempt.person)
    pause(attempt)
    told = json.loads(
        post_json(client, attempt, {"question": 1, "sequence": 1, "value": ["B"]}).content
    )
    assert (told["paused"], told["answers"][0]["stored"]) == (True, "saved")
    assert 1190 < told["left"] <= 1200


@pytest.mark.parametrize("address", ["", "review/"])
def test_the_page_itself_covers_the_question_and_says_why(attempt: Attempt, address: str) -> None:
    client = signed_in(attempt.person)
    before = client.get(f"/exams/attempts/{attempt.pk}/{address}").content.decode()
    assert "data-exam data-stands" not in before
    pause(attempt, "换考场")
    page = client.get(f"/exams/attempts/{attempt.pk}/{address}").content.decode()
    assert "data-exam data-stands" in page
    assert "data-paused hidden" not in page
    assert "换考场" in page


@pytest.mark.parametrize("address", ["", "?q=2", "?q=all"])
def test_while_it_is_paused_the_server_hands_out_no_question(
    attempt: Attempt, address: str
) -> None:
    client, here = signed_in(attempt.person), f"/exams/attempts/{attempt.pk}/"
    assert "question-stem" in client.get(here + address).content.decode()
    pause(attempt, "换考场")
    page = client.get(here + address).content.decode()
    assert "question-stem" not in page
    assert "换考场" in page
    assert f'href="{here}?q={2 if address == "?q=2" else 1}"' in page
    pausing.resume([attempt.pk], actor_id=None)
    assert "question-stem" in client.get(here + address).content.decode()


def test_a_form_without_scripts_saves_while_it_is_paused(attempt: Attempt) -> None:
    client = signed_in(attempt.person)
    pause(attempt)
    with clock.at(attempt.deadline + timedelta(hours=1)):
        reply = client.post(
            f"/exams/attempts/{attempt.pk}/", {"question": "1", "value": "A", "go": "next"}
        )
    assert (reply.status_code, reply["Location"]) == (302, f"/exams/attempts/{attempt.pk}/?q=2")


def test_leavings_are_kept(attempt: Attempt) -> None:
    back = {**ONE, "seconds": 12, "device": None}
    assert tell(attempt, {"leavings": [ONE, back]}).status_code == 200
    assert list(PageLeaving.every.values_list("back", "seconds")) == [(False, None), (True, 12)]
    attempts.submit(attempt.pk, actor_id=None)
    assert tell(attempt, {"leavings": [{**ONE, "mark": "later"}]}).status_code == 409


@pytest.mark.parametrize("device", [-1, 2**60])
def test_a_device_whose_clock_says_no_day_is_kept_without(attempt: Attempt, device: int) -> None:
    assert tell(attempt, {"leavings": [{**ONE, "device": device}]}).status_code == 200
    assert PageLeaving.every.get().device_at is None


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff",
        [],
        {},
        {"leavings": []},
        {"leavings": [ONE] * 51},
        {"leavings": "x"},
        {"leavings": ["x"]},
        {"leavings": [{**ONE, "more": 1}]},
        *(
            {"leavings": [{**ONE, name: value}]}
            for name, value in (
                ("mark", ""),
                ("mark", "m" * 13),
                ("mark", "<b>"),
                ("mark", 7),
                ("ago", -1),
                ("ago", "4"),
                ("ago", 2**31),
                ("seconds", -1),
                ("seconds", True),
                ("device", "now"),
                ("device", True),
            )
        ),
    ],
)
def test_what_no_page_sends_is_not_kept(attempt: Attempt, body: Any) -> None:
    assert tell(attempt, body).status_code == 400
    assert PageLeaving.every.count() == 0


def test_the_cover_page_says_that_leaving_is_recorded_and_has_no_consequence(
    attempt: Attempt,
) -> None:
    page = signed_in(attempt.person).get(f"/exams/{attempt.exam_id}/").content.decode()
    assert "By itself it has no consequence" in page


def test_the_desk_says_that_the_paper_is_paused(attempt: Attempt) -> None:
    pause(attempt)
    client = signed_in(attempt.person)
    with clock.at(attempt.deadline + timedelta(hours=1)):
        assert "Your paper is paused" in client.get("/desk/").content.decode()
