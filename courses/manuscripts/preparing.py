"""A .docx made ready for conversion: only what a page may show, headings marked as such."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

from courses.manuscripts import headings
from courses.manuscripts.checking import Manuscript, Target, opened
from courses.manuscripts.findings import Findings
from courses.manuscripts.looks import Look, Styles, paragraph_look
from courses.manuscripts.markup import OOXML, REL, W, text_of, value
from courses.manuscripts.numbers import Numbering
from courses.manuscripts.picturing import Picture, Unreadable, developed
from courses.manuscripts.trimming import Trimmer

MOST_PICTURES = 200
HEADING = "OurHeading"  # our own styles, which converting maps to headings
PAGE_NUMBER = re.compile(r"[\d\s第页共/\-—–·]+")
TYPES = (
    f'<Types xmlns="{OOXML}/package/2006/content-types">'
    '<Default Extension="png" ContentType="image/png"/></Types>'
)


@dataclass
class Prepared:
    """`package` is a .docx with our marks; `title` what the paper calls itself, or ""."""

    package: bytes = b""
    title: str = ""
    pictures: list[Picture] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)


def prepare(content: bytes, sections: frozenset[str]) -> Prepared:
    """`sections` are names that are headings wherever they stand alone. Raises FileRefused."""
    paper = opened(content)
    made = Prepared()
    styles = Styles(paper.xml(paper.part_of_kind("styles")))
    root = paper.xml(paper.main)
    body = root.find(f"{W}body") if root is not None else None
    if root is None or body is None:
        root = body = Element(f"{W}body")
    targets = paper.targets(paper.main)
    pictures = _pictures(paper, targets, made)
    links = _links(targets)
    Trimmer(styles, made.findings, pictures, links).trim(root)
    _report_parts(paper, targets, made.findings)
    numbering = paper.part_of_kind("numbering")
    _Marker(styles, Numbering(paper.xml(numbering)), sections, made).mark(body)
    parts = {"word/document.xml": root}
    for name in ("styles", "numbering"):
        found = paper.xml(paper.part_of_kind(name))
        if found is not None:
            parts[f"word/{name}.xml"] = found
    relations = {"document": {**links, **{f"picture{n}": "" for n in range(1, 1 + MOST_PICTURES)}}}
    for name in ("footnotes", "endnotes"):
        notes = paper.xml(paper.part_of_kind(name))
        if notes is not None:
            relations[name] = _links(paper.targets(paper.part_of_kind(name)))
            Trimmer(styles, made.findings, {}, relations[name]).trim(notes)
            parts[f"word/{name}.xml"] = notes
    made.package = _packed(parts, relations, len(made.pictures))
    return made


def _pictures(
    paper: Manuscript, targets: dict[str, Target], made: Prepared
) -> dict[str, int | str]:
    """By relationship id the number under which a picture was drawn anew, or why it was not."""
    known: dict[str, int | str] = {}
    numbers: dict[str, int | str] = {}
    for key, target in targets.items():
        if target.kind != "image" or target.outside:
            continue
        if target.name not in numbers:
            numbers[target.name] = _drawn(paper, target.name, made)
        known[key] = numbers[target.name]
    return known


def _drawn(paper: Manuscript, name: str, made: Prepared) -> int | str:
    if name not in paper.package.entries:
        return "picture_broken"
    if len(made.pictures) >= MOST_PICTURES:
        return "picture_many"
    try:
        made.pictures.append(developed(paper.package.part(name)))
    except Unreadable as unreadable:
        return unreadable.kind
    return len(made.pictures)


def _links(targets: dict[str, Target]) -> dict[str, str]:
    return {key: one.name for key, one in targets.items() if one.kind == "hyperlink"}


def _report_parts(paper: Manuscript, targets: dict[str, Target], findings: Findings) -> None:
    """Comments, page headers and footers, a template from elsewhere: left out as they are."""
    comments = paper.xml(paper.part_of_kind("comments"))
    number = len(comments.findall(f"{W}comment")) if comments is not None else 0
    if number:
        findings.note("comments", count=number)
    for target in targets.values():
        if target.kind in {"header", "footer"} and not target.outside:
            root = paper.xml(target.name)
            if root is not None and PAGE_NUMBER.sub("", text_of(root)):
                findings.note("headers")
    settings = paper.targets(paper.part_of_kind("settings") or "word/settings.xml")
    if any(one.kind == "attachedTemplate" and one.outside for one in settings.values()):
        findings.note("template")


class _Marker:
    """Gives title and headings their marks, and paragraphs the numbers they show."""

    def __init__(
        self, styles: Styles, numbering: Numbering, sections: frozenset[str], made: Prepared
    ) -> None:
        self.styles, self.numbering, self.sections, self.made = styles, numbering, sections, made
        self.place = 0
        self.title: list[str] = []
        self.title_is_over = False

    def mark(self, body: Element) -> None:
        inside = {id(one) for table in body.iter(f"{W}tbl") for one in table.iter(f"{W}p")}
        for paragraph in body.iter(f"{W}p"):
            look = paragraph_look(self.styles, paragraph)
            label, chinese = self.numbering.step(look.number) if look.number else ("", False)
            text = text_of(paragraph)
            if not text:
                continue
            self.place += 1
            if id(paragraph) not in inside:
                self._mark(paragraph, label + text, look, label)
            if label and chinese and value(_style(paragraph))[:-1] != HEADING:
                _number(paragraph, label)
        self.made.title = "".join(self.title)

    def _mark(self, paragraph: Element, text: str, look: Look, label: str) -> None:
        if headings.is_contents_line(look):
            self._leave_out("toc", paragraph)
        elif headings.is_letterhead(text, look, self.place) and not self.title_is_over:
            self._leave_out("letterhead", paragraph)
        elif self._is_of_title(text, look):
            self.title.append(text)
            paragraph.clear()
        else:
            level = headings.level_of(text, look, self.sections)
            self.title_is_over = bool(self.title) or level != headings.NONE
            if level != headings.NONE:
                _restyle(paragraph, f"{HEADING}{level}")
                _number(paragraph, label)

    def _is_of_title(self, text: str, look: Look) -> bool:
        """What the title of a page cannot hold stays in the text: nothing is cut off."""
        fits = sum(map(len, self.title)) + len(text) <= headings.MOST_OF_TITLE
        return not self.title_is_over and fits and headings.is_title(text, look, self.place)

    def _leave_out(self, kind: str, paragraph: Element) -> None:
        self.made.findings.note(kind, self.place)
        paragraph.clear()


def _style(paragraph: Element) -> Element | None:
    return paragraph.find(f"{W}pPr/{W}pStyle")


def _properties(paragraph: Element) -> Element:
    found = paragraph.find(f"{W}pPr")
    if found is None:
        found = Element(f"{W}pPr")
        paragraph.insert(0, found)
    return found


def _restyle(paragraph: Element, style: str) -> None:
    properties = _properties(paragraph)
    for name in ("pStyle", "numPr"):
        for old in properties.findall(f"{W}{name}"):
            properties.remove(old)
    properties.insert(0, Element(f"{W}pStyle", {f"{W}val": style}))


def _number(paragraph: Element, label: str) -> None:
    """Write in front what the program only showed there, and count no more."""
    properties = _properties(paragraph)
    for old in properties.findall(f"{W}numPr"):
        properties.remove(old)
    style = properties.find(f"{W}pStyle")
    if style is not None and not value(style).startswith(HEADING):
        properties.remove(style)  # it may number as well
    if label:
        run = Element(f"{W}r")
        SubElement(run, f"{W}t").text = label
        paragraph.insert(1, run)


def _packed(
    parts: dict[str, Element], relations: dict[str, dict[str, str]], pictures: int
) -> bytes:
    """A .docx of our own making: nothing in it was copied but the trees that were gone through.
    A picture is the number under which it is known."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as package:
        package.writestr("[Content_Types].xml", TYPES)
        for name, root in parts.items():
            package.writestr(name, ET.tostring(root, encoding="utf-8"))
        for name, targets in relations.items():
            package.writestr(f"word/_rels/{name}.xml.rels", _relations(targets))
        for number in range(1, pictures + 1):
            package.writestr(f"word/media/{number}.png", str(number))
    return file.getvalue()


def _relations(targets: dict[str, str]) -> bytes:
    root = Element(f"{REL}Relationships")
    for key, target in targets.items():
        kind = "hyperlink" if target else "image"
        picture = f"media/{key.removeprefix('picture')}.png"
        attributes = {"Id": key, "Type": f"{OOXML}/officeDocument/2006/relationships/{kind}"}
        SubElement(root, f"{REL}Relationship", {**attributes, "Target": target or picture})
    return bytes(ET.tostring(root, encoding="utf-8"))
