"""Papers in plain text: numbers, options, answers beside the question or at the end."""

from decimal import Decimal

import pytest

from exams.formats.entries import Contents, Note, Place, Unreadable
from exams.formats.papertext import read_text
from exams.wording import Wording

AFTER_EACH = """一、单项选择题（每题2分，共4分）
1. 调解收费吗？
A. 收费
B. 不收费
答案：B
解析：法律有规定。
难度：易
2、几人可以调解？（  ）
A、一人   B、两人   C、都可以
【答案】C
【解析】一人或数人都可以。
二、多项选择题
1．原则有哪些
A．自愿；B．平等；C．合法
参考答案：A、B、C
三、判断题
1. 调解员可以收礼。（ × ）
2. 调解不收费。
答案：√
四、填空题
1. 任期____年，可以____。
答案：三；连任
五、简答题
1. 怎样拟协议？
答：写明事项。
（1）写当事人；
（2）写期限。
2. 为什么要回访？
"""


def entries(text: str, name: str = "") -> list[Wording]:
    found = read_text(text, name)
    assert found.refused == []
    return [entry.wording for entry in found.entries]


def by_key(found: Contents) -> list[tuple[str, str]]:
    return [(entry.wording.stem, entry.wording.key) for entry in found.entries]


def test_a_paper_with_sections_and_answers_after_each_question() -> None:
    found = entries(AFTER_EACH)
    assert found == [
        Wording(
            "single",
            "调解收费吗？",
            ("收费", "不收费"),
            "B",
            "法律有规定。",
            difficulty="easy",
            marks=Decimal(2),
        ),
        Wording(
            "single",
            "几人可以调解？（  ）",
            ("一人", "两人", "都可以"),
            "C",
            "一人或数人都可以。",
            marks=Decimal(2),
            pinned=(),
        ),
        Wording("multiple", "原则有哪些", ("自愿", "平等", "合法"), "ABC"),
        Wording("true_false", "调解员可以收礼。（  ）", key="B"),
        Wording("true_false", "调解不收费。", key="A"),
        Wording("fill_blank", "任期____年，可以____。", accepted=(("三",), ("连任",))),
        Wording("open", "怎样拟协议？", answer="写明事项。\n（1）写当事人；\n（2）写期限。"),
        Wording("open", "为什么要回访？"),
    ]


@pytest.mark.parametrize(
    "answers",
    [
        "一、单选题\n1-3 ABC\n二、判断题\n1-2 √×",
        "一、单选题\n1.A 2.B 3.C\n二、判断题\n1.√ 2.×",
        "一、单选题 1A 2B 3C\n二、判断题 1对 2错",
        "一、单选题\n1、A\n2、B\n3、C\n二、判断题\n1、√\n2、×",
        "一、单选题\n题号\t1\t2\t3\n答案\tA\tB\tC\n二、判断题\n题号\t1\t2\n答案\t√\t×",
        "1—3：A B C\n1—2：√ ×",
        "（1-3）ABC\n（1-2）√×",
    ],
)
def test_answers_gathered_at_the_end_with_numbers_that_begin_again(answers: str) -> None:
    paper = (
        "一、单选题\n1. 甲？\nA.一 B.二 C.三\n2. 乙？\nA.一 B.二 C.三\n3. 丙？\nA.一 B.二 C.三\n"
        f"二、判断题\n1. 丁。\n2. 戊。\n参考答案\n{answers}\n"
    )
    found = read_text(paper)
    assert found.refused == []
    assert by_key(found) == [
        ("甲？", "A"),
        ("乙？", "B"),
        ("丙？", "C"),
        ("丁。", "A"),
        ("戊。", "B"),
    ]


def test_answers_at_the_end_with_explanations_and_words() -> None:
    paper = """1. 甲？
A.一 B.二
2. 乙？
A.一 B.二
3. 谈谈丙。
参考答案及解析
1. B
解析：因为一不对。
2.【答案】A【解析】因为二不对。
3. 丙很重要。
第一，它在先。
"""
    found = entries(paper)
    assert [(one.key, one.explanation, one.answer) for one in found] == [
        ("B", "因为一不对。", ""),
        ("A", "因为二不对。", ""),
        ("", "", "丙很重要。\n第一，它在先。"),
    ]


def test_a_paper_that_is_only_partly_keyed_refuses_the_others() -> None:
    found = read_text("一、单选题\n1. 甲？\nA.一 B.二\n2. 乙？\nA.一 B.二\n参考答案\n1.A\n")
    assert by_key(found) == [("甲？", "A")]
    assert found.refused == [Note("no_key", Place("", 4), {})]


def test_answers_that_could_belong_to_two_questions_belong_to_none() -> None:
    paper = "1. 甲？\nA.一 B.二\n答案：A\n"
    found = read_text(
        f"{paper}一、单选题\n1. 乙？\nA.一 B.二\n二、单选题\n1. 丙？\nA.一 B.二\n参考答案\n1-1 B\n"
    )
    assert by_key(found) == [("甲？", "A")]
    assert [note.code for note in found.refused] == ["no_key", "no_key"]


def test_keys_in_brackets_inside_the_stem() -> None:
    found = entries("1、调解（ B ）。\nA.收费 B.不收费\n2、原则是（ABC）\nA.自愿\nB.平等\nC.合法\n")
    assert [(one.kind, one.key, one.stem) for one in found] == [
        ("single", "B", "调解（  ）。"),
        ("multiple", "ABC", "原则是（  ）"),
    ]


def test_a_key_in_the_stem_and_another_below_disagree() -> None:
    found = read_text("1、调解（ B ）。\nA.收费 B.不收费\n答案：A\n")
    assert [note.code for note in found.refused] == ["keys_disagree"]


def test_right_options_that_say_so() -> None:
    text = "1. 调解收费吗？ [单选题] *\n○A. 收费\n".replace("○", "")
    found = entries(
        f"{text}B. 不收费(正确答案)\n\n2. 哪些对？[多选题]\n*A. 自愿\n*B. 平等\nC. 强迫\n"
    )
    assert [(one.kind, one.stem, one.options, one.key) for one in found] == [
        ("single", "调解收费吗？", ("收费", "不收费"), "B"),
        ("multiple", "哪些对？", ("自愿", "平等", "强迫"), "AB"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "（1）甲？\nA.一\nB.二\n答案：A\n（2）乙？\nA.一\nB.二\n答案：B",
        "第1题：甲？\nA.一\nB.二\n答案：A\n第2题：乙？\nA.一\nB.二\n答案：B",
        "题目：甲？\n选项：\nA.一\nB.二\n答案：A\n题目：乙？\nA.一\nB.二\n答案：B",
        "甲？\nA.一\nB.二\n答案：A\n\n乙？\nA.一\nB.二\n答案：B",
        "甲？\nA.一\nB.二\n答案：A\n乙？\nA.一\nB.二\n答案：B",
        "1 甲？\nA.一\nB.二\n答案：A\n2 乙？\nA.一\nB.二\n答案：B",
        "1.甲？\nA.一\nB.二\n答案：A 解析：\n1.先看。\n2.再看。\n2.乙？\nA.一\nB.二\n答案：B",
        "【题型】单选题\n1.甲？\nA.一\nB.二\n【答案】A\n【题型】单选题\n2.乙？\nA.一\nB.二\n【答案】B",
    ],
)
def test_numbers_and_blocks_of_many_papers(text: str) -> None:
    found = read_text(text)
    assert found.refused == []
    assert by_key(found) == [("甲？", "A"), ("乙？", "B")]


def test_a_case_with_its_questions_and_marking_points() -> None:
    text = """案例分析题（20分）
1. 甲乙两家为排水起争执，村里先后去了三次。
问题：
（1）谁可以受理？
（2）怎样拟协议？
参考答案：
（1）调委会可以受理。（5分）
（2）写明事项和期限。（5分）
"""
    (found,) = entries(text)
    assert (found.kind, found.stem) == ("case_analysis", "甲乙两家为排水起争执，村里先后去了三次。")
    assert [(part.stem, part.marking[0].marks) for part in found.parts] == [
        ("谁可以受理？", Decimal(5)),
        ("怎样拟协议？", Decimal(5)),
    ]


def test_a_text_that_several_questions_stand_on() -> None:
    text = """一、单选题
根据下列材料回答1-2题：
甲乙两家为排水起争执。
1. 谁受理？
A.镇政府 B.调委会
答案：B
2. 何时回访？
A.不必 B.一月内
答案：B
3. 调解收费吗？
A.收 B.不收
答案：B
"""
    assert [one.stem.split("\n")[-1] for one in entries(text)] == [
        "谁受理？",
        "何时回访？",
        "调解收费吗？",
    ]
    assert ["排水" in one.stem for one in entries(text)] == [True, True, False]


def test_the_name_of_the_file_and_chapters_say_kind_and_subject() -> None:
    found = read_text(
        "第一章 总则\n1. 调解收费。\n答案：错\n第二章 程序\n2. 可以拒绝。\n答案：对\n", "判断题.txt"
    )
    assert [entry.subject for entry in found.entries] == ["第一章 总则", "第二章 程序"]
    assert [entry.notes for entry in found.entries] == [(), ()]


def test_words_around_the_questions_are_told_of() -> None:
    found = read_text("某镇考试卷\n姓名：\n一、判断题\n1. 调解收费。（×）\n")
    assert [note.code for note in found.notes] == ["row_skipped", "row_skipped"]


def test_prose_is_no_paper() -> None:
    with pytest.raises(Unreadable, match="unknown"):
        read_text("今天开会。\n1. 讨论预算。\n2. 讨论人事。\n")
