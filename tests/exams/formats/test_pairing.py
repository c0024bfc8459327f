"""Answers at the end of a paper under headings of their own, in whatever order."""

import pytest

from exams.formats.papertext import read_text


def paper(first: str, second: str, answers: str) -> str:
    """Two sections of two choices each, and what stands below them."""
    one = "{0}\n1. {1}事归谁管？\nA. 村\nB. 镇\nC. 县\n2. {1}事何时办？\nA. 春\nB. 夏\nC. 秋\n"
    return one.format(first, "东") + one.format(second, "西") + f"\n参考答案\n{answers}"


def keyed(text: str) -> list[str]:
    found = read_text(text)
    assert found.refused == []
    assert [one.wording.explanation for one in found.entries] == [""] * len(found.entries)
    assert [one.wording.options[-1][-1] for one in found.entries] == ["县", "秋"] * 2
    return [one.wording.key for one in found.entries]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("一、单选题", "二、单选题"),
        ("一、选案例（单选题）", "二、选程序（单选题）"),
        ("一、选择题（原则）", "二、单项选择题（程序）"),
        ("第一章 总则", "第二章 程序"),
        ("第1章：总则", "第2章：程序"),
        ("一、原则", "二、程序"),
    ],
)
@pytest.mark.parametrize(("one", "other"), [("1. A 2. B", "1. C 2. A"), ("1-2 AB", "1-2 CA")])
def test_answers_go_by_the_heading_over_them(first: str, second: str, one: str, other: str) -> None:
    assert keyed(paper(first, second, f"{first}\n{one}\n{second}\n{other}")) == list("ABCA")
    assert keyed(paper(first, second, f"{second}\n{other}\n{first}\n{one}")) == list("ABCA")


def test_answers_go_by_the_kind_in_the_heading() -> None:
    text = paper("一、单选题", "二、多选题", "二、多选题\n1. AB 2. BC\n一、单选题\n1. C 2. A")
    assert keyed(text) == ["C", "A", "AB", "BC"]


def test_answers_go_by_the_name_where_the_headings_have_no_number() -> None:
    text = paper("一、单选题", "二、多选题", "多选题\n1. AB 2. BC\n单选题\n1. C 2. A")
    assert keyed(text) == ["C", "A", "AB", "BC"]


def test_three_sections_in_reverse() -> None:
    middle = "二、判断题\n1. 可以收费。\n2. 可以拒绝。\n三、单选题\n"
    text = paper("一、单选题", middle.strip(), "三、单选题\n1. A 2. B\n二、判断题\n1. × 2. √\n")
    found = read_text(f"{text}一、单选题\n1. C 2. C\n")
    assert found.refused == []
    assert [one.wording.key for one in found.entries] == list("CCBAAB")


@pytest.mark.parametrize(
    "answers",
    [
        "一、判断题\n1. √ 2. ×\n二、单选题\n1. A 2. B",
        "二、单选题\n1. A 2. B\n三、单选题\n1. C 2. A",
        "二、单选题\n1. A 2. B\n二、单选题\n1. C 2. A",
    ],
)
def test_headings_that_contradict_the_paper_give_no_answer(answers: str) -> None:
    found = read_text(paper("一、单选题", "二、单选题", answers))
    assert [note.code for note in found.refused] == ["no_key"] * 4
    assert [note.code for note in found.notes] == ["answer_unmatched"] * 4


def test_headings_that_no_question_has_must_follow_each_other() -> None:
    plain = (
        paper("一、单选题", "二、单选题", "")
        .replace("一、单选题\n", "")
        .replace("二、单选题\n", "")
    )
    found = read_text(f"{plain}一、甲类\n1. A 2. B\n二、乙类\n1. C 2. A")
    assert [one.wording.key for one in found.entries] == list("ABCA")
    found = read_text(f"{plain}二、乙类\n1. C 2. A\n一、甲类\n1. A 2. B")
    assert [note.code for note in found.refused] == ["no_key"] * 4


def test_a_list_in_the_answer_of_an_open_question_is_no_heading() -> None:
    answers = "1. 有两条：\n一、自愿\n二、合法\n2. 有三步。"
    text = f"一、简答题\n1. 简述原则。\n2. 简述程序。\n参考答案\n{answers}"
    first, second = read_text(text).entries
    assert first.wording.answer == "有两条：\n一、自愿\n二、合法"
    assert second.wording.answer == "有三步。"


@pytest.mark.parametrize("dot", [".", "．", "、"])
def test_the_number_of_a_section_stands_before_its_answers_on_one_line(dot: str) -> None:
    text = (
        "一、单选题\n1. 谁管？\nA. 村\nB. 镇\n2. 何时？\nA. 春\nB. 夏\n二、判断题\n3. 可以收费。\n"
        "三、简答题\n4. 简述笔录。\n参考答案：\n一、1．B　2．A\n二、3．×\n三、4．时间、地点和签名。"
    )
    found = read_text(text.replace("．", dot))
    assert (found.refused, found.notes) == ([], [])
    assert [one.wording.key for one in found.entries] == ["B", "A", "B", ""]
    assert found.entries[3].wording.answer == "时间、地点和签名。"


TWO = "1. 谁管？\nA. 村\nB. 镇\n答案：{}\n2. 何时？\nA. 春\nB. 夏\n\n"


@pytest.mark.parametrize("title", ["参考答案\n", "答案：\n", ""])
@pytest.mark.parametrize("rows", ["1. B\n2. A", "1、B\n\n2、A", "1．Ｂ\n2．Ａ", "（1）B\n（2）A"])
def test_a_letter_behind_a_number_is_no_question(title: str, rows: str) -> None:
    found = read_text(f"{TWO.format('B')}{title}{rows}")
    assert found.refused == []
    assert [one.wording.key for one in found.entries] == ["B", "A"]
    found = read_text(f"{TWO.format('A')}{title}{rows}")
    assert [(note.code, note.place.line) for note in found.refused] == [("keys_disagree", 1)]
    assert [one.wording.key for one in found.entries] == ["A"]


@pytest.mark.parametrize("sign", ["A", "对", "错", "√", "×", "AC"])
def test_a_sign_that_stands_alone_behind_a_number_is_told_of(sign: str) -> None:
    found = read_text(
        f"判断题\n1. 可以收费。（×）\n2. 可以拒绝。（√）\n3. {sign}\n4. 可以代签。（×）"
    )
    assert [one.wording.key for one in found.entries] == ["B", "A", "B"]
    assert [(note.code, note.place.line) for note in found.notes if note.place.line == 4] == [
        ("row_skipped", 4)
    ]


def test_answers_under_sections_without_a_title_over_all() -> None:
    text = paper("一、单选题", "二、单选题", "二、单选题\n1. C\n2. A\n一、单选题\n1. A\n2. B")
    assert keyed(text.replace("参考答案\n", "")) == list("ABCA")
