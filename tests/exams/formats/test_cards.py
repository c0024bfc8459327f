"""Cards of learning programs: a front, a tab, a back."""

import pytest

from exams.formats.entries import Unreadable
from exams.formats.opening import read
from exams.formats.papertext import read_text


def test_cards_are_questions_with_their_answers() -> None:
    text = (
        "#separator:tab\n#html:true\n#tags column:3\n任期？\t三年<br>可连任\t组织\n费？\t不收\t\n"
    )
    found = read_text(text)
    first, second = found.entries
    assert (first.wording.kind, first.wording.stem) == ("open", "任期？")
    assert (first.wording.answer, first.subject, first.place.line) == ("三年\n可连任", "组织", 4)
    assert (second.wording.answer, second.subject) == ("不收", "")
    assert [note.code for note in found.notes] == ["cards"]


def test_a_front_with_options_is_a_choice() -> None:
    found = read_text("谁调解？<br>A. 法官<br>B. 调解员\tB\n收费吗？<br>A. 收<br>B. 不收\tB\n")
    assert [(one.wording.options, one.wording.key) for one in found.entries] == [
        (("法官", "调解员"), "B"),
        (("收", "不收"), "B"),
    ]


@pytest.mark.parametrize(
    "text", ["甲\t乙\n", "甲\t乙\n丙\n", "甲\t\n丙\t丁\n", "甲\t乙\t丙\n丁\t戊\t己\n"]
)
def test_what_is_not_all_cards_is_unknown(text: str) -> None:
    with pytest.raises(Unreadable, match="unknown"):
        read_text(text)


@pytest.mark.parametrize(("no", "yes"), [("错", "对"), ("×", "√"), ("F", "T"), ("错误", "正确")])
def test_backs_that_all_judge_make_true_and_false(no: str, yes: str) -> None:
    found = read_text(f"调解要收费\t{no}\n调解讲自愿\t{yes}\n")
    assert [(one.wording.kind, one.wording.stem, one.wording.key) for one in found.entries] == [
        ("true_false", "调解要收费", "B"),
        ("true_false", "调解讲自愿", "A"),
    ]


@pytest.mark.parametrize("backs", [("错", "三年"), ("N", "F")])
def test_backs_that_do_not_all_judge_are_answers_in_words(backs: tuple[str, str]) -> None:
    found = read_text(f"氮的符号？\t{backs[0]}\n氟的符号？\t{backs[1]}\n")
    assert [(one.wording.kind, one.wording.answer) for one in found.entries] == [
        ("open", backs[0]),
        ("open", backs[1]),
    ]


def test_a_list_of_names_with_figures_holds_no_questions() -> None:
    with pytest.raises(Unreadable, match="unknown"):
        read_text("王五\t87\n赵六\t92分\n")
    assert len(read_text("一年有几个月？\t12\n一周有几天？\t7\n").entries) == 2


def test_rows_copied_out_of_a_sheet_without_their_heading_are_read_as_in_a_sheet() -> None:
    rows = "谁主持人民调解？\t法官\t调解员\tB\n人民调解收费吗？\t收费\t不收\tB\n"
    found = read(rows.encode(), "a.txt")
    assert [(one.wording.options, one.wording.key) for one in found.entries] == [
        (("法官", "调解员"), "B"),
        (("收费", "不收"), "B"),
    ]
    found = read("1\t调解要收费\t错\n2\t调解讲自愿\t对\n".encode(), "a.txt")
    assert [(one.wording.kind, one.wording.key) for one in found.entries] == [
        ("true_false", "B"),
        ("true_false", "A"),
    ]
