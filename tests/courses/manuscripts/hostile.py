"""Files that are to be refused, each as its maker would make it."""

import io
import stat
import zipfile
from collections.abc import Callable

from tests.courses.manuscripts.papers import docx, ole, p, packed, parts, png, types

BOMB = b"<!-- " + b" " * 30_000_000 + b" -->"
DTD = '<!DOCTYPE w:document [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>'


def _with_entry(name: str, content: bytes = b"x", mode: int = 0) -> bytes:
    file = io.BytesIO(docx(p("正文")))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        entry = zipfile.ZipInfo(name)
        entry.filename = name  # ZipInfo cuts names at a NUL and turns the separators of Windows
        entry.external_attr = mode << 16
        entry.compress_type = zipfile.ZIP_DEFLATED
        package.writestr(entry, content)
    return file.getvalue()


def many_entries() -> bytes:
    return packed({**parts(p("正文")), **{f"word/media/{n}.png": b"" for n in range(5_000)}})


def large_when_unpacked() -> bytes:
    return _with_entry("word/media/1.xml", BOMB)


def nested() -> bytes:
    return _with_entry("word/media/inner.zip", docx(p("里面")))


def overlapping() -> bytes:
    """Two entries of the directory lead to the same bytes."""
    content = bytearray(docx(p("正文")))
    first = content.find(b"PK\x01\x02")
    second = content.find(b"PK\x01\x02", first + 4)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    return bytes(content)


def encrypted() -> bytes:
    content = bytearray(docx(p("正文")))
    content[content.find(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def symlink() -> bytes:
    return _with_entry("word/link.xml", b"/etc/passwd", stat.S_IFLNK | 0o777)


def twice() -> bytes:
    return _with_entry("word/Document.xml", b"<x/>")


def with_doctype(part: str) -> bytes:
    held = parts(p("正文"))
    before = held.get(part, "<x/>")
    return packed({**held, part: f"{DTD}{before!s}"})


def external_entity() -> bytes:
    held = parts(p("正文"))
    dtd = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return packed({**held, "word/document.xml": f"{dtd}{held['word/document.xml']!s}"})


def in_utf16() -> bytes:
    """A DOCTYPE that a look for its letters does not find."""
    held = parts(p("正文"))
    return packed(
        {**held, "word/document.xml": f"{DTD}{held['word/document.xml']!s}".encode("utf-16")}
    )


def with_macros() -> bytes:
    return _with_entry("word/vbaProject.bin")


def declared_with_macros() -> bytes:
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    return packed({**parts(p("正文")), "[Content_Types].xml": types(kind)})


def spreadsheet() -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return packed({**parts(p("正文")), "[Content_Types].xml": types(kind)})


def cut_off() -> bytes:
    content = docx(p("正文" * 500))
    return content[: len(content) // 2]


def damaged_xml() -> bytes:
    return packed({**parts(p("正文")), "word/document.xml": "<w:document"})


def too_many_numbers() -> bytes:
    """Something a library stumbles over."""
    return docx(p("正文"), more={"word/numbering.xml": "<numbering/>" * 2})


Made = Callable[[], bytes]

# name of the file, its content, the code of the refusal, the status of the answer
REFUSED: dict[str, tuple[str, Made, str, int]] = {
    "27 a program": ("报告.docx", lambda: b"MZ\x90\x00" + b"\0" * 600, "mismatch", 415),
    "27 two endings": ("report.pdf.exe", lambda: b"MZ\x90\x00", "ending", 415),
    "27 a picture": ("稿.docx", png, "mismatch", 415),
    "27 a web page": ("稿.doc", lambda: b"<html><script>1</script></html>", "mismatch", 415),
    "27 a PDF as docx": ("稿.docx", lambda: b"%PDF-1.7\n", "mismatch", 415),
    "27 a docx as PDF": ("稿.pdf", lambda: docx(p("正文")), "mismatch", 415),
    "27 a GIF that is a zip": ("稿.docx", lambda: b"GIF89a" + docx(p("正文")), "mismatch", 415),
    "27 a table": ("稿.docx", spreadsheet, "mismatch", 415),
    "27 a bare zip": ("稿.docx", lambda: packed({"a.txt": "a"}), "mismatch", 415),
    "28 much when unpacked": ("稿.docx", large_when_unpacked, "unpacked", 413),
    "28 many entries": ("稿.docx", many_entries, "unpacked", 413),
    "28 a zip inside": ("稿.docx", nested, "unpacked", 413),
    "29 overlapping": ("稿.docx", overlapping, "unsafe", 422),
    "29 encrypted": ("稿.docx", encrypted, "password", 422),
    "29 a symlink": ("稿.docx", symlink, "unsafe", 422),
    "29 climbing": ("稿.docx", lambda: _with_entry("../../x.xml"), "unsafe", 422),
    "29 absolute": ("稿.docx", lambda: _with_entry("/etc/x.xml"), "unsafe", 422),
    "29 a drive": ("稿.docx", lambda: _with_entry("C:\\x.xml"), "unsafe", 422),
    "29 a name twice": ("稿.docx", twice, "unsafe", 422),
    "30 billion laughs": ("稿.docx", lambda: with_doctype("word/document.xml"), "doctype", 422),
    "30 in an idle part": ("稿.docx", lambda: with_doctype("docProps/x.xml"), "doctype", 422),
    "30 an external entity": ("稿.docx", external_entity, "doctype", 422),
    "30 hidden by UTF-16": ("稿.docx", in_utf16, "doctype", 422),
    "31 macros": ("稿.docx", with_macros, "macros", 415),
    "31 macros declared": ("稿.docx", declared_with_macros, "macros", 415),
    "31 docm": ("稿.docm", with_macros, "old", 415),
    "33 wps": ("稿.wps", lambda: ole("WordDocument"), "old", 415),
    "34 a password": ("稿.docx", lambda: ole("EncryptedPackage"), "password", 422),
    "37 svg": ("图.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg", 415),
    "37 svg as docx": ("图.docx", lambda: b"<?xml version='1.0'?><svg/>", "svg", 415),
    "empty": ("稿.docx", lambda: b"", "empty", 422),
    "cut off": ("稿.docx", cut_off, "damaged", 422),
    "broken XML": ("稿.docx", damaged_xml, "damaged", 422),
    "two roots": ("稿.docx", too_many_numbers, "damaged", 422),
    "no ending": ("稿", lambda: docx(p("正文")), "ending", 415),
}  # fmt: skip
