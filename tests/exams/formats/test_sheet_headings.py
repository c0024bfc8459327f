"""Headings that name a column twice, stand in a sheet again, or say what somebody scored."""

import pytest

from exams.wording import Wording
from tests.exams.formats.files import table

ASKED = "调解员先做什么？"


@pytest.mark.parametrize(
    ("head", "title", "column"),
    [
        (["题干", "A", "A", "B", "C", "答案"], "A", "C"),
        (["题干", "选项A", "选项B", "选项B", "选项D", "答案"], "选项B", "D"),
        (["题干", "选项1", "选项2", "选项3", "选项2", "答案"], "选项2", "E"),
        (["题干", "选项A", "选项B", "选项C", "B", "答案"], "B", "E"),
    ],
)
def test_a_sheet_that_names_an_option_twice_is_refused_as_a_whole(
    head: list[str], title: str, column: str
) -> None:
    found = table(["试题"], head, [ASKED, "听", "说", "问", "记", "A"], [ASKED, *"甲乙丙丁", "B"])
    assert found.entries == []
    (note,) = found.refused
    assert (note.code, note.facts, note.place.line) == ("doubled_column", {"text": title}, 2)
    assert note.place.column == column


def test_a_column_named_again_that_holds_nothing_new_does_no_harm() -> None:
    found = table(
        ["题干", "A", "B", "B", "B", "答案"],
        [ASKED, "听", "说", "", "说", "A"],
        [ASKED, "问", "记"],
    )
    assert found.entries[0].wording.options == ("听", "说")


@pytest.mark.parametrize(
    "again",
    [
        (["题干", "答案", "选项A", "选项B"], ["首先呢？", "B", "记", "问"]),
        (["答案", "题干", "选项A", "选项B"], ["B", "首先呢？", "记", "问"]),
        (["选项A", "选项B", "题干", "答案"], ["记", "问", "首先呢？", "B"]),
        (["题干", "选项A", "选项B", "答案"], ["首先呢？", "记", "问", "B"]),
    ],
)
@pytest.mark.parametrize(
    "first",
    [
        (["题干", "选项A", "选项B", "答案"], [ASKED, "听", "说", "A"]),
        (["答案", "题干", "选项A", "选项B"], ["A", ASKED, "听", "说"]),
        (["答案", "选项A", "选项B", "选项C", "题干"], ["A", "听", "说", "", ASKED]),
    ],
)
def test_a_second_heading_is_known_in_whatever_order(
    first: tuple[list[str], list[str]], again: tuple[list[str], list[str]]
) -> None:
    found = table(*first, [], *again)
    assert found.refused == []
    assert [entry.wording for entry in found.entries] == [
        Wording("single", ASKED, ("听", "说"), "A"),
        Wording("single", "首先呢？", ("记", "问"), "B"),
    ]


def test_a_second_heading_that_names_an_option_twice_ends_the_sheet() -> None:
    found = table(
        ["题干", "A", "B", "答案"],
        [ASKED, "听", "说", "A"],
        ["题干", "A", "A", "答案"],
        [ASKED, "听", "说", "A"],
    )
    assert len(found.entries) == 1
    assert [(note.code, note.place.line) for note in found.refused] == [("doubled_column", 3)]


def test_a_question_about_headings_is_no_heading() -> None:
    found = table(
        ["题干", "A", "B", "C", "答案"], ["调解书的标题是？", "题目", "答案", "解析", "A"]
    )
    assert found.entries[0].wording.options == ("题目", "答案", "解析")


@pytest.mark.parametrize("marks", ["分值", "分数", "题目分值"])
def test_what_somebody_scored_is_no_mark_beside_marks(marks: str) -> None:
    found = table(["题干", "A", "B", "答案", "得分", marks], [ASKED, "听", "说", "A", "0", "5"])
    assert found.refused == []
    assert found.entries[0].wording.marks == 5
    assert [(note.code, note.facts["text"]) for note in found.notes] == [("unknown_column", "得分")]


def test_scores_alone_with_a_nought_are_left_out_with_a_note() -> None:
    rows = [ASKED, "听", "说", "A", "2"], [f"{ASKED}呢？", "听", "说", "B", "0.0"]
    found = table(["题干", "A", "B", "答案", "得分"], *rows)
    assert [entry.wording.marks for entry in found.entries] == [None, None]
    assert [(note.code, note.place.column) for note in found.notes] == [("unknown_column", "E")]


def test_scores_alone_without_a_nought_are_marks() -> None:
    found = table(["题干", "A", "B", "答案", "得分"], [ASKED, "听", "说", "A", "2"])
    assert found.entries[0].wording.marks == 2
    assert found.notes == []
