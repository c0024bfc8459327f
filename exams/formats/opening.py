"""What a file is, by its content first and its name second, and its reader. Runs in the child."""

import re
from types import ModuleType

from exams.formats import aiken, cellpapers, gift, jsons, jsontext, moodle, papertext, qti
from exams.formats.books import any_table, decoded, text_table, web_tables, workbook
from exams.formats.conclusions import weigh
from exams.formats.docx import read_docx
from exams.formats.entries import Contents, Note, Place, Unreadable
from exams.formats.headless import headless
from exams.formats.joining import add, attach
from exams.formats.markup import from_html
from exams.formats.pictures import Gallery
from exams.formats.qti_package import MOST_ENTRIES
from exams.formats.sheetpictures import Pictures, pictures_in
from exams.formats.sheets import Sheet, read_sheets
from portal.spreadsheets import packing, workbooks
from portal.spreadsheets.tables import FileRefused

TABLES = ("csv", "tsv", "xls", "xlsx", "et")
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF")
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# Modules with `looks_like(content)` and `read(content)`: markup first, then plain text. Packages of
# QTI are asked with the whole zip.
MARKUP: tuple[ModuleType, ...] = (moodle, qti)
PLAIN: tuple[ModuleType, ...] = (gift, aiken)
MOST_FILES = 300
TOLD = {"math", "media", "remote_picture", "lost_picture", "strange_picture"}  # of a page
_XML = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<", re.S)
_ANSWERS = re.compile(r"(?<![\\A-Za-z_^}])\{\s*(?:[=~#]|T(?:RUE)?\s*[#}]|F(?:ALSE)?\s*[#}])", re.I)
_WEB = re.compile(r"<table\b", re.I)
_PAGE = re.compile(
    r"^\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|body|head|p|div|ol|h[1-6])\b", re.I | re.S
)
_STOCK = re.compile(r"(?:^|/)(?:__MACOSX|\.[^/]*|Thumbs\.db|desktop\.ini)", re.I)


def read(content: bytes, name: str) -> Contents:
    """The questions of a file. Raises Unreadable, FileRefused."""
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content, name)
    if content.startswith(workbooks.OLD_WORKBOOK):
        return _old(content, name)
    if content.startswith(b"%PDF-"):
        raise Unreadable("pdf")
    if content.startswith(rb"{\rtf"):
        raise Unreadable("old")
    if content.startswith(PICTURES):
        raise Unreadable("picture")
    if content.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh")):
        raise Unreadable("archive")
    return _written(content, name)


def _zipped(content: bytes, name: str) -> Contents:
    package = packing.look(content, set_aside=("",), most_entries=MOST_ENTRIES)
    names = set(package.entries)
    if "xl/workbook.xml" in names:
        return _book(content, "xlsx", name)
    if "xl/workbook.bin" in names:
        raise Unreadable("ending", ending="xlsb")
    if workbooks.OPEN_DOCUMENT in content[:200]:
        return _book(content, "ods", name)
    if "[Content_Types].xml" in names and any(one.startswith("word/") for one in names):
        return read_docx(content, name)
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise Unreadable("ending", ending=name.rpartition(".")[2].lower()[:10])
    for module in MARKUP:
        if module.looks_like(content):
            return weigh(module.read(content))
    return _several(package, name)


def _old(content: bytes, name: str) -> Contents:
    form = workbooks.form_of(content)  # raises for one with a password
    if "WordDocument".encode("utf-16-le") in content:
        raise Unreadable("old")
    return _book(content, form, name)


def _book(content: bytes, form: str, name: str) -> Contents:
    pictures = pictures_in(content) if form == "xlsx" else Pictures()
    contents = _tables(list(workbook(content, form, pictures)), form, name)
    attach(contents, pictures.contents)
    return contents


def _tables(sheets: list[Sheet], form: str, name: str) -> Contents:
    """The questions of tables; when none names its columns, those of a paper written into cells.

    Raises Unreadable when they hold no question: `heading`, `empty`, `only_examples`.
    """
    contents = read_sheets(sheets, form, name)
    if contents.entries or contents.refused:
        return contents
    noted = {note.code for note in contents.notes}
    if "examples" in noted:
        raise Unreadable("only_examples")
    if "no_heading" not in noted:
        raise Unreadable("empty")
    written = Contents(form)
    for sheet in sheets:
        papertext.read_lines(cellpapers.lines_of(sheet), written, name)
    if not written.entries:
        raise Unreadable("heading")
    return written


def _several(package: packing.Package, name: str) -> Contents:
    """A zip of files: each that can be read, its name as `part`; pictures go to the texts that
    name them by their digest."""
    whole = Contents("zip")
    names = [one for one in package.entries if not one.endswith("/") and not _STOCK.search(one)]
    if len(names) > MOST_FILES:
        raise Unreadable("unpacked")
    pictures: dict[str, bytes] = {}
    for inner in sorted(names):
        content = package.raw(inner)  # XML is read without its DOCTYPE
        if content.startswith(PICTURES):
            pictures[inner] = content
            continue
        try:
            if inner.lower().endswith(".zip"):
                raise Unreadable("archive")
            found = read(content, inner)
        except (Unreadable, FileRefused) as refused:
            facts = {"reason": refused.code}
            whole.notes.append(Note("file_skipped", Place(inner), facts))
            continue
        add(whole, found, inner)
    if not whole.entries and not whole.refused:
        raise Unreadable("ending", ending=name.rpartition(".")[2].lower()[:10])
    attach(whole, pictures)
    return whole


def _written(content: bytes, name: str) -> Contents:
    ending = name.rpartition(".")[2].lower()
    if _XML.match(content):
        for module in MARKUP:
            if module.looks_like(content):
                return weigh(module.read(content))
    text = decoded(content).removeprefix("\ufeff")
    if not text.strip():
        raise Unreadable("empty")
    if _XML.match(content) and _WEB.search(text):
        return _tables(web_tables(text), "html", name)
    if _PAGE.search(text[:2_000]):
        return _page(text, name)
    if jsontext.looks_like(text):
        return jsons.read_json(text, name)
    if jsons.stand_inside(text):
        raise Unreadable("two_forms")
    return _plain(text, content, ending, name)


def _page(text: str, name: str) -> Contents:
    """A page without tables: its paragraphs as the lines of a paper."""
    gallery = Gallery()
    read = from_html(text, gallery)
    contents = papertext.read_text(read.text, name)
    contents.form = "html"
    noticed = dict.fromkeys(code for code in read.codes if code in TOLD)
    contents.notes += [Note(code) for code in noticed]
    attach(contents, gallery.pictures)
    return contents


def _plain(text: str, content: bytes, ending: str, name: str) -> Contents:
    table = text_table(text)
    if table is not None and ending in TABLES:
        return _tables([table], "csv", name)
    for module in PLAIN:
        numbered = module in {aiken, gift} and papertext.is_numbered(text)
        if module is gift and numbered:  # braces of formulas, colons of Markdown
            numbered = not _ANSWERS.search(text)
        if not numbered and module.looks_like(content):
            found = weigh(module.read(content))
            if found.entries or found.refused:
                return found
    if table is not None:
        try:
            return _tables([table], "csv", name)
        except Unreadable as unreadable:
            if unreadable.code != "empty":
                raise
    if ending in TABLES:
        return _tables([any_table(text)], "csv", name)
    return _pasted(text, name)


def _pasted(text: str, name: str) -> Contents:
    """A paper, or cards; what is neither may be the rows of a sheet without their heading."""
    try:
        return papertext.read_text(text, name)
    except Unreadable:
        if not all("\t" in line for line in text.splitlines() if line.strip()):
            raise
        table = any_table(text)
        if headless(table.rows) is None:
            raise
        return _tables([table], "csv", name)
