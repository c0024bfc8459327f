"""Options and answers of JSON that quiz programs name in their own ways."""

import json
from typing import Any

import pytest

from exams.formats.entries import Contents, Note
from exams.formats.opening import read
from exams.wording import Wording

ASKED = "村民之间的纠纷由谁调解？"
THREE = ["村调委会", "法院", "派出所"]


def contents(*questions: Any) -> Contents:
    return read(json.dumps(questions, ensure_ascii=False).encode(), "quiz.json")


def only(question: Any) -> Wording:
    found = contents(question)
    assert found.refused == []
    (entry,) = found.entries
    return entry.wording


@pytest.mark.parametrize(
    "fields",
    [
        {"answers": [{"text": one, "correct": one == "法院"} for one in THREE]},
        {"answers": [{"text": one, "weight": 100 if one == "法院" else 0} for one in THREE]},
        {"answers": THREE, "correctAnswer": "法院"},
        {"answers": THREE, "correct_index": 1},
        {"answers": dict(zip("abc", THREE, strict=True)), "correctAnswer": "b"},
        {
            "answers": {"answer_a": THREE[0], "answer_b": THREE[1], "answer_c": THREE[2]},
            "correct_answers": {
                "answer_a_correct": "false",
                "answer_b_correct": "true",
                "answer_c_correct": "false",
            },
        },
        {"answers": [{"id": n, "text": one} for n, one in enumerate(THREE, 70)], "correct": [71]},
        {"options": [[one, one == "法院"] for one in THREE]},
        {"options": {one: one == "法院" for one in THREE}},
        {"options": [["A", THREE[0]], ["B", THREE[1]], ["C", THREE[2]]], "answer": "B"},
        {"opts": THREE, "ans": "B"},
        {"itemList": THREE, "answer": "法院。"},
        {"options": [{"id": n, "text": one} for n, one in enumerate(THREE)], "answerOptionId": [1]},
    ],
)
def test_one_of_three_options_is_right(fields: dict[str, Any]) -> None:
    found = only({"question": ASKED, **fields})
    assert (found.kind, found.options, found.key) == ("single", tuple(THREE), "B")


def test_a_list_of_answers_alone_stays_an_answer() -> None:
    found = only({"question": "简述调解的原则。", "answers": ["自愿", "平等"], "type": "简答题"})
    assert (found.kind, found.answer) == ("open", "自愿\n平等")


def test_letters_beside_a_remark_are_no_options() -> None:
    stem = f"{ASKED}\nA. 村\nB. 镇\nC. 县"
    found = only({"question": stem, "answer": ["A", "C"], "solution": "AC"})
    assert (found.kind, found.options, found.key) == ("multiple", ("村", "镇", "县"), "AC")


def test_weights_of_another_scale_say_nothing_of_right_and_wrong() -> None:
    offered = [{"text": one, "weight": n} for n, one in enumerate(THREE, start=1)]
    (refused,) = contents({"question": ASKED, "options": offered}).refused
    assert refused.code == "no_key"


def test_a_text_beside_the_question_is_what_it_asks_about() -> None:
    found = only({"text": "甲乙争水。", "question": ASKED, "options": THREE, "answer": "A"})
    assert found.stem == f"甲乙争水。\n{ASKED}"
    again = only({"content": f"<p>{ASKED}</p>", "question": ASKED, "options": THREE, "answer": "A"})
    assert again.stem == ASKED


def test_a_topic_beside_the_question_is_its_subject_and_a_title_is_told_of() -> None:
    found = contents(
        {"topic": "合同", "title": "第一关", "question": ASKED, "options": THREE, "answer": "A"}
    )
    (entry,) = found.entries
    assert (entry.wording.stem, entry.subject) == (ASKED, "合同")
    assert found.notes == [Note("unknown_field", facts={"text": "title"})]
    assert only({"topic": ASKED, "options": THREE, "answer": "A"}).stem == ASKED


def test_a_number_in_the_place_of_the_question_is_its_label() -> None:
    (entry,) = contents({"question": 12, "content": ASKED, "options": THREE, "answer": "A"}).entries
    assert (entry.wording.stem, entry.label) == (ASKED, "12")


YES = True


def judged(*answers: Any) -> list[str]:
    found = contents(
        *(
            {"type": "judge", "stem": f"调解收费{n}。", "options": ["正确", "错误"], "answer": one}
            for n, one in enumerate(answers)
        )
    )
    keys = {entry.place.line: entry.wording.key for entry in found.entries}
    codes = {note.place.line: note.code for note in found.refused}
    return [{**keys, **codes}[line] for line in sorted({**keys, **codes})]


def test_a_place_among_true_and_false_is_no_word_for_them() -> None:
    assert judged([0], [1]) == ["A", "B"]
    assert judged([1], [2]) == ["A", "B"]
    assert judged(0, 1) == ["ambiguous_key", "ambiguous_key"]
    assert judged(2, 1) == ["B", "ambiguous_key"]
    assert judged("对", YES, "B") == ["A", "A", "B"]


def test_zero_beside_true_and_false_does_not_say_how_options_are_counted() -> None:
    found = contents(
        {"type": "judge", "content": "调解收费。", "options": ["错误", "正确"], "answer": 0},
        {"question": ASKED, "options": [*THREE, "乡"], "answer": 2},
    )
    assert [(entry.wording.kind, entry.wording.key) for entry in found.entries] == [
        ("true_false", "B")
    ]
    assert [note.code for note in found.refused] == ["key"]


def test_two_questions_in_one_text_are_refused() -> None:
    both = "1. 谁？\nA. 甲\nB. 乙\nC. 丙\n2. 何时？\nA. 早\nB. 晚\nC. 从不"
    (refused,) = contents({"question": both, "answer": ["A", "C"]}).refused
    assert refused.code == "two_questions"


def keys_of(*questions: dict[str, Any]) -> list[str]:
    return [entry.wording.key for entry in contents(*questions).entries]


def counted(first: int, *answers: int) -> list[dict[str, Any]]:
    offered = [{"id": n, "text": one} for n, one in enumerate(THREE, start=first)]
    return [{"question": f"{ASKED}{n}", "options": offered, "answer": n} for n in answers]


def test_numbers_of_options_are_names_unless_an_answer_is_none_of_them() -> None:
    assert keys_of(*counted(1, 1, 2)) == ["A", "B"]
    assert keys_of(*counted(1, 0, 2)) == ["A", "C"]
    assert keys_of(*counted(0, 1, 3)) == ["A", "C"]
    assert keys_of(*counted(0, 0, 1)) == ["A", "B"]


def test_where_all_options_are_right_their_own_name_tells_which_list_offers_them() -> None:
    question = {"question": ASKED, "answers": THREE, "correct": THREE}
    assert (only(question).options, only(question).key) == (tuple(THREE), "ABC")


def test_a_text_of_options_may_be_called_answers() -> None:
    text = "A、村调委会\nB、法院\nC、派出所"
    found = only({"question": ASKED, "answers": text, "key": "B"})
    assert (found.options, found.key) == (tuple(THREE), "B")


def test_texts_name_options_that_bear_letters() -> None:
    lettered = ["A. 村调委会", "B. 法院", "C. 派出所"]
    assert only({"question": ASKED, "answers": lettered, "key": ["法院"]}).key == "B"
    two = [{"question": f"{ASKED}{n}", "options": "\n".join(lettered), "answer": n} for n in (0, 2)]
    assert keys_of(*two) == ["A", "C"]
