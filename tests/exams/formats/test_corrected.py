"""Answers that were corrected by hand, or leave it open which of two is right."""

import pytest

from exams.formats.papertext import read_text
from tests.exams.formats.files import HEAD, entry, refusal


@pytest.mark.parametrize("kind", ["", "单选题", "多选题", "选择题"])
@pytest.mark.parametrize("key", ["A→B", "A -> B", "Ａ→Ｂ", "a=>b", "答案：A→B", "A→B→C"])
def test_an_arrow_between_letters_is_no_answer_to_a_choice(kind: str, key: str) -> None:
    told = refusal(HEAD, [kind, "谁管？", "村", "镇", "县", key])
    assert told.code in {"ambiguous_key", "key"}
    assert told.facts["text"] == key


@pytest.mark.parametrize("kind", ["", "单选题", "选择题"])
@pytest.mark.parametrize("key", ["A/B", "A / C", "Ａ／Ｂ"])
def test_one_or_the_other_is_no_answer(kind: str, key: str) -> None:
    assert refusal(HEAD, [kind, "谁管？", "村", "镇", "县", key]).code == "ambiguous_key"


def test_slashes_part_the_answers_where_several_are_called_for() -> None:
    assert entry(HEAD, ["多选题", "谁管？", "村", "镇", "县", "A/C"]).wording.key == "AC"
    text = "一、多选题\n1. 谁管？\nA. 村\nB. 镇\n答案：A/B\n"
    assert read_text(text).entries[0].wording.key == "AB"


@pytest.mark.parametrize("key", ["B（错）", "B(错误)", "B（×）", "B（有误）", "B(?)", "B（不对）"])
def test_a_letter_with_a_doubt_behind_it_is_no_answer(key: str) -> None:
    assert refusal(HEAD, ["", "谁管？", "村", "镇", "县", key]).code == "key"


def test_a_letter_with_another_remark_behind_it_is_one() -> None:
    assert entry(HEAD, ["", "谁管？", "村", "镇", "县", "B（见第三章）"]).wording.key == "B"


@pytest.mark.parametrize("key", ["A→B", "A/B", "B(错)"])
def test_answers_in_a_paper_are_doubted_too(key: str) -> None:
    below = read_text(f"1. 谁管？\nA. 村\nB. 镇\n答案：{key}\n")
    rows = f"参考答案\n1. {key}\n2. A\n"
    at_end = read_text(f"1. 谁管？\nA. 村\nB. 镇\n2. 何时？\nA. 春\nB. 夏\n{rows}")
    assert [note.place.line for note in (*below.refused, *at_end.refused)] == [1, 1]
    assert [one.wording.stem for one in at_end.entries] == ["何时？"]
