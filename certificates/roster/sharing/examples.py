"""The example of a template that people download and change, and the workbook with every column,
which needs no template."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from certificates.roster.sharing.placeholders import PLACEHOLDERS

COLUMNS = (
    "no", "organisation", "name", "sex", "post", "full_time", "term_from", "term_until",
    "certificate_number", "certificate_until", "standing",
)  # fmt: skip
EVERY = (
    "no", "organisation", "name", "sex", "birth_month", "id_number", "phone", "post", "mode",
    "full_time", "term_from", "term_until", "standing", "certificate_number", "certificate",
    "certificate_until", "assessor",
)  # fmt: skip
WIDTHS = {
    "no": 6, "organisation": 30, "sex": 8, "post": 14, "full_time": 10, "term_from": 16,
    "term_until": 16, "certificate_number": 24, "certificate_until": 16, "id_number": 22,
    "phone": 14,
}  # fmt: skip
WIDTH = 12
THIN = Side(style="thin")
EDGES = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)


ENGLISH = {
    "no": "No.", "id_number": "ID number", "full_time": "Full-time or part-time",
    "term_from": "In office from", "term_until": "Last day of the term",
    "certificate_until": "Certificate valid until", "assessor": "People's assessor",
}  # fmt: skip


def braced(name: str) -> str:
    return "{{" + name + "}}"


def english(key: str) -> str:
    """What the column of a placeholder is called in English."""
    return ENGLISH.get(key) or key.replace("_", " ").capitalize()


def example(*, chinese: bool, columns: Sequence[str] = COLUMNS) -> bytes:
    """A workbook with a merged heading, a row to be repeated, and lines to sign on."""
    names = {one.key: one.chinese if chinese else one.key for one in PLACEHOLDERS}
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "花名册" if chinese else "Roster"
    last = get_column_letter(len(columns))
    title = "{{%s}}人民调解员花名册" if chinese else "Roster of mediators: {{%s}}"
    asked = "截至 {{%s}}　共 {{%s}} 人" if chinese else "As of {{%s}}, {{%s}} people in office"
    sheet["A1"] = title % names["organisation"]
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=16), CENTRE
    sheet.merge_cells(f"A1:{last}1")
    sheet["A2"] = asked % (names["as_of"], names["people"])
    sheet.merge_cells(f"A2:{last}2")
    for at, key in enumerate(columns, start=1):
        title = names[key] if chinese else english(key)
        heading, cell = sheet.cell(3, at, title), sheet.cell(4, at, braced(names[key]))
        heading.font, heading.border, heading.alignment = Font(bold=True), EDGES, CENTRE
        cell.border, cell.alignment = EDGES, CENTRE
        sheet.column_dimensions[get_column_letter(at)].width = WIDTHS.get(key, WIDTH)
    sheet["A6"] = (
        "填表人：　　　　　　审核人：" if chinese else "Filled in by:            Checked by:"
    )
    sheet["H6"] = ("制表日期：{{%s}}" if chinese else "Made on {{%s}}") % names["made_on"]
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "3:3"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
