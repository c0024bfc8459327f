"""The paper: one question per screen, saving by form and by the page itself, handing in."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.test.client import RequestFactory
from pytest_django import DjangoAssertNumQueries

from exams import attempts
from exams.forms import Malformed, read_answer
from exams.models import Answer, AnswerEvent, Attempt, Exam
from portal import clock
from portal.people.models import Person
from tests.exams import rows
from tests.exams.views.test_mine import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def quiz(lasting: None) -> tuple[Person, Exam]:
    return rows.ready_quiz()


@pytest.fixture
def attempt(quiz: tuple[Person, Exam]) -> Attempt:
    who, exam = quiz
    return attempts.start(who.pk, exam, actor_id=None)


@pytest.fixture
def client(attempt: Attempt) -> Client:
    return signed_in(attempt.person)


def post_json(client: Client, attempt: Attempt, body: Any) -> HttpResponse:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    address = f"/exams/attempts/{attempt.pk}/answers/"
    return client.post(address, data, content_type="application/json")  # type: ignore[return-value]


def later(attempt: Attempt, seconds: int) -> Any:
    return clock.at(attempt.deadline + timedelta(seconds=seconds))


# By plain forms


def test_a_question_is_shown_and_saved_on_turning(client: Client, attempt: Attempt) -> None:
    address = f"/exams/attempts/{attempt.pk}/"
    page = client.get(address).content.decode()
    assert 'type="radio"' in page
    assert "1</strong> of 5" in page
    reply = client.post(address, {"question": 1, "value": "B", "go": "next"})
    assert reply.headers["Location"] == f"{address}?q=2"
    assert Answer.every.get().value == ["B"]
    page = client.get(f"{address}?q=1").content.decode()
    assert 'value="B" checked' in page
    assert "Saved " in page


@pytest.mark.parametrize(
    ("go", "leads"),
    [("next", "?q=3"), ("previous", "?q=1"), ("5", "?q=5"), ("", "?q=2"), ("review", "review/")],
)
def test_each_button_leads_somewhere(client: Client, attempt: Attempt, go: str, leads: str) -> None:
    address = f"/exams/attempts/{attempt.pk}/"
    reply = client.post(address, {"question": 2, "go": go})
    assert reply.headers["Location"] == address + leads


def test_several_choices_of_a_form_are_saved(client: Client, attempt: Attempt) -> None:
    address = f"/exams/attempts/{attempt.pk}/"
    assert 'type="checkbox"' in client.get(f"{address}?q=4").content.decode()
    client.post(address, {"question": 4, "value": ["A", "C"], "go": "next"})
    assert Answer.every.get().value == ["A", "C"]


def test_two_choices_on_a_single_come_back_with_the_reason(
    client: Client, attempt: Attempt
) -> None:
    reply = client.post(
        f"/exams/attempts/{attempt.pk}/", {"question": 1, "value": ["A", "B"], "go": "next"}
    )
    assert reply.status_code == 422
    assert "only one right answer" in reply.content.decode()


@pytest.mark.parametrize("place", ["0", "6", "999999", "x", "-1", "１", ""])
def test_a_place_that_is_none_leads_to_the_first(
    client: Client, attempt: Attempt, place: str
) -> None:
    reply = client.get(f"/exams/attempts/{attempt.pk}/", {"q": place}, follow=True)
    assert reply.status_code == 200
    assert "1</strong> of 5" in reply.content.decode()


def test_a_form_that_comes_late_leads_to_the_receipt(client: Client, attempt: Attempt) -> None:
    address = f"/exams/attempts/{attempt.pk}/"
    with later(attempt, 6):
        reply = client.post(address, {"question": 1, "value": "B"})
    assert reply.headers["Location"] == f"{address}receipt/"
    assert AnswerEvent.every.get().late
    attempt.refresh_from_db()
    assert attempt.state == "open"


def test_a_form_after_handing_in_is_told_so(client: Client, attempt: Attempt) -> None:
    done = attempts.submit(attempt.pk, actor_id=None)
    reply = client.post(f"/exams/attempts/{attempt.pk}/", {"question": 1, "value": "B"})
    assert reply.status_code == 409
    assert str(done.receipt) in reply.content.decode()


def test_an_open_page_after_the_end_leads_to_the_receipt(client: Client, attempt: Attempt) -> None:
    address = f"/exams/attempts/{attempt.pk}/"
    for seconds, said in ((6, "being closed"), (15, "being closed"), (16, "Time was up")):
        with later(attempt, seconds):
            for path in ("", "review/", "receipt/"):
                reply = client.get(address + path, follow=True)
                assert said in reply.content.decode()
    attempt.refresh_from_db()
    assert (attempt.state, attempt.submitted_at) == ("closed", attempt.deadline)


def test_handing_in_too_late_says_that_the_paper_is_being_closed(
    client: Client, attempt: Attempt
) -> None:
    address = f"/exams/attempts/{attempt.pk}/"
    with later(attempt, 6):
        reply = client.post(f"{address}submit/", follow=True)
        page = reply.content.decode()
        assert client.get(f"{address}result/").headers["Location"] == f"{address}receipt/"
        assert client.post(f"/exams/{attempt.exam_id}/start/").headers["Location"] == address
    assert (reply.status_code, reply.redirect_chain) == (200, [(f"{address}receipt/", 302)])
    assert "Your result comes in a moment" in page
    assert "result/" not in page


def test_checking_leads_to_the_open_question_and_handing_in_to_the_receipt(
    client: Client, attempt: Attempt
) -> None:
    address = f"/exams/attempts/{attempt.pk}/"
    client.post(address, {"question": 1, "value": "B"})
    page = client.get(f"{address}review/").content.decode()
    assert "4 questions are not answered yet" in page
    assert f'href="{address}?q=2"' in page
    assert client.get(f"{address}receipt/").headers["Location"] == address
    assert client.get(f"{address}result/").headers["Location"] == address
    first = client.post(f"{address}submit/")
    assert first.headers["Location"] == f"{address}receipt/"
    receipt = client.get(f"{address}receipt/").content.decode()
    attempt.refresh_from_db()
    assert str(attempt.receipt) in receipt
    assert "1 of 5 questions" in receipt
    assert client.post(f"{address}submit/").headers["Location"] == f"{address}receipt/"


# By the page itself


def test_the_page_saves_and_is_told_in_words(client: Client, attempt: Attempt) -> None:
    reply = post_json(client, attempt, {"question": 1, "sequence": 1, "value": ["B"]})
    told = json.loads(reply.content)
    assert (reply.status_code, told["stored"], told["value"]) == (200, "saved", ["B"])
    assert told["text"].startswith("Saved ")
    assert 1190 < told["left"] <= 1200
    older = post_json(client, attempt, {"question": 1, "sequence": 1, "value": ["C"]})
    told = json.loads(older.content)
    assert (told["stored"], told["value"]) == ("newer", ["B"])
    assert "newer" in told["text"]


def test_the_page_is_told_plainly_when_it_is_too_late(client: Client, attempt: Attempt) -> None:
    for seconds, stored in ((-1, "saved"), (0, "saved"), (4, "saved"), (6, "late")):
        with later(attempt, seconds):
            body = {"question": 1, "sequence": seconds + 5, "value": ["B"]}
            told = json.loads(post_json(client, attempt, body).content)
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
    assert json.loads(reply.content)["text"]
    assert not AnswerEvent.every.exists()


GOOD = b'{"question": 1, "sequence": 1, "value": ["A"]}'
BROKEN = {
    "empty": b"",
    "no json": b"<html>",
    "not utf-8": b"\xff\xfe",
    "bom": b"\xef\xbb\xbf" + GOOD,
    "double name": b'{"question": 1, "question": 2, "sequence": 1, "value": ["A"]}',
    "nan": b'{"question": NaN, "sequence": 1, "value": ["A"]}',
    "infinity": b'{"question": 1e999, "sequence": 1, "value": ["A"]}',
    "fraction": b'{"question": 1.5, "sequence": 1, "value": ["A"]}',
    "huge": b'{"question": ' + b"9" * 3000 + b', "sequence": 1, "value": ["A"]}',
    "negative": b'{"question": -1, "sequence": 1, "value": ["A"]}',
    "truth": b'{"question": true, "sequence": 1, "value": ["A"]}',
    "text for number": b'{"question": "1", "sequence": 1, "value": ["A"]}',
    "null": b"null",
    "list": b"[]",
    "extra name": b'{"__proto__": {}, "question": 1, "sequence": 1, "value": ["A"]}',
    "missing name": b'{"question": 1, "value": ["A"]}',
    "value is text": b'{"question": 1, "sequence": 1, "value": "A"}',
    "value of numbers": b'{"question": 1, "sequence": 1, "value": [1]}',
    "value too long": b'{"question": 1, "sequence": 1, "value": ["' + b"A" * 301 + b'"]}',
    "too many": b'{"question": 1, "sequence": 1, "value": ["A"' + b',"A"' * 26 + b"]}",
    "nested": b'{"question": 1, "sequence": 1, "value": ' + b"[" * 3900,
    "nested deep": b"[" * 100_000,
    "large": b'{"question": 1, "sequence": 1, "value": ["' + b"A" * 10_000_000 + b'"]}',
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=list(BROKEN))
def test_whatever_is_sent_gets_a_plain_400(client: Client, attempt: Attempt, body: bytes) -> None:
    reply = post_json(client, attempt, body)
    assert reply.status_code == 400
    assert json.loads(reply.content)["text"]
    assert not AnswerEvent.every.exists()


def test_a_length_that_is_no_number_is_refused() -> None:
    request = RequestFactory().post("/", GOOD, content_type="application/json")
    for length in ("", "x", "-5", "１２"):
        request.META["CONTENT_LENGTH"] = length
        if length:
            with pytest.raises(Malformed):
                read_answer(request)


def test_saving_is_cheap(
    client: Client, attempt: Attempt, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    post_json(client, attempt, {"question": 1, "sequence": 1, "value": ["A"]})
    # session, login, roles, person, attempt; begin, lock, question, event, answer, commit
    with django_assert_num_queries(11):
        reply = post_json(client, attempt, {"question": 1, "sequence": 2, "value": ["B"]})
    assert reply.status_code == 200


def test_saving_without_the_token_of_the_form_is_refused(attempt: Attempt) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(attempt.person.user)  # type: ignore[arg-type]
    assert post_json(client, attempt, json.loads(GOOD)).status_code == 403


# Other people


def test_another_persons_paper_does_not_exist(attempt: Attempt) -> None:
    stranger = signed_in(rows.person("李某"))
    address = f"/exams/attempts/{attempt.pk}/"
    for path in ("", "review/", "receipt/", "result/"):
        assert stranger.get(address + path).status_code == 404
    assert stranger.post(address, {"question": 1}).status_code == 404
    assert stranger.post(f"{address}submit/").status_code == 404
    assert post_json(stranger, attempt, json.loads(GOOD)).status_code == 404


def test_who_may_read_results_still_cannot_touch_a_paper(attempt: Attempt) -> None:
    officer = Client()
    officer.force_login(rows.staff("officer", attempt.person.organisation))
    assert officer.get(f"/exams/attempts/{attempt.pk}/").status_code == 404
