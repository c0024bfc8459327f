"""Promise P28: what we hand out is inert, exact, and comes back as it was."""

import io

import pytest
from openpyxl import load_workbook

from portal.spreadsheets.reading import read_table
from portal.spreadsheets.writing import bare, csv_file, inert, xlsx_file

EVIL = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", " =1", "＝1+1", "＋1", "－1", "＠x", "　=1"]
HARMLESS = ["周桂芳", "买买提·阿不都拉", "990000199001010025", "'quoted", "1.10101E+17", ""]


@pytest.mark.parametrize("cell", EVIL)
def test_what_a_spreadsheet_would_evaluate_gets_an_apostrophe(cell: str) -> None:
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", HARMLESS)
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert inert(cell) == cell


@pytest.mark.parametrize("cell", [*EVIL, *HARMLESS])
def test_what_was_made_inert_comes_back_as_it_was(cell: str) -> None:
    assert bare(inert(cell)) == cell


def test_every_cell_of_a_workbook_is_a_text() -> None:
    content = xlsx_file([("人员", ["姓名", "证件号码"], [[cell, "9" * 18] for cell in EVIL])])
    sheet = load_workbook(io.BytesIO(content))["人员"]
    kinds = {(cell.data_type, cell.number_format) for row in sheet.iter_rows() for cell in row}
    assert kinds == {("s", "@")}
    assert sheet.freeze_panes == "A2"


def test_a_workbook_and_a_csv_come_back_unchanged() -> None:
    titles, line = ["姓名", "证件号码", "手机"], ["马　兰", "990000199001010025", "013800000001"]
    book = read_table(xlsx_file([("人员", titles, [line])]), "a.xlsx")
    plain = read_table(csv_file(titles, [line]), "a.csv")
    assert [[cell.text for cell in row] for row in book.rows] == [titles, line]
    assert book.rows == plain.rows


def test_characters_that_no_workbook_holds_are_left_out() -> None:
    content = xlsx_file([("a", ["x"], [["a\x00b\x0bc"]])])
    assert read_table(content, "a.xlsx").rows[1][0].text == "abc"


def test_what_turns_the_direction_of_writing_is_left_out() -> None:
    assert inert("\u202e证书\u2066.pdf\u200f") == "证书.pdf"
    assert inert("\u202e=1+1") == "'=1+1"
