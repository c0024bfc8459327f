"""Pictures that stand on the cells of an xlsx, by the markup of their digest. Runs in the child."""

import hashlib
import posixpath
import re
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from exams.formats.pictures import ending
from exams.formats.shown import sheet_parts
from portal.spreadsheets.packing import Package, look
from portal.spreadsheets.tables import FileRefused

MOST = 2_000
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_IN_CELL = re.compile(r"=?(?:_xlfn\.)?DISPIMG\(\s*\"(ID_\w+)\"\s*,\s*\d+\s*\)", re.I)
_CELL_IMAGES = "xl/cellimages.xml"


@dataclass
class Pictures:
    """`marks` by the name of a sheet, then by row and column from 0; `named` those that a formula
    of WPS names (`DISPIMG`); `contents` the bytes by their place in the file."""

    marks: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)

    def in_cell(self, text: str) -> str:
        """The text of a cell, a picture in place of the formula that shows it."""
        if "DISPIMG" not in text:
            return text
        return _IN_CELL.sub(lambda found: self.named.get(found[1], ""), text)


def pictures_in(content: bytes) -> Pictures:
    """Raises FileRefused."""
    package = look(content, set_aside=("xl/embeddings/",))
    found = Pictures()
    if not any(name.startswith("xl/media/") for name in package.entries):
        return found
    workbook = package.part("xl/workbook.xml")
    relations = _part(package, "xl/_rels/workbook.xml.rels")
    for sheet, part in sheet_parts(workbook, relations):
        for target in _targets(package, part).values():
            if target.startswith("xl/drawings/") and target.endswith(".xml"):
                marks = found.marks.setdefault(sheet, {})
                _take_anchors(package, target, marks, found.contents)
    _take_cell_images(package, found)
    return found


def _part(package: Package, name: str) -> bytes:
    return package.part(name) if name in package.entries else b""


def _tree(package: Package, name: str) -> ET.Element | None:
    part = _part(package, name)
    try:
        return ET.fromstring(part) if part else None  # noqa: S314 - `part` lets no DOCTYPE through
    except ET.ParseError:
        raise FileRefused("damaged") from None


def _targets(package: Package, part: str) -> dict[str, str]:
    """The parts that a part refers to, by the id it uses."""
    folder, name = posixpath.split(part)
    root = _tree(package, f"{folder}/_rels/{name}.rels")
    found = {}
    for one in root if root is not None else ():
        target = one.get("Target", "")
        if one.get("TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[one.get("Id", "")] = posixpath.normpath(path)
    return found


def _take_anchors(
    package: Package, part: str, marks: dict[tuple[int, int], str], contents: dict[str, bytes]
) -> None:
    root, targets = _tree(package, part), _targets(package, part)
    for anchor in root if root is not None else ():
        start = anchor.find(f"{_DRAWING}from")
        if start is None:
            continue
        at = _number(start, "row"), _number(start, "col")
        for blip in anchor.iter(f"{_A}blip"):
            mark = _mark(package, targets.get(blip.get(f"{_R}embed", ""), ""), contents)
            marks[at] = f"{marks.get(at, '')}{mark}"


def _number(start: ET.Element, name: str) -> int:
    text = start.findtext(f"{_DRAWING}{name}", "0").strip()
    return int(text) if text.isdecimal() else 0


def _take_cell_images(package: Package, found: Pictures) -> None:
    root, targets = _tree(package, _CELL_IMAGES), _targets(package, _CELL_IMAGES)
    for one in root if root is not None else ():
        name = next((each.get("name", "") for each in one.iter(f"{_DRAWING}cNvPr")), "")
        for blip in one.iter(f"{_A}blip"):
            target = targets.get(blip.get(f"{_R}embed", ""), "")
            found.named[name] = _mark(package, target, found.contents)


def _mark(package: Package, name: str, contents: dict[str, bytes]) -> str:
    """The markup of a picture; nothing for what is none."""
    if name not in package.entries or len(contents) >= MOST:
        return ""
    if name not in contents:
        contents[name] = package.part(name)
    if not ending(contents[name]):
        return ""
    return f"![](sha256:{hashlib.sha256(contents[name]).hexdigest()})"
