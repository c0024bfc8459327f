"""Files for the tests: workbooks made on the spot, and zips that no spreadsheet would write."""

import io
import struct
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


def old_workbook(rows: Iterable[Iterable[str | float]]) -> bytes:
    """An xls as Excel 97 writes it, as far as reading needs it: one sheet of texts and numbers in
    BIFF8, in a compound file of a header, one sector of its table, one of its folder."""
    globals_size = 20 + (4 + 14) + 4  # where the sheet begins
    book = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    book += _record(0x85, struct.pack("<IHBB", globals_size, 0, 6, 0) + b"Sheet1")
    book += _record(0x0A) + _record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0))
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            place = struct.pack("<HHH", y, x, 0)
            if isinstance(value, str):
                text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
                book += _record(0x204, place + text)
            else:
                book += _record(0x203, place + struct.pack("<d", value))
    return _compound((book + _record(0x0A)).ljust(4096, b"\0"))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _compound(stream: bytes) -> bytes:
    """A file with one stream, `Workbook`, of 4096 bytes."""
    assert len(stream) == 4096
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    chain = [0xFFFFFFFD, end, *range(3, 10), end]
    table = struct.pack("<128I", *chain, *[free] * 118)
    folder = _entry("Root Entry", 5, 1, end, 0) + _entry("Workbook", 2, free, 2, 4096)
    return header + table + folder.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    numbers = struct.pack("<HBBIII", len(written) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return written.ljust(64, b"\0") + numbers + bytes(36) + struct.pack("<IQ", start, size)
