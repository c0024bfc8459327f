"""Bad inputs 62 to 72 of the promises, by their numbers, each at the addresses of an exam; 70, a
start that may not be, is in `tests/exams/sittings/test_door.py`."""

import json

import pytest
from django.test import Client

from exams import attempts
from exams.models import Answer, AnswerEvent, Attempt, Exam
from portal.people.models import Person
from tests.exams import rows
from tests.exams.views.test_mine import signed_in
from tests.exams.views.test_saving import later, post_json, told_of

pytestmark = pytest.mark.django_db
NESTED = b"[" * 100_000


@pytest.fixture
def client(attempt: Attempt) -> Client:
    return signed_in(attempt.person)


def test_62_an_older_number_changes_nothing(client: Client, attempt: Attempt) -> None:
    post_json(client, attempt, {"question": 1, "sequence": 5, "value": ["B"]})
    reply = post_json(client, attempt, {"question": 1, "sequence": 4, "value": ["C"]})
    assert (reply.status_code, told_of(reply)["stored"]) == (200, "newer")
    assert Answer.every.get().value == ["B"]


def test_63_what_a_question_cannot_have_is_refused_by_itself(
    client: Client, attempt: Attempt
) -> None:
    wrong = [
        {"question": 99, "sequence": 1, "value": ["A"]},
        {"question": 1, "sequence": 1, "value": ["Z"]},
        {"question": 2, "sequence": 1, "value": list("ABCDEFGHIJ")},
    ]
    reply = post_json(client, attempt, [*wrong, {"question": 3, "sequence": 1, "value": ["A"]}])
    told = json.loads(reply.content)["answers"]
    assert [one.get("stored") for one in told] == ["refused", "refused", "refused", "saved"]
    assert Answer.every.get().question.position == 3


def test_64_another_persons_paper_is_not_there(attempt: Attempt) -> None:
    stranger = signed_in(rows.person("李四"))
    for address in ("", "review/", "receipt/", "result/"):
        reply = stranger.get(f"/exams/attempts/{attempt.pk}/{address}")
        assert reply.status_code == 404
    assert stranger.post(f"/exams/attempts/{attempt.pk}/submit/").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        NESTED,
        b'{"window": "w", "window": "x", "answers": []}',
        b'{"answers": NaN}',
        b'{"answers": [{"question": 1, "sequence": 1e999, "value": []}]}',
        b'{"answers": [{"question": 1, "sequence": 1, "value": ["\\u0000"]}], "__proto__": 1}',
        b"\xef\xbb\xbf{}",
        b"\x1f\x8b\x08\x00" + b"\0" * 1000,
        b"9" * 5000,
    ],
)
def test_65_what_is_no_answer_gets_a_plain_400(
    client: Client, attempt: Attempt, body: bytes
) -> None:
    reply = post_json(client, attempt, body)
    assert reply.status_code == 400
    assert json.loads(reply.content)["text"]
    assert not AnswerEvent.every.exists()


def test_66_a_text_of_200_000_signs_is_no_answer(client: Client, attempt: Attempt) -> None:
    long = {"question": 1, "sequence": 1, "value": ["长" * 200_000]}
    assert post_json(client, attempt, long).status_code in {400, 413, 422}
    assert not AnswerEvent.every.exists()


def test_67_only_what_arrives_within_the_grace_counts(client: Client, attempt: Attempt) -> None:
    came = []
    for sequence, seconds in enumerate((-1, 0, 4, 6), start=1):
        with later(attempt, seconds):
            body = {"question": 1, "sequence": sequence, "value": ["B"]}
            came.append(told_of(post_json(client, attempt, body))["stored"])
    assert came == ["saved", "saved", "saved", "late"]
    assert Answer.every.get().sequence == 3


def test_68_after_handing_in_the_reply_names_hour_and_receipt(
    client: Client, attempt: Attempt
) -> None:
    done = attempts.submit(attempt.pk, actor_id=None)
    reply = post_json(client, attempt, {"question": 1, "sequence": 1, "value": ["B"]})
    assert reply.status_code == 409
    assert str(done.receipt) in json.loads(reply.content)["text"]


def test_69_a_second_window_is_told_and_loses_nothing(client: Client, attempt: Attempt) -> None:
    post_json(client, attempt, {"question": 1, "sequence": 1, "value": ["A"]}, window="first")
    other = post_json(
        client, attempt, {"question": 1, "sequence": 2, "value": ["B"]}, window="other"
    )
    assert other.status_code == 409
    assert Answer.every.get().value == ["A"]
    assert AnswerEvent.every.filter(elsewhere=True).count() == 1


def test_71_handing_in_again_gives_the_same_receipt(
    quiz: tuple[Person, Exam], client: Client, attempt: Attempt
) -> None:
    replies = [client.post(f"/exams/attempts/{attempt.pk}/submit/") for _time in range(5)]
    assert {reply.headers["Location"] for reply in replies} == {
        f"/exams/attempts/{attempt.pk}/receipt/"
    }
    assert Attempt.every.get(pk=attempt.pk).receipt


def test_72_a_plain_form_saves_without_any_script(client: Client, attempt: Attempt) -> None:
    reply = client.post(f"/exams/attempts/{attempt.pk}/?q=1", {"value": "B", "go": "next"})
    assert reply.status_code == 302
    assert Answer.every.get().value == ["B"]
