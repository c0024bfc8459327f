"""Where one question of a paper ends and the next begins; no answer is ever joined to another."""

import pytest

from exams.formats.entries import Contents
from exams.formats.papertext import read_text

OFFER = "A.一\nB.二\n"


def keys(found: Contents) -> list[tuple[str, str]]:
    return [(one.wording.stem, one.wording.key) for one in found.entries]


@pytest.mark.parametrize("number", ["2 ", "(2)", "2、", "", "Q2 ", "第2题 "])
@pytest.mark.parametrize("first", ["1.{}", "第1题 {}", "Q1 {}", "题目1 {}"])
def test_a_question_whose_number_is_written_otherwise_is_a_question(
    first: str, number: str
) -> None:
    text = f"{first.format('甲？')}\n{OFFER}答案：A\n{number}乙？\n{OFFER}答案：B\n"
    found = read_text(text)
    assert (keys(found), found.refused) == ([("甲？", "A"), ("乙？", "B")], [])


@pytest.mark.parametrize("number", ["2 ", "(2)", ""])
@pytest.mark.parametrize("key", ["A", "B"])
def test_the_numbers_go_on_behind_it(number: str, key: str) -> None:
    text = f"1.甲？\n{OFFER}答案：{key}\n{number}乙？\n{OFFER}答案：B\n3.丙？\n{OFFER}答案：A\n"
    assert keys(read_text(text)) == [("甲？", key), ("乙？", "B"), ("丙？", "A")]


@pytest.mark.parametrize("number", ["2 ", "", "\n"])
def test_a_question_without_a_number_behind_an_explanation(number: str) -> None:
    text = f"1.甲？\n{OFFER}答案：A\n解析：因为。\n因此。\n{number}乙？\n{OFFER}答案：B\n"
    found = read_text(text)
    assert (keys(found), found.refused) == ([("甲？", "A"), ("乙？", "B")], [])
    assert found.entries[0].wording.explanation == "因为。\n因此。"


@pytest.mark.parametrize("key", ["对", "错"])
def test_a_second_answer_behind_other_words_refuses_both_questions(key: str) -> None:
    found = read_text(
        f"判断题\n1.甲。\n答案：对\n解析：因为。\n乙。\n答案：{key}\n3.丙。\n答案：对\n"
    )
    assert keys(found) == [("丙。", "A")]
    assert [note.code for note in found.refused] == ["two_keys"]
    assert [(note.code, note.facts) for note in found.notes] == [
        ("numbers_missing", {"first": "2", "last": "2"})
    ]


def test_the_same_answer_twice_is_one_and_two_are_none() -> None:
    found = read_text(f"1.甲？\n{OFFER}答案：A\n答案：A\n2.乙？\n{OFFER}答案：A\n答案：B\n")
    assert keys(found) == [("甲？", "A")]
    assert [note.code for note in found.refused] == ["keys_disagree"]


def test_an_answer_at_the_end_must_agree_with_the_one_below_the_question() -> None:
    text = f"1.甲？\n{OFFER}答案：A\n2.乙？\n{OFFER}答案：B\n参考答案\n1.B 2.B\n"
    found = read_text(text)
    assert keys(found) == [("乙？", "B")]
    assert [note.code for note in found.refused] == ["keys_disagree"]


@pytest.mark.parametrize("number", ["2 ", "(2)"])
def test_a_dot_forgotten_where_answers_stand_at_the_end(number: str) -> None:
    offered = f"1.甲？\n{OFFER}{number}乙？\n{OFFER}3.丙？\n{OFFER}答案：1.A 2.B 3.A\n"
    stated = f"1.甲。\n{number}乙。\n3.丙。\n答案：1.√ 2.× 3.√\n"
    assert [key for _stem, key in keys(read_text(offered))] == ["A", "B", "A"]
    assert [key for _stem, key in keys(read_text(stated))] == ["A", "B", "A"]


def test_options_that_begin_twice_are_refused() -> None:
    found = read_text(f"1.甲？\n{OFFER}乙\n丙\n{OFFER}2.丁？\n{OFFER}答案：1.A 2.B\n")
    assert keys(found) == [("丁？", "B")]
    assert [note.code for note in found.refused] == ["two_questions"]


def test_an_option_may_go_on_on_the_next_line() -> None:
    (one,) = read_text("1.甲？\nA.一\n又一\nB.二\n答案：A\n").entries
    assert one.wording.options == ("一\n又一", "二")


def test_a_list_in_an_answer_is_no_question() -> None:
    text = "简答题\n1.怎样？\n答：因为：\n1、甲；\n2、乙。\n(3)丙。\n2.谁？\n答：甲。\n"
    assert [one.wording.answer for one in read_text(text).entries] == [
        "因为：\n1、甲；\n2、乙。\n(3)丙。",
        "甲。",
    ]


@pytest.mark.parametrize("sign", ["【{}】", "[{}]", "（{}）", "({}题)"])
@pytest.mark.parametrize("number", ["{n}.{kind}", "{n}、{kind}", "第{n}题 {kind}"])
def test_a_kind_in_brackets_behind_a_number_is_the_question_s(number: str, sign: str) -> None:
    one, two = sign.format("单选"), sign.format("判断")
    text = (
        f"一、选择题\n{number.format(n=1, kind=one)}离婚时共同财产如何分割？\n{OFFER}答案：A\n"
        f"{number.format(n=2, kind=two)}第五题由每一方当事人签名。\n答案：√\n"
    )
    found = read_text(text)
    assert [(one.wording.kind, one.wording.key) for one in found.entries] == [
        ("single", "A"),
        ("true_false", "A"),
    ]
    assert found.entries[1].wording.stem == "第五题由每一方当事人签名。"


@pytest.mark.parametrize(
    "text",
    [
        (
            "【单选题】 1. 离婚财产如何分割？\nA.一\nB.二\n答案：A\n"
            "[单选题] 2. 乙？\nA.一\nB.二\n答案：B\n"
        ),
        "1.单选题\n离婚财产如何分割？\nA.一\nB.二\n答案：A\n2.单选题\n乙？\nA.一\nB.二\n答案：B\n",
        "单选题 1 离婚财产如何分割？\nA 一\nB 二\n答案 A\n单选题 2 乙？\nA 一\nB 二\n答案 B\n",
        "【单选题】离婚财产如何分割？\nA.一\nB.二\n答案：A\n【单选题】乙？\nA.一\nB.二\n答案：B\n",
        (
            "题号：1\n题型：单选题\n题干：离婚财产如何分割？\nA.一\nB.二\n答案：A\n\n"
            "题号：2\n题型：单选题\n题干：乙？\nA.一\nB.二\n答案：B\n"
        ),
    ],
)
def test_the_kind_of_each_question_stands_around_its_number(text: str) -> None:
    found = read_text(text)
    assert keys(found) == [("离婚财产如何分割？", "A"), ("乙？", "B")]
    assert {one.wording.kind for one in found.entries} == {"single"}
    assert [one.notes for one in found.entries] == [(), ()]


def test_sections_with_figures_are_sections() -> None:
    text = f"1、单选题（每题2分）\n1.甲？\n{OFFER}答案：A\n2、判断题（每题1分）\n1.乙。\n答案：对\n"
    found = read_text(text)
    assert [(one.wording.kind, str(one.wording.marks)) for one in found.entries] == [
        ("single", "2.0"),
        ("true_false", "1.0"),
    ]
