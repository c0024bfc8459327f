"""Papers of many makers: Markdown, forms, lists of answers, texts that several questions share."""

import pytest

from exams.formats.entries import Contents
from exams.formats.opening import read
from exams.formats.papertext import read_text

TWO = [("甲？", ("一", "二"), "A"), ("乙？", ("一", "二"), "B")]


def told(found: Contents) -> list[tuple[str, tuple[str, ...], str]]:
    assert found.refused == []
    return [(one.wording.stem, one.wording.options, one.wording.key) for one in found.entries]


@pytest.mark.parametrize(
    "text",
    [
        "**1. 甲？**\n\n- A. 一\n- B. 二\n**答案：A**\n\n# 2. 乙？\n- A. 一\n- B. 二\n> 答案：B",
        "1. 甲？\n- [x] A. 一\n- [ ] B. 二\n\n2. 乙？\n- [ ] 一\n- [x] 二\n",
        "1. 甲？ [单选题] *\n○一 (正确答案)\n○二\n\n2. 乙？ [单选题]\n○A.一\n○B.二(正确答案)",
        "1）甲？\nA）一\nB）二\n答案：A\n2）乙？\nA）一\nB）二\n答案：B\n",
        "１．甲？\nＡ．一\nＢ．二\n答案：Ａ\n２．乙？\nＡ．一\nＢ．二\n答案：Ｂ\n",
        "1.甲？A.一 B.二 答案:A\n2.乙？A.一 B.二 答案:B 解析:法条\n",
        "1. 甲？\nA. 一\nB. 二\n2. 乙？\nA. 一\nB. 二\n答案：1．A 2．B\n",
        "一、选择题\n1、甲？\nA、一 B、二\n2、乙？\nA、一 B、二\n\n一、选择题答案：1、A 2、B\n",
        "1. 甲？\nA. 一\nB. 二\n2. 乙？\nA. 一\nB. 二\n答案\n1\tA\n2\tB\n",
    ],
)
def test_two_questions_in_many_dresses(text: str) -> None:
    assert told(read_text(text)) == TWO


def test_a_numbered_paper_in_english_is_no_aiken() -> None:
    text = (
        "Question 1: Who?\nA. me\nB. you\nAnswer: B\n\n"
        "Question 2: Where?\nA) here\nB) there\nANSWER: A\n"
    )
    found = read(text.encode(), "a.txt")
    assert found.form == "text"
    assert told(found) == [("Who?", ("me", "you"), "B"), ("Where?", ("here", "there"), "A")]


def test_a_year_behind_the_number_belongs_to_the_question() -> None:
    text = "1、2010年通过的是？\nA、甲\nB、乙\n答案：A\n2.2011年施行的是？\nA、甲\nB、乙\n答案：B\n"
    assert [stem for stem, _options, _key in told(read_text(text))] == [
        "2010年通过的是？",
        "2011年施行的是？",
    ]


def test_texts_that_questions_stand_on_are_kept_with_them() -> None:
    text = (
        "案例分析题\n（一）甲乙争水。请回答1-2题。\n1．谁？\nA．镇 B．村\n2．何时？\nA．早 B．晚\n"
        "（二）丙丁争地。\n3．怎么办？\nA．调 B．诉\n参考答案：1.A 2.B 3.A\n"
    )
    found = told(read_text(text))
    assert [stem.split("\n")[0][:6] for stem, _o, _k in found] == [
        "（一）甲乙争",
        "（一）甲乙争",
        "（二）丙丁争",
    ]
    assert found[1][1:] == (("早", "晚"), "B")
    loose = told(
        read_text("阅读材料，回答问题。\n材料一：甲乙争水。\n1. 谁？\nA. 镇 B. 村\n答案：A\n")
    )
    assert loose == [("阅读材料，回答问题。\n材料一：甲乙争水。\n谁？", ("镇", "村"), "A")]


def test_signs_behind_a_statement_are_its_answer() -> None:
    found = told(read_text("判断题\n1. 甲。 T\n2. 乙。 ×\n（√）3. 丙。\n4. 丁（错）。\n"))
    assert [key for _stem, _options, key in found] == ["A", "B", "A", "B"]
    assert found[3][0] == "丁（  ）。"


def test_letters_inside_an_explanation_are_no_options() -> None:
    text = (
        "1. 谁？\nA. 甲\nB. 乙\n答案：B\n解析：A. 甲不对。\nB. 乙对。\n"
        "2. 何？\nA. 丙\nB. 丁\n答案：A\n"
    )
    assert told(read_text(text)) == [("谁？", ("甲", "乙"), "B"), ("何？", ("丙", "丁"), "A")]


def test_yes_and_no_may_be_options_of_a_choice() -> None:
    assert told(read_text("1. 收费吗？\nA. 是\nB. 否\n答案：B\n")) == [
        ("收费吗？", ("是", "否"), "B")
    ]
    assert told(read_text("1. 收费。\nA. 对\nB. 错\n答案：B\n")) == [("收费。", (), "B")]


def test_a_blank_stands_where_the_answer_stood_in_brackets() -> None:
    (entry,) = read_text("填空题\n1. 期限为（30）日。\n答案：30\n").entries
    assert entry.wording.stem == "期限为____日。"
    assert entry.wording.accepted == (("30",),)


def test_answers_below_each_section() -> None:
    text = (
        "一、单选题\n1.甲？\nA.一 B.二\n2.乙？\nA.一 B.二\n答案：1.A 2.B\n"
        "二、判断题\n1. 丙。\n2. 丁。\n答案：1.√ 2.×\n三、多选题\n1.戊？\nA.一 B.二\n答案：AB\n"
    )
    assert [key for _stem, _options, key in told(read_text(text))] == ["A", "B", "A", "B", "AB"]


def test_two_papers_in_one_file() -> None:
    one = "1. 甲？\nA. 一\nB. 二\n参考答案\n1.A\n"
    assert told(read_text(f"{one}试卷二\n{one.replace('甲', '乙').replace('1.A', '1.B')}")) == TWO


def test_a_row_of_letters_is_the_answer_to_a_section() -> None:
    text = "一、单选题\n1. 甲？\nA. 一\nB. 二\n2. 乙？\nA. 一\nB. 二\n参考答案\n一、单选题\nAB\n"
    assert told(read_text(text)) == TWO


def test_a_kind_in_front_of_an_unnumbered_question_is_no_section() -> None:
    text = "【单选题】甲？\nA.一\nB.二\n【答案】A\n\n【单选题】乙？\nA.一\nB.二\n【答案】B\n"
    assert told(read_text(text)) == TWO


def test_a_case_whose_questions_have_answers_of_their_own() -> None:
    text = "案例题\n1. 甲乙争水。\n（1）谁？\nA. 镇\nB. 村\n答案：B\n（2）怎么办？\n答案：调解\n"
    (found,) = read_text(text).entries
    assert (found.wording.kind, found.wording.stem) == ("case_analysis", "甲乙争水。")
    assert [(one.kind, one.stem, one.key or one.answer) for one in found.wording.parts] == [
        ("single", "谁？", "B"),
        ("open", "怎么办？", "调解"),
    ]


STORIES = [
    ("甲乙争水", "谁？", "镇里。"),
    ("甲乙争水", "怎么办？", "调解。"),
    ("丙丁争地", "谁？", "村里。"),
    ("丙丁争地", "何时？", "明天。"),
]


@pytest.mark.parametrize(
    "text",
    [
        (
            "案例一：甲乙争水。\n1.谁？\n2.怎么办？\n参考答案：\n1.镇里。\n2.调解。\n"
            "案例二：丙丁争地。\n1.谁？\n2.何时？\n参考答案：\n1.村里。\n2.明天。\n"
        ),
        (
            "【案例1】\n甲乙争水。\n1.谁？\n答案：镇里。\n2.怎么办？\n答案：调解。\n"
            "【案例2】\n丙丁争地。\n1.谁？\n答案：村里。\n2.何时？\n答案：明天。\n"
        ),
        (
            "案例一：甲乙争水。\n1.谁？\n答案：镇里。\n2.怎么办？\n答案：调解。\n"
            "案例二：丙丁争地。\n3.谁？\n答案：村里。\n4.何时？\n答案：明天。\n"
        ),
        (
            "（一）甲乙争水。\n1.谁？\n答案：镇里。\n2.怎么办？\n答案：调解。\n"
            "（二）丙丁争地。\n1.谁？\n答案：村里。\n2.何时？\n答案：明天。\n"
        ),
        (
            "（一）甲乙争水。\n1.谁？\n2.怎么办？\n（二）丙丁争地。\n1.谁？\n2.何时？\n"
            "参考答案：\n（一）\n1.镇里。\n2.调解。\n（二）\n1.村里。\n2.明天。\n"
        ),
        (
            "案例一\n甲乙争水。\n（1）谁？\n（2）怎么办？\n参考答案：\n（1）镇里。\n（2）调解。\n"
            "案例二\n丙丁争地。\n（1）谁？\n（2）何时？\n参考答案：\n（1）村里。\n（2）明天。\n"
        ),
    ],
)
def test_each_question_stands_on_its_own_story(text: str) -> None:
    found = read_text(f"四、案例分析题\n{text}")
    assert found.refused == []
    made = []
    for entry in found.entries:
        *story, asked = entry.wording.stem.split("\n")
        made.append(("".join(story), asked, entry.wording.answer))
    assert [(asked, answer) for _story, asked, answer in made] == [one[1:] for one in STORIES]
    for (said, _asked, _answer), (meant, _q, _a) in zip(made, STORIES, strict=True):
        assert meant in said
        assert len(said) < 16


def test_two_cases_whose_questions_are_numbered_in_chinese_or_ask_themselves() -> None:
    text = "案例一：甲乙争水。\n（一）谁？\n答案：镇。\n（二）怎么办？\n答案：调。\n"
    two = text.replace("一：甲乙", "二：丙丁")
    found = read_text(f"四、案例分析题\n{text}{two}").entries
    assert [(one.wording.stem, len(one.wording.parts)) for one in found] == [
        ("案例一：甲乙争水。", 2),
        ("案例二：丙丁争水。", 2),
    ]
    asks = (
        "三、简答题\n1.谁？\n答：甲。\n四、案例题\n案例一：甲怎么办？\n答案：调。\n"
        "案例二：乙怎么办？\n答案：诉。\n"
    )
    assert [one.wording.answer for one in read_text(asks).entries] == ["甲。", "调。", "诉。"]


@pytest.mark.parametrize(
    "theirs",
    [
        "我的答案: A:一;正确答案: B:二;\n0.0分\n",
        "我的答案: A:一;\n正确答案: B:二;\n得分：0分\n答案解析：略",
        "您的答案：A 正确答案：B\n",
        "考生答案：A\n标准答案：B\n得分：0.0分\n",
        "学生答案：B　参考答案：B　得分：2\n",
        "你的作答：A\n正确答案：B. 二\n本题得分：0\n用时：3秒\n",
    ],
)
def test_what_somebody_answered_is_left_out(theirs: str) -> None:
    text = f"1. 甲？\nA. 一\nB. 二\n{theirs}\n2. 乙？\nA. 一\nB. 二\n{theirs}"
    assert told(read_text(text)) == [("甲？", ("一", "二"), "B"), ("乙？", ("一", "二"), "B")]


def test_exports_of_answered_papers_with_all_kinds() -> None:
    text = (
        "1. (多选题, 5.0分)甲？\nA. 一\nB. 二\nC. 三\n"
        "我的答案: AB:一;二;\n正确答案: A:一;C:三;\n5.0分\n"
        "2. (判断题, 5分)乙。\nA. 对\nB. 错\n我的答案: 对正确答案: 错\n0.0分\n"
        "3. (填空题)任期____年，可以____。\n我的答案：\n第一空：\n五\n"
        "正确答案：\n第一空：\n三\n第二空：\n连任\n1.0分\n"
    )
    found = [one.wording for one in read_text(text).entries]
    assert [one.key or one.accepted for one in found] == ["AC", "B", (("三",), ("连任",))]
    assert [one.explanation for one in found] == ["", "", ""]
