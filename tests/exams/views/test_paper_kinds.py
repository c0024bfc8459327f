"""Every kind that the screen asks: shown, saved, graded, told; its pictures for its candidate."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from exams import attempts
from exams.models import Answer, Attempt, Mark, PaperQuestion
from exams.wording import PICTURE, Wording
from tests.exams import every_kind, rows
from tests.exams.practice.rows import CANARY, EVERY_KIND
from tests.exams.views.test_mine import signed_in
from tests.exams.views.test_saving import post_json

pytestmark = pytest.mark.django_db
KINDS = [wording.kind for wording in EVERY_KIND]


@pytest.fixture
def attempt() -> Attempt:
    return every_kind.start()


@pytest.fixture
def client(attempt: Attempt) -> Client:
    return signed_in(attempt.person)


def shown(client: Client, attempt: Attempt, kind: str) -> str:
    place = every_kind.places(attempt)[kind]
    return client.get(f"/exams/attempts/{attempt.pk}/?q={place}").content.decode()


@pytest.mark.parametrize(
    ("kind", "marks"),
    [
        ("single", ['type="radio"', "<th", "石桥"]),
        ("multiple", ['type="checkbox"', "some right and none wrong: 3"]),
        ("fill_blank", ["Blank 2", 'maxlength="200"', "the same share for each blank"]),
        ("matching", ["<select", "外交", "something may be used twice"]),
        ("ordering", ["<select", "Place 3", "if all stand in the right order"]),
    ],
)
def test_each_kind_is_shown_and_says_how_it_is_marked(
    client: Client, attempt: Attempt, kind: str, marks: list[str]
) -> None:
    page = shown(client, attempt, kind)
    assert [mark for mark in marks if mark not in page] == []
    assert CANARY not in page


@pytest.mark.parametrize("by_form", [True, False], ids=["by form", "by the page"])
def test_each_kind_answered_right_brings_all_points(
    client: Client, attempt: Attempt, *, by_form: bool
) -> None:
    right, places = every_kind.right(attempt), every_kind.places(attempt)
    for kind, value in right.items():
        body = {"question": places[kind], "value": value}
        if by_form:
            reply = client.post(f"/exams/attempts/{attempt.pk}/", {**body, "go": "review"})
            assert reply.status_code == 302
        else:
            assert post_json(client, attempt, {**body, "sequence": 1}).status_code == 200
    saved = dict(Answer.every.values_list("question__version__item__kind", "value"))
    assert saved == right
    done = attempts.submit(attempt.pk, actor_id=None)
    assert (done.result.score, done.result.out_of) == (Decimal(36), Decimal(36))


def test_what_is_partly_right_brings_its_share(attempt: Attempt) -> None:
    right, places = every_kind.right(attempt), every_kind.places(attempt)
    partly = {
        "multiple": right["multiple"][:1],
        "fill_blank": ["不知道", right["fill_blank"][1]],
        "matching": [right["matching"][0], ""],
        "ordering": [right["ordering"][0], "", ""],
    }
    for kind, value in partly.items():
        attempts.save(attempt.pk, question=places[kind], sequence=1, value=value)
    attempts.submit(attempt.pk, actor_id=None)
    marks = dict(
        Mark.objects.unscoped("test").values_list("question__version__item__kind", "points")
    )
    assert [marks[kind] for kind in KINDS] == [0, 3, 0, 3, 3, 0]


@pytest.mark.parametrize(
    ("credit", "points", "words"),
    [("whole", 0, "nothing else"), ("per_option", 3, "a share for each"), ("half", 3, "wrong: 3")],
)
def test_the_rule_of_the_question_for_partly_right_counts_and_is_said(
    credit: str, points: int, words: str
) -> None:
    multiple = replace(EVERY_KIND[1], credit=credit)
    attempt = every_kind.start(multiple)
    assert words in shown(signed_in(attempt.person), attempt, "multiple")
    place = every_kind.places(attempt)["multiple"]
    one = every_kind.right(attempt)["multiple"][:1]
    attempts.save(attempt.pk, question=place, sequence=1, value=one)
    attempts.submit(attempt.pk, actor_id=None)
    assert Mark.objects.unscoped("test").get(question__position=place).points == points


def test_eleven_options_can_be_chosen() -> None:
    many = Wording("multiple", "选哪些？", tuple(f"第{n}项" for n in range(11)), "AK")
    attempt = every_kind.start(many)
    place = every_kind.places(attempt)["multiple"]
    body = {"question": place, "sequence": 1, "value": list("ABCDEFGHIJK")}
    reply = post_json(signed_in(attempt.person), attempt, body)
    assert reply.status_code == 200


def test_what_cannot_be_saved_comes_back_with_what_was_typed(
    client: Client, attempt: Attempt
) -> None:
    place = every_kind.places(attempt)["fill_blank"]
    typed = ["长" * 201, "第二空"]
    reply = client.post(f"/exams/attempts/{attempt.pk}/", {"question": place, "value": typed})
    page = reply.content.decode()
    assert (reply.status_code, "at most 200 characters" in page) == (422, True)
    assert 'value="第二空"' in page
    assert not Answer.every.exists()


def test_a_quiz_tells_each_kind_with_its_explanation(client: Client, attempt: Attempt) -> None:
    places = every_kind.places(attempt)
    attempts.save(attempt.pk, question=places["fill_blank"], sequence=1, value=["不知道", "290"])
    attempts.submit(attempt.pk, actor_id=None)
    page = client.get(f"/exams/attempts/{attempt.pk}/result/").content.decode()
    assert page.count(f"{CANARY}甲") == 1
    assert "6 questions to look at again" in page
    assert "不知道" in page
    assert "村务" in page


def test_a_picture_is_shown_to_its_candidate_while_the_paper_is_written_and_with_the_mistake(
    client: Client, attempt: Attempt
) -> None:
    asked = PaperQuestion.every.get(attempt=attempt, position=1)
    found = PICTURE.search(asked.version.stem)
    assert found is not None
    url = f"/exams/attempts/{attempt.pk}/1/pictures/{found['digest']}/"
    assert url in shown(client, attempt, "single")
    assert url == reverse("paper_picture", args=[attempt.pk, 1, found["digest"]])
    reply = client.get(url)
    assert (reply.status_code, reply.headers["Content-Type"]) == (200, "image/png")
    other = signed_in(rows.person("另一人"))
    assert other.get(url).status_code == 404
    assert client.get(url.replace("/1/", "/2/")).status_code == 404
    assert client.get(url.replace("/1/", "/99/")).status_code == 404
    attempts.submit(attempt.pk, actor_id=None)
    assert client.get(url).status_code == 200
    assert url in client.get(f"/exams/attempts/{attempt.pk}/result/").content.decode()


def test_a_picture_of_a_paper_handed_in_is_shown_no_more_without_a_mistake(
    client: Client, attempt: Attempt
) -> None:
    value = every_kind.right(attempt)["single"]
    attempts.save(attempt.pk, question=1, sequence=1, value=value)
    attempts.submit(attempt.pk, actor_id=None)
    stem = PaperQuestion.every.get(attempt=attempt, position=1).version.stem
    found = PICTURE.search(stem)
    assert found is not None
    url = reverse("paper_picture", args=[attempt.pk, 1, found["digest"]])
    assert client.get(url).status_code == 404
