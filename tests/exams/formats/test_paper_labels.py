"""Labels, numbers and titles as people write them: traditional characters, English, Markdown."""

import pytest

from exams.formats.papertext import read_text

BARE = "1. 甲？\nA. 一\nB. 二\n2. 乙？\nA. 一\nB. 二\n"
FOLD, FOLDED = "</details>", "<details>\n<summary>查看答案</summary>\n\n"
TWO = [("甲？", ("一", "二"), "A"), ("乙？", ("一", "二"), "B")]


def told(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    found = read_text(text)
    assert found.refused == []
    return [(one.wording.stem, one.wording.options, one.wording.key) for one in found.entries]


@pytest.mark.parametrize(
    "text",
    [
        "題目一、甲？\n(A) 一\n(B) 二\n正確答案：A\n題目二、乙？\n(A) 一\n(B) 二\n正確答案：B\n",
        "第一题：甲？\nA. 一\nB. 二\n标准答案：A\n第二题：乙？\nA. 一\nB. 二\n标准答案：B\n",
        "1. 甲？\nA. 一\nB. 二\n✅ 答案：A\n2. 乙？\nA. 一\nB. 二\n👉 正确答案：B\n",
        "1\\. 甲？\nA\\. 一\nB\\. 二\n答案：A\n\n2\\. 乙？\nA\\. 一\nB\\. 二\n答案：B\n",
        "1. 甲？\n答案：A\nA. 一\nB. 二\n2. 乙？\n答案：B\nA. 一\nB. 二\n",
        f"1. 甲？\nA. 一\nB. 二\n{FOLDED}答案：A\n{FOLD}\n2. 乙？\nA. 一\nB. 二\n{FOLDED}答案：B",
        f"{BARE}参考答案\n题号 1 2\n答案 A B\n",
        f"{BARE}## 答案\n| 题号 | 1 | 2 |\n|---|---|---|\n| 答案 | A | B |\n",
        f"{BARE}\n| 题号 | 答案 |\n|---|---|\n| 1 | A |\n| 2 | B |\n",
        f"{BARE}\nAnswer Key\n1. A\n2. B\n",
        "1. 甲？\nA. 一\n**B. 二**\n答案：A\n2. 乙？\nA. 一\n**B. 二**\n",
        "卷\n第 1 页\n1. 甲？\nA. 一\nB. 二\n答案：A\n2. 乙？\nA. 一\n卷\n第 2 页\nB. 二\n答案：B",
    ],
)
def test_two_questions_in_many_dresses(text: str) -> None:
    assert told(text) == TWO


def test_explanations_in_a_table_of_answers_go_to_their_questions() -> None:
    text = (
        "1. 甲？\nA. 一\nB. 二\n2. 乙？\nA. 一\nB. 二\n参考答案\n"
        "| 题号 | 答案 | 解析 |\n|---|---|---|\n| 1 | A | 见前 |\n| 2 | B | 见后 |\n"
    )
    assert [one.wording.explanation for one in read_text(text).entries] == ["见前", "见后"]


def test_a_table_that_is_to_be_filled_in_holds_no_answers() -> None:
    text = (
        "一、单选题\n1. 甲？\nA. 一\nB. 二\n二、判断题\n| 题号 | 1 |\n| 答案 |  |\n"
        "1. 丙。\n参考答案\n一、单选题\n1.A\n二、判断题\n1.对\n"
    )
    assert [key for _stem, _options, key in told(text)] == ["A", "A"]


@pytest.mark.parametrize("kind", ["简答", "论述题", "问答", "案例分析"])
def test_a_kind_in_brackets_before_the_number_begins_a_question(kind: str) -> None:
    text = f"【填空】1. 任期____年。\n【答案】三\n【{kind}】2. 调解有何用处\n【答案】化解矛盾\n"
    first, second = read_text(text).entries
    assert (first.wording.explanation, first.wording.accepted) == ("", (("三",),))
    assert (second.wording.stem, second.wording.answer) == ("调解有何用处", "化解矛盾")


def test_what_is_called_a_blank_and_answered_by_a_letter_is_a_choice() -> None:
    text = "填空题\n1. 任期（  ）年。\nA. 二\nB. 三\n答案：B\n"
    assert told(text) == [("任期（  ）年。", ("二", "三"), "B")]
