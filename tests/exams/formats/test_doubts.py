"""What looks like a question inside another is told of."""

import pytest

from exams.formats.papertext import read_text

FIRST = "1. 甲？\nA. 一\nB. 二\n答案：A\n"
LAST = "2. 乙？\nA. 一\nB. 二\n答案：B\n"


def doubts(text: str) -> list[tuple[int, str]]:
    notes = read_text(text).notes
    return [(one.place.line, one.facts["text"]) for one in notes if one.code == "asks_inside"]


@pytest.mark.parametrize(
    "line", ["委员会由（  ）推选产生。", "7) 何时回访？", "①) 见前\n（9）简述回访的作用。"]
)
def test_a_question_in_an_explanation_is_told_of(line: str) -> None:
    found = doubts(f"{FIRST}解析：见法条。\n{line}\n{LAST}")
    assert [text for _line, text in found] == [line.rsplit("\n", maxsplit=1)[-1]]


def test_lists_options_and_answers_are_none() -> None:
    text = (
        f"{FIRST}解析：因为：\n1. 自愿；\n2. 平等。\nA项正确。\nB. 错误。\n"
        f"{LAST}解析：为什么？因为法律如此规定。\n"
    )
    assert doubts(text) == []


def test_a_question_that_an_answer_repeats_is_none() -> None:
    text = "一、单选题\n1. 谁推选（  ）\nA. 一\nB. 二\n参考答案\n1. 谁推选（  ）\n【答案】B\n"
    assert doubts(text) == []


def test_of_very_many_it_is_said_how_many_more_there_are() -> None:
    many = "".join(f"委员会由（  ）推选第{at}次。\n" for at in range(130))
    notes = read_text(f"{FIRST}解析：见法条。\n{many}{LAST}").notes
    assert [note.code for note in notes].count("asks_inside") == 100
    (more,) = [note for note in notes if note.code == "asks_more"]
    assert (more.place.line, more.facts) == (106, {"count": "30"})
