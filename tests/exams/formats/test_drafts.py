"""What a question says of its own answer: stars, and what stands in brackets."""

import pytest

from exams.formats.papertext import read_text


def keys(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    found = read_text(text)
    assert found.refused == []
    return [(one.wording.stem, one.wording.options, one.wording.key) for one in found.entries]


def test_arrows_beside_a_starred_option_are_words_like_others() -> None:
    assert keys("1. 流程（登记→回访）？\n*A. 受理→调查→协议\nB. 协议→受理→调查\n") == [
        ("流程（登记→回访）？", ("受理→调查→协议", "协议→受理→调查"), "A")
    ]


def test_a_letter_behind_an_arrow_has_no_star() -> None:
    text = "1. 次序？\n*A. 登记→C→回访\nB. 回访→C→登记\nC. 立卷\n"
    assert [key for _stem, _options, key in keys(text)] == ["A"]


def test_brackets_with_a_letter_are_words_where_room_for_the_answer_is_empty() -> None:
    stem, options = "甲方（A）与乙方谁先陈述？（ ）", "\nA. 甲方\nB. 乙方\n"
    assert [note.code for note in read_text(f"1. {stem}{options}").refused] == ["no_key"]
    assert keys(f"1. {stem}{options}答案：B\n") == [(stem, ("甲方", "乙方"), "B")]


@pytest.mark.parametrize("stem", ["谁先陈述（B）？", "谁先陈述？（ B ）"])
def test_a_letter_in_the_only_brackets_is_the_answer(stem: str) -> None:
    assert [key for _stem, _options, key in keys(f"1. {stem}\nA. 甲方\nB. 乙方\n")] == ["B"]
