"""What can be answered to a version, remembered by a process: without texts, and never missing."""

import pytest
from pytest_django import DjangoAssertNumQueries

from exams import remembering
from exams.models import Attempt

pytestmark = pytest.mark.django_db


def letters(attempt: Attempt, place: int) -> str:
    asked = remembering.questions_at(attempt.pk, {place})[place]
    return "".join(line.letter for line in asked.question.lines)


def test_each_question_knows_its_letters_and_none_of_its_words(attempt: Attempt) -> None:
    assert [letters(attempt, place) for place in (1, 4, 5)] == ["ABCD", "ABCDE", "AB"]
    asked = remembering.questions_at(attempt.pk, {1})[1].question
    assert set(asked.texts) == {""}


def test_places_that_a_paper_has_not_are_left_out(attempt: Attempt) -> None:
    assert remembering.questions_at(attempt.pk, {0, 6, 99}) == {}
    assert remembering.questions_at(attempt.pk + 1, {1}) == {}


def test_a_version_is_read_once(
    attempt: Attempt, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    remembering.forget()
    with django_assert_num_queries(2):
        remembering.questions_at(attempt.pk, {1})
    with django_assert_num_queries(1):
        remembering.questions_at(attempt.pk, {1})


def test_a_full_memory_is_emptied_and_still_answers(
    attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    remembering.forget()
    monkeypatch.setattr(remembering, "SHAPES", 2)
    for place in (1, 2, 3, 1, 4, 5, 1):
        assert letters(attempt, place)
    whole = remembering.questions_at(attempt.pk, {1, 2, 3, 4, 5})
    assert sorted(whole) == [1, 2, 3, 4, 5]


def test_the_words_of_a_version_are_read_once(
    attempt: Attempt, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    remembering.forget()
    wanted = list(attempt.questions.values_list("version_id", flat=True))
    with django_assert_num_queries(1):
        known = remembering.versions(wanted)
        assert remembering.versions(wanted) == known
        assert {known[pk].item.kind for pk in wanted} == {"single", "multiple", "true_false"}
    assert remembering.versions([0]) == {}


def test_a_full_memory_of_words_is_emptied_and_still_answers(
    attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    remembering.forget()
    monkeypatch.setattr(remembering, "SHAPES", 2)
    wanted = list(attempt.questions.values_list("version_id", flat=True))
    for some in (wanted[:2], wanted[1:4], wanted):
        assert set(remembering.versions(some)) == set(some)
