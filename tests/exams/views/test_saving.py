"""Answers that the page sends by itself, with the pass of the paper; one window at a time."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.test.client import RequestFactory
from pytest_django import DjangoAssertNumQueries

from exams import attempts, passing
from exams.forms import Malformed, read_answers
from exams.models import Answer, AnswerEvent, Attempt
from portal import clock
from tests.exams.views.test_mine import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(attempt: Attempt) -> Client:
    return signed_in(attempt.person)


def post_json(
    client: Client, attempt: Attempt, body: Any, window: str = "w1", **more: str
) -> HttpResponse:
    """Send one answer, several of them, or whatever else as it is, with the pass of the paper."""
    answers = body if isinstance(body, list) else [body]
    data = (
        body
        if isinstance(body, bytes)
        else json.dumps(
            {"window": window, "before": more.get("before", ""), "answers": answers}
        ).encode()
    )
    return client.post(  # type: ignore[return-value]
        f"/exams/attempts/{attempt.pk}/answers/",
        data,
        content_type="application/json",
        headers={"X-Exam-Pass": more.get("shown") or passing.pass_of(attempt.pk)},
    )


def told_of(reply: HttpResponse) -> Any:
    """What the page is told of the one answer it sent, with the time left."""
    told = json.loads(reply.content)
    (answer,) = told["answers"]
    return {**answer, "left": told["left"]}


def later(attempt: Attempt, seconds: int) -> Any:
    return clock.at(attempt.deadline + timedelta(seconds=seconds))


# By the page itself


def test_the_page_saves_and_is_told_in_words(client: Client, attempt: Attempt) -> None:
    reply = post_json(client, attempt, {"question": 1, "sequence": 1, "value": ["B"]})
    told = told_of(reply)
    assert (reply.status_code, told["stored"], told["value"]) == (200, "saved", ["B"])
    assert told["text"].startswith("Saved ")
    assert 1190 < told["left"] <= 1200
    older = post_json(client, attempt, {"question": 1, "sequence": 1, "value": ["C"]})
    told = told_of(older)
    assert (told["stored"], told["value"]) == ("newer", ["B"])
    assert "newer" in told["text"]


def test_the_page_is_told_plainly_when_it_is_too_late(client: Client, attempt: Attempt) -> None:
    for seconds, stored in ((-1, "saved"), (0, "saved"), (4, "saved"), (6, "late")):
        with later(attempt, seconds):
            body = {"question": 1, "sequence": seconds + 5, "value": ["B"]}
            told = told_of(post_json(client, attempt, body))
        assert told["stored"] == stored
    assert told["left"] == 0
    assert "does not count" in told["text"]


def test_after_handing_in_the_page_gets_409_with_the_receipt(
    client: Client, attempt: Attempt
) -> None:
    done = attempts.submit(attempt.pk, actor_id=None)
    for sequence in range(1, 50):
        body = {"question": 1, "sequence": sequence, "value": ["B"]}
        reply = post_json(client, attempt, body)
        assert reply.status_code == 409
    told = json.loads(reply.content)
    assert told["receipt"] == done.receipt
    assert str(done.receipt) in told["text"]
    assert not AnswerEvent.every.exists()


@pytest.mark.parametrize(
    "body",
    [
        {"question": 1, "sequence": 1, "value": ["E"]},
        {"question": 1, "sequence": 1, "value": ["A", "B"]},
        {"question": 99, "sequence": 1, "value": ["A"]},
        {"question": 1, "sequence": 0, "value": ["A"]},
        {"question": 1, "sequence": 1, "value": ["ABC"]},
        {"question": 1, "sequence": 1, "value": ["\0\0"]},
        {"question": 1, "sequence": 1, "value": ["\ud800"]},
    ],
)
def test_an_answer_the_question_cannot_have_gets_422(
    client: Client, attempt: Attempt, body: object
) -> None:
    reply = post_json(client, attempt, body)
    assert reply.status_code == 422
    assert (told_of(reply)["stored"], bool(told_of(reply)["text"])) == ("refused", True)
    assert not AnswerEvent.every.exists()


ANSWER = {"question": 1, "sequence": 1, "value": ["A"]}
GOOD = b'{"question": 1, "sequence": 1, "value": ["A"]}'


def around(answer: bytes, window: bytes = b'"w1"') -> bytes:
    return b'{"window": ' + window + b', "before": "", "answers": [' + answer + b"]}"


BROKEN = {
    "empty": b"",
    "no json": b"<html>",
    "not utf-8": b"\xff\xfe",
    "bom": b"\xef\xbb\xbf" + around(GOOD),
    "double name": around(b'{"question": 1, "question": 2, "sequence": 1, "value": ["A"]}'),
    "nan": around(b'{"question": NaN, "sequence": 1, "value": ["A"]}'),
    "infinity": around(b'{"question": 1e999, "sequence": 1, "value": ["A"]}'),
    "fraction": around(b'{"question": 1.5, "sequence": 1, "value": ["A"]}'),
    "huge": around(b'{"question": ' + b"9" * 3000 + b', "sequence": 1, "value": ["A"]}'),
    "negative": around(b'{"question": -1, "sequence": 1, "value": ["A"]}'),
    "truth": around(b'{"question": true, "sequence": 1, "value": ["A"]}'),
    "text for number": around(b'{"question": "1", "sequence": 1, "value": ["A"]}'),
    "null": b"null",
    "list": b"[]",
    "null for an answer": around(b"null"),
    "no answers": around(b""),
    "too many answers": around(b", ".join([GOOD] * 201)),
    "answers are no list": b'{"window": "w1", "before": "", "answers": {}}',
    "a bare answer": GOOD,
    "extra name": around(b'{"__proto__": {}, "question": 1, "sequence": 1, "value": ["A"]}'),
    "missing name": around(b'{"question": 1, "value": ["A"]}'),
    "value is text": around(b'{"question": 1, "sequence": 1, "value": "A"}'),
    "value of numbers": around(b'{"question": 1, "sequence": 1, "value": [1]}'),
    "value too long": around(b'{"question": 1, "sequence": 1, "value": ["' + b"A" * 8101 + b'"]}'),
    "too many": around(b'{"question": 1, "sequence": 1, "value": ["A"' + b',"A"' * 60 + b"]}"),
    "window is a number": around(GOOD, b"7"),
    "window without a name": around(GOOD, b'""'),
    "window too long": around(GOOD, b'"' + b"w" * 17 + b'"'),
    "window of signs": around(GOOD, b'"w\'--"'),
    "nested": b'{"answers": ' + b"[" * 3900,
    "nested deep": b"[" * 100_000,
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=list(BROKEN))
def test_whatever_is_sent_gets_a_plain_400(client: Client, attempt: Attempt, body: bytes) -> None:
    reply = post_json(client, attempt, body)
    assert reply.status_code == 400
    assert json.loads(reply.content)["text"]
    assert not AnswerEvent.every.exists()


def test_ten_megabytes_get_413_in_words_and_cost_no_statement(
    client: Client, attempt: Attempt, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    body = around(b'{"question": 1, "sequence": 1, "value": ["' + b"A" * 10_000_000 + b'"]}')
    with django_assert_num_queries(0):
        reply = post_json(client, attempt, body)
    assert reply.status_code == 413
    assert "too large" in json.loads(reply.content)["text"]
    assert not AnswerEvent.every.exists()


def test_a_length_that_is_no_number_is_refused() -> None:
    request = RequestFactory().post("/", around(GOOD), content_type="application/json")
    for length in ("", "x", "-5", "１２"):
        request.META["CONTENT_LENGTH"] = length
        if length:
            with pytest.raises(Malformed):
                read_answers(request)


def test_saving_is_cheap(
    client: Client, attempt: Attempt, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    post_json(client, attempt, {"question": 1, "sequence": 1, "value": ["A"]})
    # question, begin, lock, answer, event, commit: no session is asked for
    with django_assert_num_queries(6):
        reply = post_json(client, attempt, {"question": 1, "sequence": 2, "value": ["B"]})
    assert reply.status_code == 200


def test_a_line_that_breaks_off_is_no_answer() -> None:
    request = RequestFactory().post("/", around(GOOD), content_type="application/json")
    vars(request)["_stream"] = BrokenLine()
    with pytest.raises(Malformed):
        read_answers(request)


class BrokenLine:
    """A body whose sender is gone."""

    def read(self, *_size: int) -> bytes:
        raise OSError("the line broke off")

    def close(self) -> None:
        return


def test_saving_without_the_pass_of_the_paper_is_refused(client: Client, attempt: Attempt) -> None:
    for shown in ("x", passing.pass_of(attempt.pk + 1), passing.pass_of(attempt.pk)[:-1]):
        reply = post_json(client, attempt, ANSWER, shown=shown)
        assert reply.status_code == 404
        assert "kept on this device" in json.loads(reply.content)["text"]
    beyond = client.post("/exams/attempts/99999999999999999999/answers/", {})
    assert beyond.status_code == 404
    assert not AnswerEvent.every.exists()


def test_the_page_carries_the_pass_and_may_save_after_being_signed_out(
    client: Client, attempt: Attempt
) -> None:
    page = client.get(f"/exams/attempts/{attempt.pk}/").content.decode()
    shown = re.search(r'data-pass="([^"]+)"', page)
    assert shown is not None
    client.logout()
    assert post_json(client, attempt, ANSWER, shown=shown[1]).status_code == 200
    assert Answer.every.get().value == ["A"]


def test_answers_that_waited_come_together_and_each_is_told_apart(
    client: Client, attempt: Attempt
) -> None:
    waited = [
        {"question": 1, "sequence": 3, "value": ["B"]},
        {"question": 2, "sequence": 1, "value": ["Z"]},
        {"question": 1, "sequence": 2, "value": ["C"]},
        {"question": 4, "sequence": 1, "value": ["A", "C"]},
    ]
    reply = post_json(client, attempt, waited)
    told = [one["stored"] for one in json.loads(reply.content)["answers"]]
    assert (reply.status_code, told) == (422, ["saved", "refused", "newer", "saved"])
    answers = Answer.every.order_by("question__position").values_list("question__position", "value")
    assert list(answers) == [(1, ["B"]), (4, ["A", "C"])]
    events = AnswerEvent.every.order_by("pk").values_list("sequence", "stale")
    assert list(events) == [(3, False), (2, True), (1, False)]
