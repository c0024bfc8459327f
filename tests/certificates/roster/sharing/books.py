"""Workbooks for the tests of templates: honest ones, and such as nobody should open."""

import io
import re
import zipfile
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.datavalidation import DataValidation

NAMES = {
    1: "{{序号}}",
    2: "{{姓名}}",
    3: "｛｛ 职务 ｝｝",
    4: "{{上岗证号}}",
    5: "自{{任期起}}至{{任期止}}",
}


def superior() -> Workbook:
    """A merged heading, a row to repeat with merged cells, and a line to sign on."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "花名册"
    sheet["A1"] = "{{单位}}人民调解员花名册"
    sheet["A1"].font = Font(bold=True, size=18)
    sheet.merge_cells("A1:G1")
    sheet["A2"], sheet["E2"] = "截至 {{as_of}}", "共{{人数}}人"
    for column, words in NAMES.items():
        cell = sheet.cell(4, column, words)
        cell.border = Border(left=Side(style="thin"))
    sheet.merge_cells("F4:G4")
    sheet["A6"] = "审核人：＿＿＿＿"
    sheet.merge_cells("A6:C6")
    rule = DataValidation(type="list", formula1='"是,否"')
    sheet.add_data_validation(rule)
    rule.add("F4:F20")
    sheet.column_dimensions["D"].width = 33
    sheet.row_dimensions[4].height = 30
    sheet.print_area = "A1:G6"
    return book


def content(book: Workbook) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_part(file: bytes, name: str, part: bytes) -> bytes:
    """The file with one part more, or another one."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as old, zipfile.ZipFile(written, "w") as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry), zipfile.ZIP_DEFLATED)
        new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def part(file: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return package.read(name)


TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
RELATION = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
INLINE = re.compile(rb't="inlineStr"><is>(.*?)</is></c>')


def as_excel(file: bytes) -> bytes:
    """The same with its texts in a part of their own, as Excel and WPS write them; openpyxl writes
    them into the sheet."""
    texts: list[bytes] = []

    def shared(found: "re.Match[bytes]") -> bytes:
        texts.append(found[1])
        return b't="s"><v>%d</v></c>' % (len(texts) - 1)

    sheet = INLINE.sub(shared, part(file, "xl/worksheets/sheet1.xml"))
    items = b"".join(b"<si>%s</si>" % text for text in texts)
    types = part(file, "[Content_Types].xml").replace(
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % TYPE,
    )
    relations = part(file, "xl/_rels/workbook.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rIdS" Type="%s" Target="sharedStrings.xml"/></Relationships>'
        % RELATION,
    )
    for name, content_of in (
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (MAIN, items)),
        ("[Content_Types].xml", types),
        ("xl/_rels/workbook.xml.rels", relations),
    ):
        file = with_part(file, name, content_of)
    return file


def opened(file: bytes) -> Any:
    """The first sheet, as openpyxl reads it."""
    return load_workbook(io.BytesIO(file)).worksheets[0]
