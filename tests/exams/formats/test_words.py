"""Words for kinds, difficulty and marks."""

from decimal import Decimal

import pytest

from exams.formats.words import CHOICE, difficulty_of, hint_of, kind_of, marks_of


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("单选题", "single"),
        ("单项选择", "single"),
        ("A1型题", "single"),
        ("single_choice", "single"),
        ("多选", "multiple"),
        ("多项选择题", "multiple"),
        ("不定项选择题", "multiple"),
        ("multiple_response", "multiple"),
        ("判断题", "true_false"),
        ("TRUE_FALSE", "true_false"),
        ("填空", "fill_blank"),
        ("fill-in-blank", "fill_blank"),
        ("简答题", "open"),
        ("名词解释", "open"),
        ("案例分析题", "case_analysis"),
        ("连线题", "matching"),
        ("排序题", "ordering"),
        ("选择题", CHOICE),
        ("multiple_choice", CHOICE),
        ("单选/多选", CHOICE),
        ("常识", ""),
    ],
)
def test_kinds_in_their_usual_words(written: str, kind: str) -> None:
    assert kind_of(written) == kind


def test_a_title_that_names_several_kinds_is_no_hint() -> None:
    assert hint_of("单选题") == "single"
    assert hint_of("单选判断题库") == ""
    assert hint_of("单选多选") == CHOICE
    assert hint_of("Sheet1") == ""


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("易", "easy"),
        ("较易", "easy"),
        ("中等", "medium"),
        ("较难", "hard"),
        ("Hard", "hard"),
        ("1", "easy"),
        ("3", "medium"),
        ("5.0", "hard"),
        ("0.9", "easy"),
        ("0.3", "hard"),
        ("★★★", "medium"),
        ("看情况", ""),
    ],
)
def test_difficulty_in_words_and_numbers(written: str, level: str) -> None:
    assert difficulty_of(written) == level


def test_marks_are_1_to_100_with_one_decimal() -> None:
    assert marks_of("2分") == Decimal(2)
    assert marks_of("1.5") == Decimal("1.5")
    assert marks_of("１０") == Decimal(10)
    for bad in ("0", "-1", "1e999", "NaN", "0.333", "1.25", "101", "两分", "Infinity"):
        assert marks_of(bad) is None, bad
