"""A superior's workbook with the list in it: nothing else is changed, and nothing calculates."""

import io
from collections.abc import Iterable

import pytest

from certificates.roster.sharing import books, examples, filling, vetting
from portal.spreadsheets.child import read as read_table
from portal.spreadsheets.tables import FileRefused
from tests.certificates.roster.sharing.books import (
    as_excel,
    content,
    opened,
    part,
    superior,
    with_part,
)

HEAD = {"organisation": "青石镇", "as_of": "2026年11月28日", "people": "3"}
NUMBER = "99010120260003187"
SHEET = "xl/worksheets/sheet1.xml"


def line(number: int, name: str = "周桂芳") -> dict[str, str]:
    return {"no": str(number), "name": name, "post": "委员", "certificate_number": NUMBER}


def filled(file: bytes, lines: Iterable[dict[str, str]]) -> bytes:
    out = io.BytesIO()
    filling.fill(file, HEAD, lines, out)
    return out.getvalue()


@pytest.mark.parametrize("file", [content(superior()), as_excel(content(superior()))])
def test_each_line_gets_the_row_with_its_looks(file: bytes) -> None:
    sheet = opened(filled(file, [line(1), line(2, "李四"), line(3, "王五")]))
    assert [sheet.cell(row, 2).value for row in (4, 5, 6)] == ["周桂芳", "李四", "王五"]
    assert [sheet.cell(row, 1).value for row in (4, 5, 6)] == ["1", "2", "3"]
    assert [sheet.row_dimensions[row].height for row in (4, 5, 6, 7)] == [30, 30, 30, None]
    assert {sheet.cell(row, 2).border.left.style for row in (4, 5, 6)} == {"thin"}
    assert sheet.column_dimensions["D"].width == 33


def test_head_and_words_around_placeholders_stay() -> None:
    sheet = opened(filled(content(superior()), [line(1)]))
    assert sheet["A1"].value == "青石镇人民调解员花名册"
    assert sheet["A1"].font.size == 18
    assert (sheet["A2"].value, sheet["E2"].value) == ("截至 2026年11月28日", "共3人")
    assert sheet["E4"].value == "自至"


def test_what_stands_below_moves_down_and_what_holds_the_row_grows() -> None:
    sheet = opened(filled(content(superior()), [line(n) for n in (1, 2, 3)]))
    assert sheet["A8"].value == "审核人：＿＿＿＿"
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged == {"A1:G1", "F4:G4", "F5:G5", "F6:G6", "A8:C8"}
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == ["F4:F22"]
    assert sheet.print_area == "'花名册'!$A$1:$G$8"


def test_numbers_are_texts_and_come_back_unchanged() -> None:
    file = filled(content(superior()), [line(1)])
    cell = opened(file)["D4"]
    assert (cell.value, cell.data_type, cell.number_format) == (NUMBER, "s", "@")
    told = read_table(file, "", "").rows[3][3]
    assert (told.text, told.kind) == (NUMBER, "text")


@pytest.mark.parametrize("name", ["=1+1", "+86", "-1", "@SUM(A1)", "＝cmd", "\t=1", " =1"])
def test_nothing_that_is_filled_in_calculates(name: str) -> None:
    file = filled(content(superior()), [line(1, name)])
    cell = opened(file)["B4"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")
    assert books.FORMULA.search(part(file, SHEET)) is None


def test_words_of_people_are_no_tags_and_no_strange_characters() -> None:
    name = '</t></is></c><c r="A9"><f>1</f></c>&lt;\x07\x00'
    sheet = opened(filled(content(superior()), [line(1, name)]))
    assert sheet["B4"].value == '</t></is></c><c r="A9"><f>1</f></c>&lt;'
    assert sheet["A9"].value is None


def test_an_empty_list_leaves_one_empty_row() -> None:
    sheet = opened(filled(content(superior()), []))
    assert [sheet["A4"].value, sheet["B4"].value, sheet["A6"].value] == [
        None,
        None,
        "审核人：＿＿＿＿",
    ]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:G1", "F4:G4", "A6:C6"}


def test_parts_that_nobody_fills_stay_byte_for_byte() -> None:
    before = as_excel(content(superior()))
    after = filled(before, [line(1), line(2)])
    for name in ("xl/theme/theme1.xml", "[Content_Types].xml", "xl/sharedStrings.xml"):
        assert part(before, name) == part(after, name)


def test_other_sheets_are_filled_once() -> None:
    book = superior()
    book.create_sheet("说明")["B2"] = "报送{{单位}}"
    book.create_sheet("空")
    file = filled(content(book), [line(1), line(2)])
    assert b"\xe6\x8a\xa5\xe9\x80\x81\xe9\x9d\x92\xe7\x9f\xb3\xe9\x95\x87" in part(
        file, "xl/worksheets/sheet2.xml"
    )


def test_a_text_in_pieces_is_read_as_one() -> None:
    """Excel cuts a text where its look changes: {{姓 in bold, 名}} not."""
    book = as_excel(content(superior()))
    strings = part(book, "xl/sharedStrings.xml").replace(
        "<t>{{姓名}}</t>".encode(),
        "<r><rPr><b/></rPr><t>{{姓</t></r><r><t>名}}</t></r><rPh><t>xing</t></rPh>".encode(),
    )
    file = filled(with_part(book, "xl/sharedStrings.xml", strings), [line(1)])
    assert opened(file)["B4"].value == "周桂芳"


def test_it_is_told_how_far_it_is_and_lines_come_one_by_one() -> None:
    told: list[int] = []
    lines = (line(n) for n in range(1, 2_501))
    assert filling.fill(content(superior()), HEAD, lines, io.BytesIO(), told.append) == 2_500
    assert told == [1_000, 2_000]


def test_more_lines_than_a_sheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "MOST_LINES", 2)
    with pytest.raises(FileRefused, match="many"):
        filled(content(superior()), [line(n) for n in range(3)])


def test_a_workbook_without_a_row_to_repeat_is_not_filled() -> None:
    book = superior()
    book.worksheets[0].delete_rows(4)
    with pytest.raises(FileRefused, match="no_row"):
        filled(content(book), [line(1)])


def test_the_english_titles_are_words() -> None:
    sheet = opened(examples.example(chinese=False, columns=examples.EVERY))
    titles = [cell.value for cell in sheet[3]]
    assert titles[:3] == ["No.", "Organisation", "Name"]
    assert not [title for title in titles if "_" in title or title[0].islower()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("chinese", [True, False])
def test_the_example_can_be_filled(chinese: bool) -> None:
    file = examples.example(chinese=chinese)
    assert vetting.vet(file).faults == ()
    sheet = opened(filled(file, [line(1), line(2)]))
    assert [sheet["C4"].value, sheet["C5"].value] == ["周桂芳", "周桂芳"]
    assert sheet.print_title_rows == "$3:$3"
