"""Questions to be written at length: shown, saved by the page and by plain forms, kept whole."""

import json

import pytest
from django.test import Client

from exams.models import Answer, Attempt
from tests.exams.views.test_mine import signed_in
from tests.exams.views.test_saving import post_json
from tests.exams.written_rows import CASE_PLACE, OPEN_PLACE, RIGHT_CASE, begin, candidate, exam

pytestmark = pytest.mark.django_db
SECRET = "不得外传"


@pytest.fixture(scope="module")
def begun(lasting: None) -> int:
    of = exam()
    return begin(candidate(), of).pk


@pytest.fixture
def attempt(begun: int) -> Attempt:
    return Attempt.every.get(pk=begun)


@pytest.fixture
def client(attempt: Attempt) -> Client:
    return signed_in(attempt.person)


def kept(attempt: Attempt, place: int) -> list[str]:
    answer = Answer.every.get(attempt=attempt, question__position=place)
    return list(answer.value)


def test_an_open_question_has_room_to_write(client: Client, attempt: Attempt) -> None:
    page = client.get(f"/exams/attempts/{attempt.pk}/?q={OPEN_PLACE}").content.decode()
    assert '<textarea id="line-1" name="value"' in page
    assert "6 points; two people mark what you write, without your name" in page
    assert SECRET not in page


def test_a_case_shows_each_question_with_its_points(client: Client, attempt: Attempt) -> None:
    page = client.get(f"/exams/attempts/{attempt.pk}/?q={CASE_PLACE}").content.decode()
    assert page.count('class="case-part"') == 4
    assert page.count("2 points") == 3
    assert page.count('type="radio" name="line-1"') == 3
    assert page.count('type="checkbox" name="line-2"') == 3
    assert page.count('name="value"') == 5
    assert SECRET not in page


def test_a_plain_form_keeps_the_letters_where_their_line_stands(
    client: Client, attempt: Attempt
) -> None:
    sent = {
        "question": str(CASE_PLACE),
        "value": ["由饲养人\r\n承担。", "", "", "1245", "1179"],
        "line-1": "B",
        "line-2": ["A", "C"],
        "go": "previous",
    }
    answer = client.post(f"/exams/attempts/{attempt.pk}/", sent)
    assert (answer.status_code, kept(attempt, CASE_PLACE)) == (
        302,
        ["由饲养人\n承担。", "B", "AC", "1245", "1179"],
    )
    page = client.get(f"/exams/attempts/{attempt.pk}/?q={CASE_PLACE}").content.decode()
    assert "由饲养人\n承担。</textarea>" in page
    assert page.count("checked") == 3
    assert 'value="AC"' in page


def test_the_page_saves_a_text_as_long_as_it_may_be(client: Client, attempt: Attempt) -> None:
    answer = post_json(
        client, attempt, {"question": OPEN_PLACE, "sequence": 1, "value": ["字" * 5000]}
    )
    assert (answer.status_code, kept(attempt, OPEN_PLACE)) == (200, ["字" * 5000])


@pytest.mark.parametrize(("many", "told"), [(5001, "5,001"), (200_000, "200,000")])
def test_one_that_is_longer_is_told_so_and_stays_on_the_page(
    client: Client, attempt: Attempt, many: int, told: str
) -> None:
    text = "字" * many
    sent = {"question": str(OPEN_PLACE), "value": [text], "go": "next"}
    answer = client.post(f"/exams/attempts/{attempt.pk}/", sent)
    page = answer.content.decode()
    assert (answer.status_code, text in page) == (422, True)
    assert f"at most 5,000 characters; yours has {told}" in page


def test_signs_of_four_bytes_are_kept_and_two_hundred_thousand_are_refused_without_harm(
    client: Client, attempt: Attempt
) -> None:
    kind = {"question": OPEN_PLACE, "sequence": 1, "value": ["𠮷" * 5000]}
    assert post_json(client, attempt, kind).status_code == 200
    far = post_json(client, attempt, kind | {"sequence": 2, "value": ["字" * 200_000]})
    assert far.status_code == 413
    assert kept(attempt, OPEN_PLACE) == ["𠮷" * 5000]


def test_what_cannot_be_chosen_on_a_case_is_refused(client: Client, attempt: Attempt) -> None:
    value = ["", "Z", "", "", ""]
    answer = post_json(client, attempt, {"question": CASE_PLACE, "sequence": 1, "value": value})
    assert answer.status_code == 422
    assert json.loads(answer.content)["answers"][0]["stored"] == "refused"
    assert not Answer.every.filter(attempt=attempt).exists()


def test_the_record_calls_each_line_by_its_question(client: Client, attempt: Attempt) -> None:
    post_json(client, attempt, {"question": CASE_PLACE, "sequence": 1, "value": RIGHT_CASE})
    client.post(f"/exams/attempts/{attempt.pk}/submit/")
    page = client.get(f"/exams/attempts/{attempt.pk}/record/").content.decode()
    assert "(3) AC" in page
    assert "(4-2) 1179" in page
