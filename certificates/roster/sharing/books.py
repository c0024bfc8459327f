"""A workbook as its bytes: which rows and cells a sheet has and what is written in them, so that
all that nobody fills stays byte for byte as its author made it. Knows no framework."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.parsers import expat

from portal.spreadsheets import packing
from portal.spreadsheets.packing import Package
from portal.spreadsheets.tables import FileRefused

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, STYLES, TYPES = "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"
TAG = rb"(?:[\w.-]+:)?"
ROW = re.compile(rb"<(" + TAG + rb")row\b([^>]*?)(?:/>|>(.*?)</\1row\s*>)", re.DOTALL)
CELL = re.compile(rb"<(" + TAG + rb")c\b([^>]*?)(?:/>|>(.*?)</\1c\s*>)", re.DOTALL)
DATA = re.compile(rb"<(" + TAG + rb")sheetData\s*>(.*)</\1sheetData\s*>", re.DOTALL)
FORMULA = re.compile(rb"<(?:[^\s<>/:]+:)?f[\s/>]")
UNUSUAL = re.compile(rb"<" + TAG + rb"(?:row|c)\b[^>]*?\sr\s*=\s*'|<!\[CDATA\[")
VALUE = re.compile(rb"<" + TAG + rb"v[^>]*>([^<]*)<")
SHEET = re.compile(rb"<" + TAG + rb"sheet\b([^>]*?)/?>")
RELATION = re.compile(rb"<" + TAG + rb"Relationship\b([^>]*?)/?>")
ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*["']([^"']*)["']""")
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
MACRO_TYPE = b"macroEnabled"
# What calculates, reaches out, or describes rows elsewhere than in the sheet.
FOREIGN = {
    "xl/externallinks/": "links",
    "xl/connections.xml": "links",
    "xl/querytables/": "links",
    "xl/webextensions/": "links",
    "xl/embeddings/": "objects",
    "xl/activex/": "objects",
    "xl/ctrlprops/": "objects",
    "xl/macrosheets/": "macros",
    "xl/dialogsheets/": "macros",
    "customui/": "macros",
    "xl/tables/": "tables",
    "xl/pivottables/": "pivots",
    "xl/pivotcache/": "pivots",
}


@dataclass(frozen=True)
class Cell:
    """A cell with words in it: the number of its row, its place (B5), its style, what it says."""

    row: int
    place: str
    style: int
    text: str


@dataclass(frozen=True)
class Sheet:
    """A sheet by its name, its number in the workbook, its part and that part's bytes."""

    name: str
    number: int
    part: str
    xml: bytes


@dataclass(frozen=True)
class Book:
    """A workbook that may be filled, with its texts (by their numbers)."""

    package: Package
    sheets: tuple[Sheet, ...]
    texts: tuple[str, ...]


def open_book(content: bytes) -> Book:
    """A workbook whose sheets are put together as spreadsheets write them, without formulas, macros
    and links.

    Raises FileRefused: what packing.look says, `form`, `damaged`, `macros`, `links`, `objects`,
    `tables`, `pivots`, `formula` (facts: sheet, cell).
    """
    package = packing.look(content)
    if WORKBOOK not in package.entries or TYPES not in package.entries:
        raise FileRefused("form")
    for name in package.entries:
        for start, code in FOREIGN.items():
            if name.lower().startswith(start):
                raise FileRefused(code)
    if MACRO_TYPE in package.part(TYPES):
        raise FileRefused("macros")
    try:
        sheets = tuple(_sheets(package))
        book = Book(package, sheets, _texts(package))
        for sheet in sheets:
            _refuse_strange(sheet)
    except (ET.ParseError, expat.ExpatError, KeyError, ValueError) as error:
        raise error if isinstance(error, FileRefused) else FileRefused("damaged") from None
    return book


def attributes(found: bytes) -> dict[str, str]:
    return {
        key.decode(errors="replace"): html.unescape(value.decode(errors="replace"))
        for key, value in ATTRIBUTE.findall(found)
    }


def _sheets(package: Package) -> Iterator[Sheet]:
    targets = {}
    for found in RELATION.findall(package.part(RELATIONS)):
        one = attributes(found)
        targets[one.get("Id", "")] = one.get("Target", "")
    for number, found in enumerate(SHEET.findall(package.part(WORKBOOK))):
        one = attributes(found)
        target = targets.get(one.get("r:id", ""), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in package.entries and "worksheets/" in part:
            yield Sheet(one.get("name", ""), number, part, package.part(part))


def _texts(package: Package) -> tuple[str, ...]:
    """The shared texts; of each its runs together, without the small signs above."""
    if STRINGS not in package.entries:
        return ()
    root = ET.fromstring(package.part(STRINGS))  # noqa: S314 - without DOCTYPE (packing.part)
    return tuple(_runs(one) for one in root.iter(f"{MAIN}si"))


def _runs(element: ET.Element) -> str:
    small = {id(text) for above in element.iter(f"{MAIN}rPh") for text in above.iter()}
    return "".join(one.text or "" for one in element.iter(f"{MAIN}t") if id(one) not in small)


def _refuse_strange(sheet: Sheet) -> None:
    """A sheet is read here by its tags as they are written: one in which a parser sees other rows
    and cells is not read at all."""
    formula = FORMULA.search(sheet.xml)
    if formula:
        before = list(CELL.finditer(sheet.xml[: formula.end()] + b"/></c>"))
        cell = re.findall(rb'<[^<>]*\br="([A-Z]{1,3}[0-9]{1,7})"', sheet.xml[: formula.start()])
        place = cell[-1].decode() if cell else str(len(before))
        raise FileRefused("formula", sheet=sheet.name, cell=place)
    seen = {"row": 0, "c": 0}

    def count(tag: str, _attributes: object) -> None:
        name = tag.rpartition(":")[2]
        if name in seen:
            seen[name] += 1

    if UNUSUAL.search(sheet.xml):
        raise FileRefused("damaged")
    parser = expat.ParserCreate()
    parser.StartElementHandler = count
    parser.Parse(sheet.xml, True)  # noqa: FBT003 - expat takes it so
    rows = list(rows_of(sheet.xml))
    cells = sum(1 for row in rows for _cell in CELL.finditer(row.xml))
    if (len(rows), cells) != (seen["row"], seen["c"]):
        raise FileRefused("damaged")


@dataclass(frozen=True)
class Row:
    """A row: its number and its bytes."""

    number: int
    xml: bytes


def rows_of(xml: bytes) -> Iterator[Row]:
    """The rows of a sheet in their order. Raises FileRefused for rows that go backwards."""
    data = DATA.search(xml)
    last = 0
    for found in ROW.finditer(data[2]) if data else ():
        number = int(attributes(found[2]).get("r") or last + 1)
        if number <= last:
            raise FileRefused("damaged")
        last = number
        yield Row(number, found[0])


def cells_of(row: Row, texts: tuple[str, ...]) -> Iterator[tuple[Cell, "re.Match[bytes]"]]:
    """The cells of a row that hold words, and where each stands in it. Raises FileRefused for a
    cell whose place is not told: no spreadsheet leaves it out."""
    for found in CELL.finditer(row.xml):
        told = attributes(found[2])
        text = _text_of(told.get("t", "n"), found[3] or b"", texts)
        if not text:
            continue
        place = PLACE.fullmatch(told.get("r", ""))
        if place is None or int(place[2]) != row.number:
            raise FileRefused("damaged")
        yield Cell(row.number, place[0], int(told.get("s", "0")), text), found


def _text_of(kind: str, body: bytes, texts: tuple[str, ...]) -> str:
    if kind == "inlineStr":
        inside = re.sub(
            rb"<" + TAG + rb"rPh\b.*?</" + TAG + rb"rPh\s*>", b"", body, flags=re.DOTALL
        )
        words = re.findall(rb"<" + TAG + rb"t(?:\s[^>]*)?>([^<]*)<", inside)
        return html.unescape(b"".join(words).decode("utf-8"))
    value = VALUE.search(body)
    if value is None:
        return ""
    if kind == "s":
        number = int(value[1])
        if not 0 <= number < len(texts):
            raise FileRefused("damaged")
        return texts[number]
    return html.unescape(value[1].decode("utf-8"))
