"""Files for the tests: workbooks made on the spot, and zips that no spreadsheet would write."""

import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

from openpyxl import Workbook

HEAD = ("姓名", "手机", "所属单位")
ROWS = (("周桂芳", "13800000001", "柳溪村"), ("马　兰", "13800000002", "青石镇"))


def workbook(
    rows: Iterable[Iterable[Any]] = (HEAD, *ROWS), change: Callable[[Any], None] | None = None
) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    if change:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A workbook whose parts were changed."""
    with zipfile.ZipFile(io.BytesIO(workbook())) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    change(parts)
    return packed(parts)


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def open_document(table: str) -> bytes:
    """A small ods around the XML of a table."""
    content = (
        '<?xml version="1.0"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("content.xml", content)
        target.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()
