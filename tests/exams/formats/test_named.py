"""Questions of JSON that stand in the names, and what beside them is none."""

import json
from typing import Any

from exams.formats.entries import Contents
from exams.formats.opening import read
from tests.exams.formats.files import entry, refusal


def contents(value: Any) -> Contents:
    return read(json.dumps(value, ensure_ascii=False).encode(), "bank.json")


def test_a_question_with_its_options_by_its_answer() -> None:
    found = contents({"谁主持调解？|法官|调解员": "调解员", "何时申请？|随时|年底": "明年"})
    assert [(one.wording.options, one.wording.key) for one in found.entries] == [
        (("法官", "调解员"), "B")
    ]
    assert [(note.code, note.place.line) for note in found.refused] == [("key", 2)]


def test_an_answer_under_the_words_of_its_question() -> None:
    found = contents(
        {
            "哪些是调解的原则？(4分)": {"options": ["自愿", "平等", "收费"], "answer": ["A", "B"]},
            "调解收费": {"options": ["对", "错"], "answer": "B"},
        }
    )
    (one,) = found.entries
    assert (one.wording.stem, one.wording.key) == ("哪些是调解的原则？(4分)", "AB")
    assert [note.code for note in found.refused] == ["no_stem"]


def test_words_about_the_file_are_no_question() -> None:
    about = {"question": "题目内容", "options": "选项数组", "answer": "答案"}
    asked = {"question": "谁？", "options": ["甲", "乙"], "answer": "A"}
    found = contents({"_format": about, "questions": [asked]})
    assert (len(found.entries), found.refused) == (1, [])


def test_a_list_in_a_cell_fills_the_blanks_it_has() -> None:
    head = ["题目", "答案"]
    one = entry(head, ["由（  ）主持。", "['调解员']"]).wording
    two = entry(head, ["____和____。", '["自愿", "平等"]']).wording
    assert (one.accepted, two.accepted) == ((("调解员",),), (("自愿",), ("平等",)))
    assert refusal(head, ["由（  ）主持。", "['调解员', '书记员']"]).code == "blanks"


def test_letters_put_twice_are_taken_off_twice() -> None:
    found = entry(["题干", "选项", "答案"], ["谁？", "A.A．法官\nB.B．调解员", "B."]).wording
    assert (found.options, found.key) == (("法官", "调解员"), "B")


def test_line_ends_that_stand_as_signs_set_options_apart() -> None:
    found = entry(["题干", "选项(每行一个)", "答案"], ["谁？", r"法官\n调解员", "调解员"]).wording
    assert (found.options, found.key) == (("法官", "调解员"), "B")


def test_a_choice_without_options_says_so() -> None:
    found = refusal(["题型", "题干", "答案"], ["单选题", "稷是指（ ）。", "C．豆类"])
    assert found.code == "no_options"
