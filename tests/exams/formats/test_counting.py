"""Options that are counted: ①甲 ②乙, on one line or several, or （1）甲."""

import pytest

from exams.formats.papertext import read_text


@pytest.mark.parametrize(
    "options",
    [
        "①村里 ②镇里 ③县里",
        "①村里；②镇里；③县里",
        "①村里\n②镇里\n③县里",
        "① 村里 ② 镇里\n③ 县里",
    ],
)
@pytest.mark.parametrize(("sign", "key"), [("②", "B"), ("①③", "AC"), ("①、②", "AB")])
def test_options_in_circles_are_lettered(options: str, sign: str, key: str) -> None:
    (entry,) = read_text(f"1. 归谁管？\n{options}\n答案：{sign}\n").entries
    assert entry.wording.stem == "归谁管？"
    assert (entry.wording.options, entry.wording.key) == (("村里", "镇里", "县里"), key)


def test_options_on_the_line_of_the_stem_are_lettered() -> None:
    (entry,) = read_text("1. 归谁管？①村里 ②镇里\n答案：②\n").entries
    assert (entry.wording.stem, entry.wording.options) == ("归谁管？", ("村里", "镇里"))


@pytest.mark.parametrize("options", ["（1）村里 （2）镇里", "(1) 村里\n(2) 镇里"])
@pytest.mark.parametrize("sign", ["（2）", "(2)"])
def test_options_in_brackets_are_lettered(options: str, sign: str) -> None:
    (entry,) = read_text(f"1. 归谁管？\n{options}\n答案：{sign}\n").entries
    assert (entry.wording.options, entry.wording.key) == (("村里", "镇里"), "B")


def test_a_section_of_choices_may_answer_by_letters() -> None:
    (entry,) = read_text("一、单选题\n1. 归谁管？\n①村里 ②镇里\n答案：B\n").entries
    assert (entry.wording.options, entry.wording.key) == (("村里", "镇里"), "B")


@pytest.mark.parametrize(
    "text",
    [
        "1. 归谁管？\n答案：②\n",
        "1. 归谁管？\n①村里 ②镇里\n答案：③\n",
        "1. 归谁管？\n①村里 ②镇里\n答案：（2）\n",
        "1. 下列说法\n①可以收费 ②可以拒绝\n其中正确的是？\n答案：②\n",
        "1. 下列说法\n①可以收费 ③可以拒绝\n答案：③\n",
        "简答题\n1. 归谁管？\n答案：②\n",
    ],
)
def test_a_number_that_names_no_option_is_no_model_answer(text: str) -> None:
    found = read_text(text)
    assert found.entries == []
    assert [note.code for note in found.refused] == ["no_options"]


def test_lists_in_open_questions_and_statements_stay() -> None:
    text = "1. 如何办？①先问 ②再记\n答案：先问双方，再记下来。\n判断题\n2. 应当①问 ②记。\n答案：√\n"
    first, second = read_text(text).entries
    assert first.wording.stem == "如何办？①先问 ②再记"
    assert second.wording.stem == "应当①问 ②记。"


def test_a_number_in_a_section_of_blanks_makes_no_choice() -> None:
    found = read_text("填空题\n1. 先____再记。（①问 ②走）\n答案：①\n")
    assert found.entries == []
    assert [note.code for note in found.refused] == ["blanks"]
