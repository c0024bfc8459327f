"""Cells of a workbook with a formula that no spreadsheet has counted yet."""

import pytest

from exams.formats.entries import Note, Place
from exams.formats.opening import read
from exams.importing.wording import told
from tests.exams.formats.files import workbook

HEAD = ["编号", "题型", "题干", "A", "B", "C", "答案", "录入人"]
ROW = [1, "单选题", "谁主持调解？", "调解员", "甲方", "乙方", "A", "王"]


@pytest.mark.parametrize(
    ("at", "column"),
    [(1, "B"), (2, "C"), (4, "E"), (6, "G")],
    ids=["kind", "stem", "option", "key"],
)
def test_a_formula_without_a_result_holds_its_question(at: int, column: str) -> None:
    row = [*ROW[:at], '="A"', *ROW[at + 1 :]]
    contents = read(workbook({"题": [HEAD, row, ROW]}), "题库.xlsx")
    assert contents.refused == [Note("formula", Place("题", 2, column))]
    assert [entry.place.line for entry in contents.entries] == [3]
    assert "Excel" in told(contents.refused[0])


def test_a_number_or_a_column_that_nobody_reads_may_be_a_formula() -> None:
    row = ["=ROW()-1", *ROW[1:7], "=A2"]
    contents = read(workbook({"题": [HEAD, row]}), "题库.xlsx")
    assert contents.refused == []
    assert [(entry.label, entry.wording.key) for entry in contents.entries] == [("", "A")]


def test_a_row_of_formulas_is_not_lost() -> None:
    rows: list[list[object]] = [[*HEAD], ROW, [f"=其他!{letter}2" for letter in "ABCDEFG"]]
    contents = read(workbook({"题": rows}), "题库.xlsx")
    assert [note.place for note in contents.refused] == [Place("题", 3, "B")]
