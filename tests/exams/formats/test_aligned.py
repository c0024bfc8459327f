"""Pairs, orders and blanks of JSON."""

import json
from typing import Any

import pytest

from exams.formats.entries import Contents
from exams.formats.opening import read
from exams.wording import Wording


def contents(*questions: Any) -> Contents:
    return read(json.dumps(questions, ensure_ascii=False).encode(), "quiz.json")


def only(question: Any) -> Wording:
    found = contents(question)
    assert found.refused == []
    (entry,) = found.entries
    return entry.wording


def refusal(question: Any) -> str:
    (note,) = contents(question).refused
    return note.code


@pytest.mark.parametrize(
    "fields",
    [
        {"pairs": [{"left": "村", "right": "村委会"}, {"left": "县", "right": "法院"}]},
        {"matchingPairs": [{"term": "村", "meaning": "村委会"}, {"term": "县", "meaning": "法院"}]},
        {"pairs": [["村", "村委会"], ["县", "法院"]]},
        {"type": "连线题", "pairs": {"村": "村委会", "县": "法院"}},
    ],
)  # fmt: skip
def test_pairs_are_matched(fields: dict[str, Any]) -> None:
    assert only({"question": "谁在哪里？", **fields}) == Wording(
        "matching", "谁在哪里？", ("村", "县"), "AB", targets=("村委会", "法院")
    )


def test_a_pair_that_lacks_a_side_holds_the_question() -> None:
    pairs = [{"left": "村", "right": "村委会"}, {"left": "县"}]
    assert refusal({"type": "matching", "question": "谁在哪里？", "pairs": pairs}) == "no_options"


STEPS = ["签字", "听取", "受理"]


@pytest.mark.parametrize(
    ("order", "key"),
    [(["受理", "听取", "签字"], "CBA"), ([2, 1, 0], "CBA"), ([3, 2, 1], "CBA"), ("CAB", "CAB")],
)
def test_an_order_by_texts_letters_or_plain_numbers(order: Any, key: str) -> None:
    question = {"type": "ordering", "question": "排序", "items": STEPS, "correctOrder": order}
    assert only(question).key == key


def test_numbers_that_say_two_orders_are_refused() -> None:
    question = {"type": "ordering", "question": "排序", "items": STEPS, "correctOrder": [2, 0, 1]}
    assert refusal(question) == "key"


def test_accepted_answers_join_the_right_one() -> None:
    question = {"type": "fill_blank", "question": "由____主持。", "answer": "调解员"}
    found = only({**question, "acceptedAnswers": ["人民调解员", "调解员"]})
    assert found.accepted == (("调解员", "人民调解员"),)
    alone = {"type": "fill_blank", "question": "由____主持。", "acceptable_answers": ["调解员"]}
    assert only(alone).accepted == (("调解员",),)


def test_a_blank_that_is_filled_by_choosing_is_a_choice() -> None:
    question = {"type": "fill_blank", "question": "由____主持。", "options": ["法官", "调解员"]}
    for said in ({"correct_index": 1}, {"answer": "B"}):
        found = only({**question, **said})
        assert (found.kind, found.options, found.key) == ("single", ("法官", "调解员"), "B")
    assert only({**question, "answer": "调解员"}).accepted == (("调解员",),)
    assert refusal({**question, "answer": 1}) == "key"
    two = {**question, "question": "____问____。", "answer": ["B", "A"]}
    assert refusal(two) == "key"


def test_an_index_counts_from_one_where_one_is_as_high_as_there_are_options() -> None:
    def keys(*places: int) -> list[str]:
        asked = [
            {"question": f"谁{at}？", "options": ["甲", "乙", "丙"], "correctIndex": place}
            for at, place in enumerate(places)
        ]
        return [entry.wording.key for entry in contents(*asked).entries]

    assert keys(0, 1, 2) == ["A", "B", "C"]
    assert keys(1, 3, 2) == ["A", "C", "B"]
    assert keys(1, 2) == ["B", "C"]


def test_answers_in_braces_are_the_blanks() -> None:
    found = only({"题型": "填空题", "题干": "调解应当{自愿}、{合法|依法}。"})
    assert (found.stem, found.accepted) == ("调解应当____、____。", (("自愿",), ("合法", "依法")))
    assert refusal({"题型": "填空题", "题干": r"$\frac{1}{2}$等于多少？"}) == "no_key"


def test_numbers_in_boxes_are_blanks_and_or_in_brackets_a_second_answer() -> None:
    found = only({"type": "fill", "q": "模型称为 【3】。", "ans": "关系模型（或关系数据模型）"})
    assert (found.stem, found.accepted) == ("模型称为 ____。", (("关系模型", "关系数据模型"),))


ONE = '{"question": "谁？", "options": ["甲", "乙"], "answer": "B"}'


@pytest.mark.parametrize(
    "text",
    [
        f"const QUIZ = [\n{ONE},\n];\nmodule.exports = QUIZ;\n",
        f"export default [{ONE}]",
        f"[{ONE},]",
        f"// of last year\n{ONE}\n",
        ONE.replace(", ", ",\n"),
    ],
)
def test_json_in_a_script_or_with_commas_left_behind(text: str) -> None:
    found = read(text.encode(), "quiz.js")
    assert [entry.wording.key for entry in found.entries] == ["B"]
    assert found.refused == []


def test_values_one_after_the_other_over_several_lines() -> None:
    text = "\n".join([ONE.replace(", ", ",\n"), ONE.replace("谁", "何时").replace(", ", ",\n")])
    assert [entry.wording.key for entry in read(text.encode(), "a.json").entries] == ["B", "B"]


def test_a_list_of_questions_under_the_name_of_one_is_a_section() -> None:
    asked = {"题干": "谁？", "选项": ["甲", "乙"], "答案": "A"}
    found = contents({"大题": [{"题型": "单选题", "知识点": "总则", "题目": [asked, asked]}]})
    assert [entry.wording.kind for entry in found.entries] == ["single", "single"]
