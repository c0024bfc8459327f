"""Files in which questions are written in two forms: nothing is passed over in silence."""

import pytest

from exams.formats.entries import Unreadable
from exams.formats.opening import read

PAPER = "1. 谁管？\nA. 村\nB. 镇\n答案：A\n"
GIFT = "::甲::何时回访？{=春天 ~夏天}\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{PAPER}\n{GIFT}", [1]),
        (f"{PAPER}2. 何处？\nA. 村\nB. 镇\n答案：B\n\n{GIFT}", [1, 5]),
        (f"{GIFT}\n{PAPER}\n3. 简述原则。\n答案：自愿。\n", [3, 8]),
        (f"{GIFT}\nWho leads?\nA. the town\nB. the village\nANSWER: B\n", [3]),
        (f"{PAPER}调解能收费吗？{{=不能 ~能}}\n\n{GIFT}", [1]),
    ],
)
def test_questions_of_a_paper_among_gift_are_refused(text: str, lines: list[int]) -> None:
    found = read(text.encode(), "a.txt")
    assert [one.wording.stem for one in found.entries] == ["何时回访？"]
    assert [(note.code, note.place.line) for note in found.refused] == [
        ("other_form", line) for line in lines
    ]


def test_descriptions_and_lists_in_gift_are_no_questions_of_a_paper() -> None:
    text = (
        f"1. Read this first.\n\nWords only.\n\n{GIFT}\n::乙::选一个：\nA. 村\nB. 镇\n{{=A ~B}}\n"
    )
    found = read(text.encode(), "a.gift")
    assert (len(found.entries), found.refused) == (2, [])
    assert [note.code for note in found.notes] == ["description", "description"]


@pytest.mark.parametrize(
    "json",
    [
        '[{"question": "何时？", "options": ["春", "夏"], "answer": "B"}]',
        '{"题目": "何时？", "选项": ["春", "夏"], "答案": "B"}',
        '[\n  {\n    "stem": "何时？",\n    "key": "A"\n  }\n]',
    ],
)
def test_json_below_questions_in_words_is_told_of(json: str) -> None:
    with pytest.raises(Unreadable) as told:
        read(f"{PAPER}\n{json}\n".encode(), "a.txt")
    assert told.value.code == "two_forms"


def test_json_inside_a_question_is_a_part_of_it() -> None:
    text = '1. 有几个键？\n{"name": "甲", "age": 3}\nA. 一\nB. 二\n答案：B\n'
    (entry,) = read(text.encode(), "a.txt").entries
    assert entry.wording.stem == '有几个键？\n{"name": "甲", "age": 3}'
