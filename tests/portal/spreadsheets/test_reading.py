"""Files as they come from offices, and files that mean harm: read in a child process."""

import io
import struct
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from portal.spreadsheets import reading
from portal.spreadsheets.reading import read_table
from portal.spreadsheets.tables import Cell, FileRefused, column_letters
from portal.spreadsheets.wording import SENTENCES, told
from tests.portal.spreadsheets.files import (
    HEAD,
    ROWS,
    old_workbook,
    open_document,
    packed,
    repacked,
    workbook,
)

CSV = "姓名,手机,所属单位\r\n周桂芳,13800000001,柳溪村\r\n马　兰,13800000002,青石镇\r\n"


def texts(content: bytes, name: str = "人员.xlsx", **options: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in read_table(content, name, **options).rows]


def refusal(content: bytes, name: str = "人员.xlsx") -> str:
    with pytest.raises(FileRefused) as caught:
        read_table(content, name)
    return caught.value.code


WHOLE = [list(HEAD), *[list(row) for row in ROWS]]


def test_a_workbook_is_read_as_text() -> None:
    assert texts(workbook()) == WHOLE


def test_a_workbook_of_excel_97_is_read_too() -> None:
    table = read_table(old_workbook((HEAD, ("周桂芳", 13800000001, "柳溪村"), ROWS[1])), "人员.xls")
    assert [[cell.text for cell in row] for row in table.rows] == WHOLE
    assert (table.seen.form, table.seen.sheet) == ("xls", "Sheet1")


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_44_the_encoding_is_detected_and_told(encoding: str, found: str) -> None:
    table = read_table(CSV.encode(encoding), "人员.csv")
    assert [[cell.text for cell in row] for row in table.rows] == WHOLE
    assert (table.seen.form, table.seen.encoding, table.seen.separator) == ("csv", found, ",")


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_44_the_separator_is_detected_and_told(separator: str) -> None:
    table = read_table(CSV.replace(",", separator).replace("\r\n", "\n").encode("gbk"), "人员.txt")
    assert [cell.text for cell in table.rows[1]] == list(ROWS[0])
    assert table.seen.separator == separator


def test_a_chosen_encoding_is_taken_at_its_word() -> None:
    assert texts("姓名,手機\n".encode("big5"), "a.csv", encoding="big5") == [["姓名", "手機"]]


def test_an_open_document_is_read() -> None:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in HEAD
    )
    table = (
        f'<table:table table:name="表"><table:table-row>{cells}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="3"/></table:table-row></table:table>'
    )
    assert texts(open_document(table), "人员.ods") == [list(HEAD)]


def test_54_reading_stops_where_the_data_stop() -> None:
    def style_far_below(sheet: Any) -> None:
        sheet.cell(row=1_048_576, column=3).number_format = "@"

    assert len(texts(workbook(change=style_far_below))) == 3


def test_a_stray_character_far_below_is_told() -> None:
    def write_far_below(sheet: Any) -> None:
        sheet.cell(row=1_048_576, column=3).value = "x"

    assert refusal(workbook(change=write_far_below)) == "long"


def test_54_hidden_rows_columns_merges_and_formulas_are_told() -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet["A4"] = '=CONCATENATE("马","兰")'
        sheet["C4"] = "青石镇"
        sheet.merge_cells("C4:C5")
        sheet["A5"] = "何建国"

    table = read_table(workbook(change=hide), "人员.xlsx")
    assert table.seen.hidden_rows == (3,)
    assert table.seen.hidden_columns == (1,)
    assert table.seen.formulas == {4: (0,)}
    assert table.seen.merged == 1
    assert table.rows[4][2] == Cell("青石镇")
    assert table.rows[3][0].text == ""  # nobody has calculated it: no value was stored


def test_25_a_number_held_as_figure_shows_its_loss() -> None:
    assert texts(workbook([HEAD, ("周桂芳", 110101199003074514, "柳溪村")]))[1][1] == "1.10101E+17"
    assert texts(workbook([HEAD, ("周桂芳", 13800000001, "柳溪村")]))[1][1] == "13800000001"


def test_the_calendar_of_the_workbook_is_told() -> None:
    def since_1904(parts: dict[str, bytes]) -> None:
        xml = parts["xl/workbook.xml"]
        parts["xl/workbook.xml"] = xml.replace(b"<workbookPr", b'<workbookPr date1904="1"', 1)

    assert read_table(repacked(since_1904), "人员.xlsx").seen.era_1904 is True
    assert read_table(workbook(), "人员.xlsx").seen.era_1904 is False


def test_sheets_can_be_chosen_and_hidden_ones_are_not_offered() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.title = "空"
    book.create_sheet("人员").append(["姓名"])
    book.create_sheet("其他").append(["别的"])
    book.create_sheet("藏").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    table = read_table(out.getvalue(), "a.xlsx")
    assert (table.seen.sheets, table.seen.sheet) == (("空", "人员", "其他"), "人员")
    assert texts(out.getvalue(), "a.xlsx", sheet="其他") == [["别的"]]


def test_27_the_content_must_match_the_ending() -> None:
    assert refusal(workbook(), "人员.xls") == "mismatch"
    assert refusal(CSV.encode(), "人员.xlsx") == "mismatch"
    assert refusal(b"MZ\x90\x00\x03\x00\x00\x00", "人员.csv") == "binary"
    assert refusal(b"<html><table></table></html>", "人员.csv") == "form"
    assert refusal(workbook(), "人员.pdf") == "ending"
    assert refusal(packed({"word/document.xml": b"<w/>"})) == "form"


def test_28_what_unpacks_too_large_is_refused_before_it_is_unpacked() -> None:
    def bomb(parts: dict[str, bytes]) -> None:
        parts["xl/media/blank.bin"] = bytes(80_000_000)

    def many(parts: dict[str, bytes]) -> None:
        parts.update({f"xl/{number}.xml": b"<x/>" for number in range(1_100)})

    def nested(parts: dict[str, bytes]) -> None:
        parts["xl/embeddings/inner.zip"] = b"PK"

    assert [refusal(repacked(change)) for change in (bomb, many, nested)] == ["unpacked"] * 3


def test_28_an_entry_that_is_longer_than_it_says_is_refused() -> None:
    content = bytearray(repacked(lambda parts: parts.update({"xl/lie.xml": b"<x>" + b"a" * 99})))
    central = content.rindex(b"PK\x01\x02", 0, content.rindex(b"xl/lie.xml"))
    content[central + 24 : central + 28] = struct.pack("<L", 5)
    assert refusal(bytes(content)) == "unpacked"


@pytest.mark.parametrize(
    "name", ["../../evil.xml", "/etc/evil.xml", "C:\\evil.xml", "XL/WORKBOOK.XML"]
)
def test_29_names_that_no_spreadsheet_writes_are_refused(name: str) -> None:
    assert refusal(repacked(lambda parts: parts.update({name: b"<x/>"}))) == "unsafe"


def test_29_overlapping_linked_and_encrypted_entries_are_refused() -> None:
    content = bytearray(workbook())
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 4)
    overlapping = content[:]
    overlapping[second + 42 : second + 46] = struct.pack("<L", 0)
    encrypted = content[:]
    encrypted[second + 8] |= 1
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        link = zipfile.ZipInfo("xl/link.xml")
        link.external_attr = 0o120777 << 16
        target.writestr(link, "/etc/passwd")
    assert refusal(bytes(overlapping)) == "unsafe"
    assert refusal(bytes(encrypted)) == "password"
    assert refusal(out.getvalue()) == "unsafe"


def test_30_any_doctype_is_refused() -> None:
    def declare(parts: dict[str, bytes]) -> None:
        xml = parts["xl/workbook.xml"]
        parts["xl/workbook.xml"] = b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml

    def widen(parts: dict[str, bytes]) -> None:
        parts["xl/workbook.xml"] = "<!DOCTYPE x>".encode("utf-16")

    assert [refusal(repacked(change)) for change in (declare, widen)] == ["doctype"] * 2


def test_33_macros_are_refused() -> None:
    assert refusal(repacked(lambda p: p.update({"xl/vbaProject.bin": b"x"}))) == "macros"


def test_34_a_password_is_named() -> None:
    old = bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")
    assert refusal(old) == "password"


def test_broken_and_empty_files_are_refused() -> None:
    assert refusal(b"") == "empty"
    assert refusal(b"PK\x03\x04 and no more") == "damaged"
    assert refusal(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000), "a.xls") == "damaged"
    assert refusal(workbook([[]])) == "empty"
    assert refusal(b"\xff\xff\xff\xff\xff", "a.csv") == "encoding"
    assert refusal(b"\n\n", "a.csv") == "empty"


def test_a_file_over_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    assert refusal(workbook()) == "size"


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0.001)
    assert refusal(workbook()) == "slow"


def test_the_child_has_no_secret_and_writes_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CHILD", "tests.portal.spreadsheets.prying")
    assert texts(workbook()) == [["LANG", "PYTHONUTF8"], ["no file"], ["MemoryError"]]


def test_every_refusal_has_words_with_its_facts() -> None:
    facts = {"megabytes": 10, "rows": 1, "columns": 1}
    sentences = {told(FileRefused(code, **facts)) for code in SENTENCES}
    assert len(sentences) == len(SENTENCES)
    assert not any("%(" in sentence for sentence in sentences)
    assert told(FileRefused("something new")) == told(FileRefused("damaged"))


def test_columns_are_named_as_on_screen() -> None:
    assert [column_letters(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
