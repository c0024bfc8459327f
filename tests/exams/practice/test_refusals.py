"""Answers in practice that cannot be taken as they came."""

import pytest
from django.test import Client

from exams import attempts, bank
from exams.models import Item
from exams.practice.models import PracticeAnswer
from tests.exams import rows as exam_rows
from tests.exams.practice import rows
from tests.exams.practice.screen import begin, form_of, page, posted, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainee(client: Client) -> Client:
    return sign_in(client, exam_rows.person())


def test_what_cannot_be_an_answer_is_refused_and_nothing_chosen_is_lost(trainee: Client) -> None:
    rows.add(rows.EVERY_KIND[4])
    url = begin(trainee)
    hidden = form_of(page(trainee, url))
    kept = trainee.post(url, {**hidden, "value": ["A", "Z"], "guessed": "on"})
    assert kept.status_code == 422
    text = kept.content.decode()
    assert "This option is not part of the question." in text
    assert '<option value="A" selected>' in text
    assert 'name="guessed" checked' in text
    assert PracticeAnswer.every.count() == 0


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        (0, ["A", "B"], "Please choose one option."),
        (0, ["Q"], "This option is not part of the question."),
        (1, [], "Please answer, or press"),
        (3, ["", " "], "Please answer, or press"),
        (3, ["长" * 201, ""], "at most 200 characters"),
        (5, ["A", "A", "B"], "Please give each entry a place of its own."),
        (5, ["A", "B"], "Please give each entry a place of its own."),
        (5, ["A", "B", "C", "A"], "does not fit the question"),
    ],
)
def test_an_answer_of_the_wrong_shape_says_what_to_do(
    trainee: Client, kind: int, values: list[str], words: str
) -> None:
    rows.add(rows.EVERY_KIND[kind])
    url = begin(trainee)
    response = trainee.post(url, {**form_of(page(trainee, url)), "value": values})
    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_revised_question_is_asked_once_more(trainee: Client) -> None:
    item = rows.add()
    url = begin(trainee)
    hidden = form_of(page(trainee, url))
    bank.revise(item, rows.EVERY_KIND[0], actor_id=None, reason="x")
    Item.objects.filter(pk=item.pk).update(approved_n=2)
    response = trainee.post(url, {**hidden, "value": ["A"]})
    assert response.status_code == 409
    assert "has been revised meanwhile" in response.content.decode()
    assert posted(trainee, url, "A") == 302


def test_a_stamp_that_is_not_ours_says_nothing_of_the_time(trainee: Client) -> None:
    rows.fill(count=1)
    url = begin(trainee)
    assert posted(trainee, url, "A", shown="forged", version="not a number") == 409
    assert posted(trainee, url, "A", shown="forged") == 302
    assert PracticeAnswer.every.get().seconds == 0


def test_practice_is_closed_while_a_paper_lies_before_the_person() -> None:
    """A quiz asks questions of practice: their keys could be had while it is open (threat T1)."""
    who, quiz = exam_rows.ready_quiz()
    trainee = sign_in(Client(), who)
    url = begin(trainee)
    attempt = attempts.start(who.pk, quiz, actor_id=None)
    for address in ("/learn/practice/", url, "/learn/practice/mistakes/", f"{url}pictures/x/"):
        closed = trainee.get(address)
        assert closed.status_code == 409
        assert f"/exams/attempts/{attempt.pk}/" in closed.content.decode()
    assert trainee.post(url, {"version": "1", "value": ["A"]}).status_code == 409
    assert trainee.post("/learn/practice/begin/", {"kind": "daily"}).status_code == 409
    assert not PracticeAnswer.every.exists()
    attempts.submit(attempt.pk, actor_id=None)
    assert trainee.get(url).status_code == 200
