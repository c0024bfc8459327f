"""One window writes a paper at a time; another one is told and goes on with one click."""

import json
import re

import pytest
from django.test import Client

from exams import attempts
from exams.models import Answer, AnswerEvent, Attempt
from portal.audit.models import AuditEvent
from tests.exams import rows
from tests.exams.views.test_mine import signed_in
from tests.exams.views.test_saving import ANSWER, later, post_json, told_of

pytestmark = pytest.mark.django_db
FIRST, SECOND = "aaaaaaaaaa111111", "bbbbbbbbbb222222"


@pytest.fixture
def client(attempt: Attempt) -> Client:
    return signed_in(attempt.person)


def test_a_second_window_is_told_and_may_go_on_there(client: Client, attempt: Attempt) -> None:
    post_json(client, attempt, {"question": 1, "sequence": 1, "value": ["A"]}, FIRST)
    second = {"question": 1, "sequence": 2, "value": ["B"]}
    reply = post_json(client, attempt, second, SECOND)
    assert (reply.status_code, json.loads(reply.content)["elsewhere"]) == (409, True)
    assert Answer.every.get().value == ["A"]
    event = AnswerEvent.every.get(elsewhere=True)
    assert (event.window, event.value, event.late) == (SECOND, ["B"], False)
    here = client.post(f"/exams/attempts/{attempt.pk}/here/", {"window": SECOND})
    assert here.headers["Location"].endswith(f"/?q=1#{SECOND}")
    assert AuditEvent.objects.filter(kind="attempt.taken_over").count() == 1
    assert post_json(client, attempt, ANSWER, FIRST).status_code == 409


def test_what_the_other_window_saved_stands_before_what_waited_here(
    client: Client, attempt: Attempt
) -> None:
    """Three clicks without a line here, one answer there: going on here brings back the one."""
    waited = [
        {"question": 1, "sequence": 4, "value": ["C"]},
        {"question": 2, "sequence": 1, "value": ["D"]},
    ]
    post_json(client, attempt, {"question": 1, "sequence": 1, "value": ["A"]}, SECOND)
    client.post(f"/exams/attempts/{attempt.pk}/here/", {"window": FIRST})
    told = json.loads(post_json(client, attempt, waited, FIRST).content)["answers"]
    assert [(one["stored"], one["value"]) for one in told] == [("newer", ["A"]), ("saved", ["D"])]
    assert AnswerEvent.every.get(value=["C"]).stale
    page = client.get(f"/exams/attempts/{attempt.pk}/?q=1").content.decode()
    shown = re.search(r'data-sequence="(\d+)"', page)
    assert shown is not None
    newer = {"question": 1, "sequence": int(shown[1]) + 1, "value": ["B"]}
    assert told_of(post_json(client, attempt, newer, FIRST))["stored"] == "saved"


def test_ones_own_answers_are_not_raised_by_a_reload(client: Client, attempt: Attempt) -> None:
    post_json(client, attempt, {"question": 1, "sequence": 1, "value": ["A"]}, FIRST)
    client.post(f"/exams/attempts/{attempt.pk}/here/", {"window": FIRST[:10] + "zzzzzz"})
    assert Answer.every.get().sequence == 1


def test_in_another_window_after_the_end_it_is_told_that_time_is_up(
    client: Client, attempt: Attempt
) -> None:
    post_json(client, attempt, {"question": 1, "sequence": 1, "value": ["A"]}, FIRST)
    second = {"question": 1, "sequence": 2, "value": ["B"]}
    with later(attempt, 3600):
        told = told_of(post_json(client, attempt, second, SECOND))
    assert (told["stored"], told["value"]) == ("late", ["A"])
    event = AnswerEvent.every.get(sequence=2)
    assert (event.late, event.elsewhere) == (True, True)


def test_a_day_after_the_end_nothing_is_kept_and_no_receipt_is_named(
    client: Client, attempt: Attempt
) -> None:
    with later(attempt, 25 * 3600):
        reply = post_json(client, attempt, ANSWER)
    told = json.loads(reply.content)
    assert (reply.status_code, set(told)) == (409, {"text"})
    assert "not kept" in told["text"]


def test_a_window_that_was_loaded_anew_goes_on_by_itself(client: Client, attempt: Attempt) -> None:
    post_json(client, attempt, {"question": 1, "sequence": 1, "value": ["A"]}, "w1")
    again = {"question": 1, "sequence": 2, "value": ["B"]}
    assert post_json(client, attempt, again, "w2", before="w1").status_code == 200
    assert Answer.every.get().value == ["B"]


def test_plain_forms_of_another_browser_are_told_and_keep_what_was_chosen(
    client: Client, attempt: Attempt
) -> None:
    address = f"/exams/attempts/{attempt.pk}/"
    post_json(client, attempt, {"question": 1, "sequence": 1, "value": ["A"]}, "w1")
    reply = client.post(address, {"question": 1, "value": "C", "go": "next"})
    page = reply.content.decode()
    assert (reply.status_code, 'value="C" checked' in page) == (409, True)
    assert "another window" in page
    client.post(f"{address}here/")
    client.post(address, {"question": 1, "value": "C", "go": "next"})
    assert Answer.every.get().value == ["C"]


def test_nobody_goes_on_with_the_paper_of_another(client: Client, attempt: Attempt) -> None:
    stranger = signed_in(rows.person("李某"))
    assert stranger.post(f"/exams/attempts/{attempt.pk}/here/").status_code == 404
    attempts.submit(attempt.pk, actor_id=None)
    client.post(f"/exams/attempts/{attempt.pk}/here/", {"window": "w2"})
    attempt.refresh_from_db()
    assert attempt.writer == ""


def test_going_on_here_stays_at_the_question(client: Client, attempt: Attempt) -> None:
    reply = client.post(f"/exams/attempts/{attempt.pk}/here/", {"window": "other", "q": "3"})
    assert reply.headers["Location"].startswith(f"/exams/attempts/{attempt.pk}/?q=3#")
    odd = client.post(f"/exams/attempts/{attempt.pk}/here/", {"window": "other", "q": "//evil"})
    assert odd.headers["Location"].startswith(f"/exams/attempts/{attempt.pk}/?q=1#")
