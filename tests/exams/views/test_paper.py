"""The paper: one question per screen, saving by form and by the page itself, handing in."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from exams import attempts
from exams.models import Answer, AnswerEvent, Attempt
from portal import clock
from tests.exams import rows
from tests.exams.views.test_mine import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(attempt: Attempt) -> Client:
    return signed_in(attempt.person)


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


# Other people


def test_another_persons_paper_does_not_exist(attempt: Attempt) -> None:
    stranger = signed_in(rows.person("李某"))
    address = f"/exams/attempts/{attempt.pk}/"
    for path in ("", "review/", "receipt/", "result/"):
        assert stranger.get(address + path).status_code == 404
    assert stranger.post(address, {"question": 1}).status_code == 404
    assert stranger.post(f"{address}submit/").status_code == 404


def test_who_may_read_results_still_cannot_touch_a_paper(attempt: Attempt) -> None:
    officer = Client()
    officer.force_login(rows.staff("officer", attempt.person.organisation))
    assert officer.get(f"/exams/attempts/{attempt.pk}/").status_code == 404
