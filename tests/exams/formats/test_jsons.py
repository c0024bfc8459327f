"""JSON and JSON lines of many makers."""

import json
from typing import Any

import pytest

from exams.formats.entries import Contents, Note, Place, Unreadable
from exams.formats.opening import read
from exams.wording import Wording

ASKED = "人民调解收费吗？"
OPTIONS = ("收费", "不收费", "看情况")
WORDING = Wording("single", ASKED, OPTIONS, "B")


def contents(value: Any, name: str = "题库.json") -> Contents:
    return read(json.dumps(value, ensure_ascii=False).encode(), name)


def wordings(value: Any) -> list[Wording]:
    found = contents(value)
    assert found.refused == []
    return [entry.wording for entry in found.entries]


@pytest.mark.parametrize(
    "question",
    [
        {"question": ASKED, "options": list(OPTIONS), "answer": "B"},
        {"stem": ASKED, "options": {"A": "收费", "B": "不收费", "C": "看情况"}, "answer": ["B"]},
        {"题干": ASKED, "A": "收费", "B": "不收费", "C": "看情况", "答案": "Ｂ"},
        {"title": ASKED, "choices": ["A. 收费", "B. 不收费", "C. 看情况"], "key": "不收费"},
        {
            "statement": ASKED,
            "option_list": {"A": "收费", "B": "不收费", "C": "看情况"},
            "answer": ["B"],
        },
        {
            "content": ASKED,
            "options": [
                {"label": "A", "text": "收费"},
                {"label": "B", "text": "不收费"},
                {"label": "C", "text": "看情况"},
            ],
            "correct": "B",
        },
        {
            "content": ASKED,
            "options": [
                {"text": "收费", "isCorrect": False},
                {"text": "不收费", "isCorrect": True},
                {"text": "看情况", "isCorrect": False},
            ],
        },
        {"question": f"{ASKED}\nA. 收费\nB. 不收费\nC. 看情况", "answer": "B"},
        {
            "question": ASKED,
            "options": "A. 收费\nB. 不收费\nC. 看情况",
            "answer_idx": "B",
            "answer": "不收费",
        },
        {"question": ASKED, "choices": list(OPTIONS), "answer_index": 1},
        {
            "question": {
                "stem": ASKED,
                "choices": {"text": list(OPTIONS), "label": ["A", "B", "C"]},
            },
            "answerKey": "B",
        },
        {
            "question": ASKED,
            "options": [
                {"key": 11, "value": "收费"},
                {"key": 12, "value": "不收费"},
                {"key": 13, "value": "看情况"},
            ],
            "answer": 12,
        },
        {
            "question": ASKED,
            "options": [{"A": "收费"}, {"B": "不收费"}, {"C": "看情况"}],
            "answer": "B",
        },
        {
            "instruction": "回答问题",
            "question": f"{ASKED}A:收费;B:不收费;C:看情况",
            "answer": "正确答案：B。",
        },
    ],
)
def test_a_question_in_the_shapes_of_many_makers(question: dict[str, Any]) -> None:
    assert wordings([question]) == [WORDING]


@pytest.mark.parametrize(
    "whole",
    [
        {"questions": [{"question": ASKED, "options": list(OPTIONS), "answer": "B"}]},
        {
            "code": 0,
            "data": {"list": [{"question": ASKED, "options": list(OPTIONS), "answer": "B"}]},
        },
        {
            "sections": [
                {
                    "name": "第一章",
                    "questions": [{"title": ASKED, "options": list(OPTIONS), "key": ["B"]}],
                }
            ]
        },
        {"1": {"question": ASKED, "options": list(OPTIONS), "answer": "B"}},
        {
            "question": {"0": ASKED, "1": "？"},
            "A": {"0": "收费", "1": "一"},
            "B": {"0": "不收费", "1": "二"},
            "C": {"0": "看情况", "1": "三"},
            "answer": {"0": "B", "1": "C"},
        },
        [["题干", "A", "B", "C", "答案"], [ASKED, *OPTIONS, "B"]],
    ],
)
def test_questions_wherever_they_stand(whole: Any) -> None:
    assert wordings(whole)[0] == WORDING


def test_the_name_of_a_list_says_the_kind() -> None:
    found = wordings(
        {
            "判断题": [{"题目": ASKED, "答案": False}],
            "简答题": [{"题目": "为何？", "答案": "因为。"}],
        }
    )
    assert found == [
        Wording("true_false", ASKED, key="B"),
        Wording("open", "为何？", answer="因为。"),
    ]


def test_fields_beside_the_question() -> None:
    (found,) = contents(
        [
            {
                "id": 7,
                "type": "多选题",
                "question": ASKED,
                "options": list(OPTIONS),
                "answer": ["A", "C"],
                "analysis": "见法条。",
                "difficulty": "难",
                "score": 2,
                "tags": ["总则", "费用"],
                "source": "自编",
            }
        ]
    ).entries
    assert (found.label, found.subject, found.source) == ("7", "总则 / 费用", "自编")
    assert found.wording.key == "AC"
    assert (found.wording.explanation, found.wording.difficulty) == ("见法条。", "hard")
    assert found.notes == ()


def test_numbers_as_answers_are_read_by_what_the_whole_file_shows() -> None:
    def questions(*answers: int) -> list[dict[str, Any]]:
        return [{"question": f"{ASKED}{n}", "choices": list(OPTIONS), "answer": n} for n in answers]

    assert [one.key for one in wordings(questions(0, 2))] == ["A", "C"]
    assert [one.key for one in wordings(questions(1, 3))] == ["A", "C"]
    unsure = contents(questions(1, 2))
    assert [note.code for note in unsure.refused] == ["key", "key"]
    both = contents(questions(0, 3))
    assert [note.code for note in both.refused] == ["key", "key"]


def test_the_right_answer_beside_the_wrong_ones() -> None:
    found = wordings(
        [
            {
                "type": "multiple",
                "question": ASKED,
                "correct_answer": "不收费",
                "incorrect_answers": ["收费", "看情况"],
            }
        ]
    )
    assert found == [Wording("single", ASKED, ("不收费", "收费", "看情况"), "A")]


def test_a_list_of_answers_fills_the_blanks() -> None:
    two = {"type": "填空题", "question": "任期____年，可以____。", "answer": [["三", "3"], "连任"]}
    one = {"type": "填空题", "question": "由____决定。", "answer": ["双方", "当事人"]}
    assert [found.accepted for found in wordings([two, one])] == [
        (("三", "3"), ("连任",)),
        (("双方", "当事人"),),
    ]


def test_questions_on_one_text_are_a_case() -> None:
    part = {"question": ASKED, "options": list(OPTIONS), "answer": "B", "type": "单选题"}
    (found,) = wordings([{"material": "甲乙争执。", "questions": [part, part]}])
    assert (found.kind, found.stem, found.parts) == (
        "case_analysis",
        "甲乙争执。",
        (WORDING, WORDING),
    )


def test_questions_by_columns_share_their_text() -> None:
    found = wordings(
        {
            "article": "甲乙争执。",
            "questions": ["谁？", "何时？"],
            "options": [["甲", "乙"], ["早", "晚"]],
            "answers": ["A", "B"],
        }
    )
    assert [(one.stem, one.key) for one in found] == [
        ("甲乙争执。\n谁？", "A"),
        ("甲乙争执。\n何时？", "B"),
    ]


def test_lines_that_are_broken_are_told_by_their_number() -> None:
    good = json.dumps({"question": ASKED, "options": list(OPTIONS), "answer": "B"})
    found = read(f"{good}\n{{broken\n\n{good}\n".encode(), "a.jsonl")
    assert found.form == "jsonl"
    assert [entry.place.line for entry in found.entries] == [1, 4]
    assert [(note.code, note.place.line) for note in found.refused] == [("broken", 2)]


def test_a_broken_file_tells_its_line() -> None:
    with pytest.raises(Unreadable) as raised:
        read('[\n {\n"question" "二"\n}\n]'.encode(), "a.json")
    assert (raised.value.code, raised.value.facts["line"]) == ("json", "3")
    found = read(
        f'[\n {{"题目": "{ASKED}", "答案": "错"}},\n {{"题目" "二"}}\n]'.encode(), "a.json"
    )
    assert [note.place.line for note in found.refused] == [3]
    assert len(found.entries) == 1


def test_a_name_that_stands_twice_holds_the_question() -> None:
    text = f'[{{"question": "{ASKED}", "options": ["收", "不收"], "answer": "A", "answer": "B"}}]'
    found = read(text.encode(), "a.json")
    assert found.refused == [Note("doubled_field", Place("", 1), {"text": "answer"})]


def test_no_number_is_no_answer() -> None:
    text = f'[{{"question": "{ASKED}", "options": ["收", "不收"], "answer": NaN}}]'
    assert [note.code for note in read(text.encode(), "a.json").refused] == ["no_key"]


def test_a_declared_count_that_differs_is_told_of() -> None:
    question = {"question": ASKED, "options": list(OPTIONS), "answer": "B"}
    found = contents({"count": 3, "questions": [question, question]})
    assert found.notes == [Note("count", Place(), {"declared": "3", "found": "2"})]
    assert contents({"total": 1, "questions": [question]}).notes == []


def test_json_without_questions_is_unknown() -> None:
    with pytest.raises(Unreadable, match="unknown"):
        contents({"messages": [{"role": "user", "words": "hello"}]})


def test_what_is_among_questions_is_told_of_and_never_lost() -> None:
    good = {"question": ASKED, "options": list(OPTIONS), "answer": "B"}
    nameless = {"question": "", "options": ["一", "二"], "answer": "A"}
    found = contents([good, nameless, {"x": 1}, {"question": ASKED}, good])
    assert len(found.entries) == 2
    assert [(note.code, note.place.line) for note in found.refused] == [
        ("no_stem", 2),
        ("no_key", 4),
    ]
    assert Note("no_question", Place("", 3), {"detail": "x: 1"}) in found.notes
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in (good, {"x": 1}))
    assert read(lines.encode(), "a.jsonl").notes[0].place.line == 2


def test_a_section_gives_its_questions_the_subject() -> None:
    question = {"title": ASKED, "options": list(OPTIONS), "answer": "B"}
    found = contents({"sections": [{"name": "总则", "questions": [question]}]})
    assert [entry.subject for entry in found.entries] == ["总则"]


def test_a_stem_in_paragraphs_is_one_question() -> None:
    found = wordings(
        [{"question": ["甲乙争水。", "谁受理？"], "options": ["镇", "村"], "answer": "A"}]
    )
    assert [(one.stem, one.key) for one in found] == [("甲乙争水。\n谁受理？", "A")]


def test_values_as_python_prints_them() -> None:
    text = "{'question': 'Who?', 'options': ['me', 'you'], 'answer': 'B', 'source': None}\n"
    found = read(f"{text}{text.replace('Who', 'What')}".encode(), "a.jsonl")
    assert [entry.wording.key for entry in found.entries] == ["B", "B"]
