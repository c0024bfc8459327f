"""Words of every day that look like labels stay in the stem or the story that they stand in."""

import pytest

from exams.formats.entries import Contents
from exams.formats.papertext import read_text

OPTIONS = "A. 一\nB. 二\n"
LAST = f"2. 乙？\n{OPTIONS}答案：B\n"


def told(found: Contents) -> list[tuple[str, str]]:
    assert found.refused == []
    return [(one.wording.stem, one.wording.key or one.wording.answer) for one in found.entries]


def skipped(found: Contents) -> list[str]:
    return [one.facts["text"] for one in found.notes if one.code == "row_skipped"]


@pytest.mark.parametrize(
    "line",
    ["他的回答：不肯。", "用时：两天。", "你的选择：（ ）", "5分", "得分：很高。", "他：不肯。"],
)
def test_a_line_of_a_stem_stays_though_it_looks_like_what_somebody_got(line: str) -> None:
    found = read_text(f"1. 看下文。\n{line}\n哪个对？\n{OPTIONS}答案：A\n{LAST}")
    assert told(found) == [(f"看下文。\n{line}\n哪个对？", "A"), ("乙？", "B")]
    assert found.notes == []


@pytest.mark.parametrize("line", ["用时：两天。够吗？", "5分", "你的选择：（ ）"])
def test_a_stem_that_begins_like_a_label_is_one(line: str) -> None:
    found = read_text(f"1. {line}\n{OPTIONS}答案：A\n{LAST}")
    assert told(found) == [(line, "A"), ("乙？", "B")]


@pytest.mark.parametrize("line", ["他的回答：不肯。", "用时：两天。", "答：不肯。", "分析：不肯。"])
def test_a_story_keeps_its_lines_and_its_questions(line: str) -> None:
    asked = "1. 谁的责任？\n答案：王\n2. 怎么调？\n答案：劝\n"
    text = f"一、案例分析题\n案例一：王家漏水。\n{line}\n{asked}"
    assert told(read_text(text)) == [
        (f"案例一：王家漏水。\n{line}\n谁的责任？", "王"),
        (f"案例一：王家漏水。\n{line}\n怎么调？", "劝"),
    ]


def test_what_somebody_answered_or_got_is_told_of() -> None:
    text = f"1. 甲？\n{OPTIONS}你的答案：A\n正确答案：B\n得分：0\n5分\n用时：3秒\n{LAST}"
    found = read_text(text)
    assert told(found) == [("甲？", "B"), ("乙？", "B")]
    assert skipped(found) == ["你的答案：A", "得分：0", "5分", "用时：3秒"]


def test_below_a_question_without_options_an_answer_or_a_score_ends_it() -> None:
    found = read_text(
        "1. 简述自愿。\n我的答案：\n都行\n正确答案：双方同意\n得分：3\n"
        "2. 简述平等。\n考生答案：一样\n得分：1\n答案：同等对待\n"
    )
    assert told(found) == [("简述自愿。", "双方同意"), ("简述平等。", "同等对待")]
    assert skipped(found) == ["我的答案：", "都行", "得分：3", "考生答案：一样", "得分：1"]


def test_a_short_label_that_asks_or_stands_above_the_options_is_of_the_stem() -> None:
    found = read_text(f"1. 王家欠款。\n分析：谁应还？\n{OPTIONS}答案：A\n{LAST}")
    assert told(found) == [("王家欠款。\n分析：谁应还？", "A"), ("乙？", "B")]
    found = read_text(f"1. 分析：谁应还？\n{OPTIONS}答案：A\n{LAST}")
    assert told(found) == [("分析：谁应还？", "A"), ("乙？", "B")]


def test_a_dialogue_in_a_stem_does_not_cut_the_question() -> None:
    text = f"1. 王问：能申请吗？\n答：能。\n王又问：向谁？\n{OPTIONS}答案：B\n{LAST}"
    found = read_text(text)
    assert told(found) == [("王问：能申请吗？\n答：能。\n王又问：向谁？", "B"), ("乙？", "B")]
    assert found.notes == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"1. 甲？\n答：A\n{OPTIONS}{LAST}", [("甲？", "A"), ("乙？", "B")]),
        ("1. 甲？\n答：能。\n2. 乙？\n答：不能。\n", [("甲？", "能。"), ("乙？", "不能。")]),
        (f"1. 甲？\n{OPTIONS}分析：为何？因为。\n答：A\n{LAST}", [("甲？", "A"), ("乙？", "B")]),
        ("1. 甲？\n依据：法律。\n答案：一\n2. 乙？\n答案：二\n", [("甲？", "一"), ("乙？", "二")]),
    ],
)
def test_short_labels_are_read_where_nothing_of_the_stem_follows(
    text: str, wanted: list[tuple[str, str]]
) -> None:
    assert told(read_text(text)) == wanted
