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


@pytest.mark.parametrize(
    "text",
    [
        "1. 调解（不包括仲裁）要自愿。\n答案：\n2. 任期（三）年。\n",
        "1. 本法（2010年通过）施行。\n2. 本法（下称调解法）施行。\n",
        "1. 委员会（村里）由____推选。\n2. 调解员（乡里）要公道。\n",
        "1. 委员会（村里）由谁推选。\n2. 调解员（乡里）要公道。\n参考答案\n1. 村民\n",
    ],
)
def test_no_answer_is_made_of_brackets_that_explain(text: str) -> None:
    found = read_text(f"一、填空题\n{text}")
    notes = [note.code for one in found.entries for note in one.notes]
    assert "key_in_brackets" not in notes
    assert "no_key" in [one.code for one in found.refused]
    assert len(found.entries) + len(found.refused) == 2


def test_a_section_whose_answers_all_stand_in_brackets_is_read_so() -> None:
    found = read_text("一、填空题\n1. 调解要（自愿）。\n2. 任期（三）年。\n")
    assert [one.wording.accepted for one in found.entries] == [(("自愿",),), (("三",),)]
    assert [[note.code for note in one.notes] for one in found.entries] == [["key_in_brackets"]] * 2


@pytest.mark.parametrize("words", ["故选", "因此选", "所以应选", "故本题选", "此题选：", "应选"])
def test_a_conclusion_alone_on_a_line_is_the_answer(words: str) -> None:
    text = f"1. 谁先陈述？\nA. 甲方\nB. 乙方\n{words}B\n"
    assert keys(text) == [("谁先陈述？", ("甲方", "乙方"), "B")]
    assert keys(f"{text}答案：B\n") == [("谁先陈述？", ("甲方", "乙方"), "B")]
    assert read_text(f"{text}答案：A\n").entries == []


@pytest.mark.parametrize("sign", ["*", "√ ", "✔ ", "✔\ufe0f ", "✅ "])
def test_signs_in_front_of_the_right_option_are_all_known(sign: str) -> None:
    assert keys(f"1. 谁先陈述？\nA. 甲方\n{sign}B. 乙方\n") == [
        ("谁先陈述？", ("甲方", "乙方"), "B")
    ]


@pytest.mark.parametrize("sign", ["√", "✔", "✅", "（正确）", "(right)", "（√）"])
def test_signs_behind_the_right_option_are_all_known(sign: str) -> None:
    wanted = [("谁先陈述？", ("甲方", "乙方"), "B")]
    assert keys(f"1. 谁先陈述？\nA. 甲方\nB. 乙方 {sign}\n") == wanted
    assert keys(f"1. 谁先陈述？\n甲方\n乙方 {sign}\n") == wanted
