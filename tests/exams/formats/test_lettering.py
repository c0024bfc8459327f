"""Options with small letters, and options without letters beside a star."""

import pytest

from exams.formats.papertext import read_text


def told(text: str) -> list[tuple[str, tuple[str, ...], str]]:
    found = read_text(text)
    assert found.refused == []
    return [(one.wording.stem, one.wording.options, one.wording.key) for one in found.entries]


@pytest.mark.parametrize(
    "text",
    [
        "1. Who leads?\na) a judge\nb) a neutral\nc) a clerk\nAnswer: b) a neutral\n",
        "1. Who leads?\n(a) a judge (b) a neutral (c) a clerk\nAns. (b)\n",
        "Q1. Who leads? (a) a judge (b) a neutral (c) a clerk\nAns: (b) — because\n",
        "1. Who leads?\na. a judge\nb. a neutral\nc. a clerk\n\nAnswer Key\n1. b\n",
        "1. Who leads?\nA) a judge\nB) a neutral\nC) a clerk\nThe correct answer is B.\n",
        "1. Who leads?\na judge\n*a neutral\na clerk\n",
        "1. Who leads?\na judge\na neutral √\na clerk\n",
    ],
)
def test_one_choice_in_many_dresses(text: str) -> None:
    assert told(text) == [("Who leads?", ("a judge", "a neutral", "a clerk"), "B")]


def test_small_letters_inside_an_answer_in_words_stay() -> None:
    text = "1. Name two duties.\nAnswer: (a) to listen (b) to keep secrets\n"
    (entry,) = read_text(text).entries
    assert entry.wording.answer == "(a) to listen (b) to keep secrets"


def test_a_list_below_a_question_with_an_answer_in_words_is_no_choice() -> None:
    text = "简答题\n1. Explain:\na) consent\nb) secrecy\nAnswer: both protect the parties.\n"
    (entry,) = read_text(text).entries
    assert (entry.wording.kind, entry.wording.stem) == ("open", "Explain:\na) consent\nb) secrecy")


def test_lines_of_which_none_or_each_has_a_star_are_no_options() -> None:
    found = read_text("1. 谁调解？\n*甲\n*乙\n2. 谁？\nA. 一\nB. 二\n答案：A\n")
    assert [one.wording.key for one in found.entries if one.wording.options] == ["A"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("(a) 自愿", "(b) 收费"), ("a. 自愿", "b. 收费"), ("a) 自愿", "b) 收费\n")],
)
def test_statements_with_small_letters_above_the_options_stay_in_the_stem(
    first: str, second: str
) -> None:
    text = (
        f"1. 关于调解：\n{first}\n{second}\n哪些成立？\n"
        "A. 只有(a)\nB. 只有(b)\nC. 都成立\n答案：A\n"
        "2. 由谁主持？\nA. 法官\nB. 调解员\n答案：B\n"
    )
    assert told(text) == [
        (
            f"关于调解：\n{first}\n{second.strip()}\n哪些成立？",
            ("只有(a)", "只有(b)", "都成立"),
            "A",
        ),
        ("由谁主持？", ("法官", "调解员"), "B"),
    ]


def test_small_options_stay_options_beside_a_question_with_capital_ones() -> None:
    text = "1. 谁？\na) 法官\nb) 调解员\n答案：b\n2. 何处？\nA. 村\nB. 城\n答案：A\n"
    assert [(options, key) for _stem, options, key in told(text)] == [
        (("法官", "调解员"), "B"),
        (("村", "城"), "A"),
    ]
