"""Word papers: paragraphs as lines with the numbers that Word writes itself, tables of questions
as sheets, other tables as part of the text, pictures by their digest."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from courses.manuscripts.checking import Manuscript, Target, opened
from courses.manuscripts.looks import Styles, paragraph_look, run_look
from courses.manuscripts.markup import MC, A, M, R, V, W, outermost, value
from exams.formats.cleaning import LOWERED, RAISED
from exams.formats.columns import find_header
from exams.formats.emphasis import bare, read_by_looks, set_off
from exams.formats.entries import Contents, Note, Place, Unreadable
from exams.formats.headless import headless
from exams.formats.joining import attach
from exams.formats.lines import Line, is_option
from exams.formats.papertext import read_lines
from exams.formats.sheets import Sheet, read_sheets
from exams.formats.wordnumbers import Numbers

SYMBOLS = {
    "F0FC": "√",
    "F0FB": "×",
    "F0FE": "√",
    "F0FD": "×",
    "F050": "√",
    "F04F": "×",
    "F0D0": "√",
}
_LEFT_OUT = "del moveFrom pPr rPr sectPr instrText delText commentReference footnoteReference tbl"
SKIPPED = {f"{W}{name}" for name in _LEFT_OUT.split()}
SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
WIDEST = 60  # columns
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")


def read_docx(content: bytes, name: str = "") -> Contents:
    """A Word paper. Raises FileRefused, Unreadable: `unknown` when no question is in it."""
    paper = _Paper(opened(content))
    body = paper.body()
    contents = read_by_looks(
        list(paper.lines(body)), lambda lines: read_lines(lines, Contents("docx"), name)
    )
    for sheet in paper.sheets:
        found = read_sheets([sheet], "docx", name)
        contents.entries += found.entries
        contents.refused += found.refused
        contents.notes += found.notes
    if not contents.entries and not contents.refused:
        raise Unreadable("unknown")
    contents.notes += [Note(code, Place("", at), facts) for code, at, facts in paper.notes]
    attach(contents, paper.pictures)
    return contents


@dataclass
class _Paper:
    manuscript: Manuscript
    sheets: list[Sheet] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    notes: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        paper = self.manuscript
        self.styles = Styles(paper.xml(paper.part_of_kind("styles")))
        self.numbers = Numbers(paper.xml(paper.part_of_kind("numbering")))
        self.targets: dict[str, Target] = paper.targets(paper.main)
        self.at = 0
        self.boxes: list[Element] = []  # text boxes of the paragraph that is being read

    def body(self) -> Element:
        root = self.manuscript.xml(self.manuscript.main)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise Unreadable("damaged")
        return body

    def lines(self, holder: Element) -> Iterator[Line]:
        for element in _blocks(holder):
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            else:
                yield from self._table(element)

    def _paragraph(self, paragraph: Element) -> Iterator[Line]:
        self.at += 1
        text = self._text(paragraph)
        for part in text.split("\n"):
            yield Line(part.rstrip(), self.at)
        boxes, self.boxes = self.boxes, []
        for box in boxes:
            yield from self.lines(box)

    def _text(self, paragraph: Element) -> str:
        look = paragraph_look(self.styles, paragraph)
        words = "".join(self._words(paragraph, look))
        label = self.numbers.label(look.number) if look.number and words.strip() else ""
        if label and not label.endswith((" ", "\t")):
            label = f"{label} " if label[-1].isalnum() else label
        return f"{label}{words}"

    def _words(self, holder: Element, look: Any) -> Iterator[str]:
        for element in holder:
            tag = element.tag
            if tag in SKIPPED:
                continue
            if tag == f"{W}r":
                yield self._run(element, look)
            elif tag == f"{MC}AlternateContent":
                yield from self._words(element[0], look) if len(element) else ()
            elif tag == f"{M}t":
                yield element.text or ""
            else:
                yield from self._words(element, look)

    def _run(self, run: Element, look: Any) -> str:
        if run_look(self.styles, run, look).hidden:
            self._note("hidden_text", {})
            return ""
        text = self._looking("".join(self._piece(element) for element in run), run, look)
        raised = value(run.find(f"{W}rPr/{W}vertAlign"))
        if raised == "superscript" and text.isdecimal():
            return text.translate(RAISED)
        return text.translate(LOWERED) if raised == "subscript" and text.isdecimal() else text

    def _looking(self, text: str, run: Element, look: Any) -> str:
        """Words between signs when they are set off from others; empty lines to fill are not."""
        underlined = value(run.find(f"{W}rPr/{W}u")) not in {"", "none"}
        if not text.strip("_＿ \t\n\xa0\u3000") or not (underlined or self._stands_out(run, look)):
            return text
        return set_off(text, underlined=underlined)

    def _stands_out(self, run: Element, look: Any) -> bool:
        marks = run.find(f"{W}rPr")
        shown = run_look(self.styles, run, look)
        if shown.bold or shown.red or marks is None:
            return bool(shown.bold or shown.red)
        shade = marks.find(f"{W}shd")
        fill = shade.get(f"{W}fill", "auto") if shade is not None else "auto"
        colour = value(marks.find(f"{W}color")).upper()
        is_lit = value(marks.find(f"{W}highlight")) not in {"", "none", "white"}
        is_grey = colour in {"", "AUTO"} or len({colour[n : n + 2] for n in (0, 2, 4)}) == 1
        return is_lit or not is_grey or fill.upper() not in {"AUTO", "FFFFFF"}

    def _piece(self, element: Element) -> str:
        name = element.tag.removeprefix(W)
        if name == "t":
            return element.text or ""
        if name in SIGNS:
            return SIGNS[name]
        if name == "ruby":  # the characters, without the reading aid above them
            return "".join(
                one.text or ""
                for base in element.iter(f"{W}rubyBase")
                for one in base.iter(f"{W}t")
            )
        if name == "sym":
            return SYMBOLS.get(element.get(f"{W}char", "").upper(), "")
        if name in {"drawing", "pict", "object"} or element.tag == f"{MC}AlternateContent":
            return self._drawn(element)
        return ""

    def _drawn(self, element: Element) -> str:
        """The pictures in a drawing as markup; a drawing of another kind is told of."""
        if element.tag == f"{MC}AlternateContent" and len(element):
            element = element[0]  # the others show the same to older programs
        boxes = list(outermost(element, f"{W}txbxContent"))
        self.boxes += boxes
        ids = [blip.get(f"{R}embed", "") for blip in element.iter(f"{A}blip")]
        ids += [data.get(f"{R}id", "") for data in element.iter(f"{V}imagedata")]
        marks = [self._picture(one) for one in dict.fromkeys(filter(None, ids))]
        if boxes or not ids:
            self._note("text_box" if boxes else "drawing", {})
        return "".join(marks)

    def _picture(self, reference: str) -> str:
        target = self.targets.get(reference)
        if target is None or target.outside:
            self._note("remote_picture", {"source": target.name[:200] if target else ""})
            return ""
        if target.name not in self.manuscript.package.entries:
            self._note("picture_broken", {})
            return ""
        content = self.manuscript.package.part(target.name)
        if not content.startswith(PICTURES):
            self._note("picture_form", {"name": target.name.rpartition("/")[2]})
            return ""
        self.pictures[target.name] = content
        return f"![](sha256:{hashlib.sha256(content).hexdigest()})"

    def _note(self, code: str, facts: dict[str, str]) -> None:
        self.notes.append((code, self.at, facts))

    def _table(self, table: Element) -> Iterator[Line]:
        """A table of questions goes to the sheets; one cell, options and answers are lines; any
        other is a table in the text."""
        first = self.at
        rows = [self._row(row) for row in outermost(table, f"{W}tr")]
        plain = [[bare(cell) for cell in row] for row in rows]
        header = find_header(plain)
        if (header and len(rows) > header[1] + 1) or (not header and headless(plain)):
            self.sheets.append(Sheet(f"表格 {len(self.sheets) + 1}", plain))
            return
        flat = [cell for row in rows for cell in row if cell.strip()]
        if any(is_option(bare(cell)) for cell in flat) or max(map(len, rows), default=0) == 1:
            for cell in flat:
                for part in cell.split("\n"):
                    yield Line(part, first + 1)
        elif any("题号" in cell or "答案" in cell for row in plain for cell in row[:1]):
            for row in plain:
                yield Line("\t".join(cell.replace("\n", " ") for cell in row), first + 1)
        else:
            for row in plain:
                cells = " | ".join(cell.replace("\n", " ").replace("|", "／") for cell in row)
                yield Line(f"| {cells} |", first + 1)

    def _row(self, row: Element) -> list[str]:
        """The cells of a row; one that is as wide as several columns stands in the first."""
        cells = []
        for cell in outermost(row, f"{W}tc"):
            span = value(cell.find(f"{W}tcPr/{W}gridSpan"))
            cells += [
                self._cell(cell),
                *[""] * (min(int(span), WIDEST) - 1 if span.isdecimal() else 0),
            ]
        return cells

    def _cell(self, cell: Element) -> str:
        texts = []
        for paragraph in cell.iter(f"{W}p"):
            self.at += 1
            texts.append(self._text(paragraph).strip())
        return "\n".join(filter(None, texts))


def _blocks(holder: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, also those in content controls and marked insertions."""
    for element in holder:
        if element.tag in {f"{W}p", f"{W}tbl"}:
            yield element
        elif element.tag not in SKIPPED:
            yield from _blocks(element)
