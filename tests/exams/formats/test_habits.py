"""Habits of sites and of people who type: labels, marks behind options, numbers alone."""

import pytest

from exams.formats.entries import Contents
from exams.formats.papertext import read_text

OFFER = "A.一\nB.二\n"
BOTH = [("甲？", ("一", "二"), "B"), ("乙？", ("一", "二"), "B")]


def told(found: Contents) -> list[tuple[str, tuple[str, ...], str]]:
    assert found.refused == []
    return [(one.wording.stem, one.wording.options, one.wording.key) for one in found.entries]


@pytest.mark.parametrize(
    "label",
    [
        "正确答案：B", "正确答案:B", "答案是：B", "正确答案是B。", "正确答案为B", "答案B",
"答案（B）",
        "正解：B", "故选B", "※答案：B", "答　案：B", "参考答案:【B】", "【正确答案】B",
"本题答案：B",
        "答案应为：B", "正确答案是：B", "Correct answer: B",
    ],
)  # fmt: skip
def test_labels_of_answers(label: str) -> None:
    assert told(read_text(f"1.甲？\n{OFFER}{label}\n2.乙？\n{OFFER}{label}\n")) == BOTH
    assert told(read_text(f"1.甲？\n{OFFER}解析：略\n{label}\n2.乙？\n{OFFER}{label}\n")) == BOTH


@pytest.mark.parametrize(
    "text",
    [
        "1. 甲？ [单选题]\nA.一\nB.二(正确答案)\n2. 乙？ [单选题][分值:5]\nA.一\nB.二(正确答案)\n",
        "1. 甲？ [单选题]\n一\n二(正确答案)\n答案解析：略\n2. 乙？ [单选题]\n一\n二（正确答案）\n",
        "【题目】甲？\n【选项】A.一 B.二\n【答案】B\n【题目】乙？\n【选项】A.一 B.二\n【答案】B\n",
        ("1\n【单选题】(2分)\n甲？\nA.\n一\nB.\n二\n正确答案是：B\n"
        "2\n【单选题】(2分)\n乙？\nA.\n一\nB.\n二\n正确答案是：B\n"),
        "1.甲？ A.一 B.二 答案：B 2.乙？ A.一 B.二 答案：B\n",
        "1.甲？\n①一\n②二\n答案：②\n2.乙？\n①一\n②二\n答案：②\n",
        ("1.甲？\nA.一\n第 3 页\nB.二\n答案：B\n- 4 -\n"
"2.乙？\nA.一\nB.二\n答案：B\n第 4 页 共 9 页\n"),
        "1.甲？\nA.一\nB.二\n答案：1.B\n2.乙？\nA.一\nB.二\n答案：2.B\n",
        "一、单选题\n1.甲？\nA.一\nB.二\n2.乙？\nA.一\nB.二\n答案\n单选：1.B 2.B\n",
        "一、单选题\n1.甲？\nA.一\nB.二\n2.乙？\nA.一\nB.二\n答案\n一、BB\n",
        "1.甲？\nA.一\nB.二\n2.乙？\nA.一\nB.二\n答案与解析\n1. B 解析：因为\n1）一；2）二\n2. B\n",
    ],
)  # fmt: skip
def test_exports_of_sites_and_rows_at_the_end(text: str) -> None:
    assert told(read_text(text)) == BOTH


def test_numbers_go_on_behind_answers() -> None:
    text = (
        f"1.甲？\n{OFFER}2.乙？\n{OFFER}答案：1.A 2.B\n"
        f"3.丙？\n{OFFER}4.丁？\n{OFFER}答案：3.B 4.A\n"
    )
    assert [key for _stem, _options, key in told(read_text(text))] == ["A", "B", "B", "A"]


def test_lists_in_answers_and_stems_are_no_questions() -> None:
    text = (
        "一、简答题\n1. 有何原则？\n答：1. 自愿。\n2. 合法。\n3. 尊重。\n"
        "2. 有何义务？\n答：1. 公正。\n2. 廉洁。\n"
    )
    found = read_text(text).entries
    assert [one.wording.stem for one in found] == ["有何原则？", "有何义务？"]
    assert found[0].wording.answer == "1. 自愿。\n2. 合法。\n3. 尊重。"
    listed = (
        f"1. 程序：\n1. 受理\n2. 调查\n3. 签字\n谁先？\n{OFFER}答案：A\n2. 乙？\n{OFFER}答案：B\n"
    )
    assert [stem.count("\n") for stem, _options, _key in told(read_text(listed))] == [4, 0]
    explained = f"1. 甲？\n{OFFER}答案：A\n【解析】1. 一错。\n2. 二错。\n2. 乙？\n{OFFER}答案：B\n"
    assert len(told(read_text(explained))) == 2


def test_letters_with_the_texts_of_their_options_must_agree() -> None:
    offer = "A.一\nB.二\nC.三\n"
    (one,) = read_text(f"1.(多选题)甲？\n{offer}正确答案: AC:一; 三;\n").entries
    assert one.wording.key == "AC"
    other = read_text(f"1.(多选题)甲？\n{offer}正确答案: AC:一; 二;\n")
    assert [note.code for note in other.refused] == ["key"]


@pytest.mark.parametrize(
    ("written", "forms"),
    [
        ("三年/3年", ("三年", "3年")),
        ("3年/三年", ("3年", "三年")),
        ("北京或北京市", ("北京", "北京市")),
        ("2021/1/1", ("2021/1/1",)),
        ("1/2", ("1/2",)),
        ("书面或口头", ("书面或口头",)),
    ],
)
def test_forms_of_one_answer(written: str, forms: tuple[str, ...]) -> None:
    (one,) = read_text(f"填空题\n1. 是____。\n答案：{written}\n").entries
    assert one.wording.accepted == (forms,)


def test_an_answer_before_any_question_is_told_of_and_given_to_none() -> None:
    found = read_text(f"答案：B\n1.甲？\n{OFFER}答案：A\n")
    assert told(found) == [("甲？", ("一", "二"), "A")]
    assert [(note.code, note.place.line) for note in found.notes] == [("row_skipped", 1)]


def test_answers_above_their_questions_are_not_given_to_the_wrong_ones() -> None:
    found = read_text(f"答案：B\n1.甲？\n{OFFER}答案：A\n2.乙？\n{OFFER}")
    assert found.entries == []
    assert [note.code for note in found.refused] == ["answers_first", "answers_first"]


def test_what_an_explanation_concludes_must_be_the_answer() -> None:
    text = (
        f"1.甲？\n{OFFER}答案：B\n解析：考查自愿。\nA. 不对。\n故选{{}}。\n2.乙？\n{OFFER}答案：B\n"
    )
    assert told(read_text(text.format("B"))) == BOTH
    other = read_text(text.format("A"))
    assert [note.code for note in other.refused] == ["keys_disagree"]


@pytest.mark.parametrize(
    "said",
    [
        "原题中正确答案为B，本卷已调整",
        "选项换过位置；去年的试卷故选B。",
        "另一份卷子里本题答案为B。",
    ],
)
def test_what_an_explanation_says_of_another_paper_is_no_answer_of_this_one(said: str) -> None:
    (given,) = read_text(f"1.甲？\n{OFFER}答案：A\n解析：{said}\n").entries
    assert given.wording.key == "A"
    without = read_text(f"1.甲？\n{OFFER}解析：{said}\n2.乙？\n{OFFER}答案：B\n")
    assert [one.wording.key for one in without.entries] == ["B"]
