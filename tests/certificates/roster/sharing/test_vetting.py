"""What keeps a workbook from being a template, each named by its sheet and cell."""

import pytest
from openpyxl import Workbook

from certificates.roster.sharing import books, placeholders, vetting
from portal.spreadsheets.tables import FileRefused
from tests.certificates.roster.sharing.books import as_excel, content, part, superior, with_part

SHEET = "xl/worksheets/sheet1.xml"


def vetted(book: Workbook) -> vetting.Vetted:
    return vetting.vet(content(book))


def faults(book: Workbook) -> list[tuple[str, str]]:
    return [(fault.code, fault.cell) for fault in vetted(book).faults]


def test_an_honest_template_says_what_is_in_it() -> None:
    found = vetted(superior())
    assert (found.sheet, found.row, found.faults) == ("花名册", 4, ())
    assert {"name", "organisation", "certificate_number", "as_of"} <= set(found.keys)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("姓名全称", "姓名"),
        ("身份证号码（全）", "身份证号"),
        ("nmae", "name"),
        ("任期开始日", "任期起"),
    ],
)
def test_an_unknown_placeholder_is_named_with_what_may_be_meant(typed: str, meant: str) -> None:
    book = superior()
    book.worksheets[0]["C2"] = "{{" + typed + "}}"
    fault = vetted(book).faults[0]
    assert (fault.code, fault.sheet, fault.cell) == ("unknown", "花名册", "C2")
    assert (fault.typed, fault.meant) == (typed, meant)


def test_what_is_like_nothing_gets_no_suggestion() -> None:
    book = superior()
    book.worksheets[0]["C2"] = "{{qqqq}}"
    assert vetted(book).faults[0].meant == ""


def test_braces_that_do_not_match_are_named() -> None:
    book = superior()
    book.worksheets[0]["G2"] = "{{状态}"
    assert faults(book) == [("broken", "G2")]
    book = superior()
    book.worksheets[0]["B5"] = "姓名}}"
    assert faults(book) == [("broken", "B5")]


def test_a_second_row_of_people_and_a_head_in_the_row_are_named() -> None:
    book = superior()
    book.worksheets[0]["B5"] = "{{姓名}}"
    book.worksheets[0]["F4"] = "{{制表日期}}"
    assert faults(book) == [("head_in_row", "F4"), ("second_row", "B5")]


def test_a_row_merged_with_the_next_is_named() -> None:
    book = superior()
    book.worksheets[0].merge_cells("B4:B5")
    assert faults(book) == [("merged", "B4:B5")]


@pytest.mark.parametrize(
    "typed", ["身份证 110101199003070011", "１１０１０１ 19900307 001x", "{{110101199003070011}}"]
)
def test_an_id_number_in_whatever_cell_is_named_and_not_repeated(typed: str) -> None:
    book = superior()
    book.create_sheet("说明")["B7"] = typed
    (fault,) = vetted(book).faults
    assert (fault.code, fault.sheet, fault.cell, fault.typed) == ("id_number", "说明", "B7", "")


def test_a_formula_is_refused_with_its_cell() -> None:
    book = superior()
    book.worksheets[0]["C2"] = "=COUNTA(B4:B9)"
    with pytest.raises(FileRefused) as refused:
        vetted(book)
    assert (refused.value.code, refused.value.facts) == (
        "formula",
        {"sheet": "花名册", "cell": "C2"},
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/macrosheets/sheet1.xml", "macros"),
        ("customUI/customUI.xml", "macros"),
        ("xl/externalLinks/externalLink1.xml", "links"),
        ("xl/connections.xml", "links"),
        ("xl/embeddings/oleObject1.bin", "objects"),
        ("xl/activeX/activeX1.bin", "objects"),
        ("xl/tables/table1.xml", "tables"),
        ("xl/pivotTables/pivotTable1.xml", "pivots"),
        ("xl/embeddings/a.xlsx", "unpacked"),
        ("../evil.xml", "unsafe"),
    ],
)
def test_what_calculates_or_reaches_out_is_refused(name: str, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        vetting.vet(with_part(content(superior()), name, b"<a/>"))
    assert refused.value.code == code


def _sheet(old: bytes, new: bytes) -> bytes:
    file = as_excel(content(superior()))
    xml = part(file, SHEET)
    assert old in xml
    return with_part(file, SHEET, xml.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"<sheetData>", b"<!DOCTYPE a><sheetData>", "doctype"),
        (b"</sheetData>", b"</sheetData><", "damaged"),
        (b"<v>1</v>", b"<v>99999</v>", "damaged"),
        (b"<v>1</v>", b"<v>-1</v>", "damaged"),
        (b"<v>1</v>", b"<v>x</v>", "damaged"),
        (b'<row r="4"', b'<row r="1"', "damaged"),
        (b'<c r="B4"', b'<c r="B9"', "damaged"),
        (b'<c r="B4"', b"<c r='B4'", "damaged"),
        (b"<sheetData>", b'<sheetData><!--<row r="9"/>-->', "damaged"),
        (b"</sheetData>", b"<x:f xmlns:x='a'>1</x:f></sheetData>", "formula"),
    ],
)
def test_a_sheet_that_no_spreadsheet_writes_is_refused(old: bytes, new: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        vetting.vet(_sheet(old, new))
    assert refused.value.code == code


def test_no_workbook_at_all_is_refused() -> None:
    for file in (b"", b"PK\x03\x04", b"<html>", content(superior())[:-100]):
        with pytest.raises(FileRefused):
            vetting.vet(file)
    with pytest.raises(FileRefused, match="form"):
        vetting.vet(
            with_part(content(superior()), "x", b"").replace(b"workbook.xml", b"workbxxk.xml")
        )


def test_every_placeholder_has_one_meaning() -> None:
    names = [
        placeholders.plain(name)
        for one in placeholders.PLACEHOLDERS
        for name in (one.key, one.chinese, *one.others)
    ]
    assert len(names) == len(set(names))
    assert list(placeholders.pieces("{{姓 名}}x{{?}}")) == [("name", ""), ("", "x"), ("", "{{?}}")]


def test_a_workbook_in_which_nothing_is_repeated_is_unfit() -> None:
    with pytest.raises(FileRefused) as refused:
        vetting.refuse_unfit(vetted(Workbook()))
    assert refused.value.code == "no_row"
    vetting.refuse_unfit(vetted(superior()))


def test_the_row_that_is_repeated_is_found_or_there_is_none() -> None:
    found = vetting.repeated_row(books.open_book(content(superior())))
    assert found is not None
    assert (found[0].name, found[1]) == ("花名册", 4)
    assert vetting.repeated_row(books.open_book(content(Workbook()))) is None


def test_a_character_that_is_none_makes_a_workbook_damaged() -> None:
    file = content(superior())
    sheet = part(file, SHEET).replace(b"<is><t>", b"<is><t>&#x110000;", 1)
    assert b"&#x110000;" in sheet
    broken = with_part(file, SHEET, sheet)
    with pytest.raises(FileRefused) as refused:
        vetting.vet(broken)
    assert refused.value.code == "damaged"


def test_what_was_found_is_told_as_plain_values() -> None:
    told = vetted(superior()).as_json()
    assert (told["sheet"], told["row"], list(told["faults"])) == ("花名册", 4, [])
