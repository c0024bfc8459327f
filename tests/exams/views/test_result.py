"""The result of a paper, and what a candidate may see of it before and after release."""

import json

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from exams import attempts, releasing
from exams.models import Attempt
from tests.exams import rows
from tests.exams.views.test_mine import signed_in
from tests.exams.views.test_saving import GOOD, post_json

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt() -> Attempt:
    who, quiz = rows.ready_quiz()
    return attempts.start(who.pk, quiz, actor_id=None)


@pytest.fixture
def client(attempt: Attempt) -> Client:
    return signed_in(attempt.person)


def test_a_quiz_shows_ones_own_mistakes_and_the_exam_only_the_score() -> None:
    who, exam = rows.ready_exam()
    client = signed_in(who)
    wrong_quiz = rows.sit(who, exam.__class__.objects.get(kind="quiz"), right=False)
    page = client.get(f"/exams/attempts/{wrong_quiz.pk}/result/").content.decode()
    assert page.count(rows.CANARY) == 5
    assert "5 questions to look at again" in page
    failed = rows.sit(who, exam, right=False)
    page = client.get(f"/exams/attempts/{failed.pk}/result/").content.decode()
    assert rows.CANARY not in page
    assert "Not passed yet" in page


def test_a_result_that_is_not_released_is_not_shown(
    client: Client, attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(releasing, "release", lambda _result, **_told: False)
    attempts.submit(attempt.pk, actor_id=None)
    address = f"/exams/attempts/{attempt.pk}/"
    assert client.get(f"{address}result/").headers["Location"] == f"{address}receipt/"
    assert "Your paper is marked." in client.get(f"{address}receipt/").content.decode()
    assert "not out yet" in client.get("/exams/").content.decode()


def test_nothing_of_the_key_reaches_a_candidate_before_release(
    client: Client, attempt: Attempt
) -> None:
    """Promise P11: every page and reply of the attempt, searched for the canary of each key."""
    address = f"/exams/attempts/{attempt.pk}/"
    replies = [client.get("/exams/"), client.get(f"/exams/{attempt.exam_id}/")]
    replies += [client.get(f"{address}?q={place}") for place in range(1, 6)]
    for place in range(1, 6):
        for sequence, letter in enumerate("AB", start=1):
            body = {"question": place, "sequence": sequence, "value": [letter]}
            replies.append(post_json(client, attempt, body))  # type: ignore[arg-type]
    replies += [client.get(f"{address}review/"), client.get("/desk/")]
    replies.append(client.get(f"{address}result/", follow=True))
    for reply in replies:
        text = reply.content.decode() + str(reply.headers)
        assert rows.CANARY not in text
        assert "explanation" not in text
        assert "answer_key" not in text


def test_pages_of_a_paper_do_not_read_the_table_of_keys(
    client: Client, attempt: Attempt, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = f"/exams/attempts/{attempt.pk}/"
    with django_assert_max_num_queries(60) as captured:
        client.get(f"{address}?q=2")
        client.get(f"{address}review/")
        post_json(client, attempt, json.loads(GOOD))
    assert not [query for query in captured.captured_queries if "exams_itemkey" in query["sql"]]
