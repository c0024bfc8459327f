"""What a manuscript carries and a page must not: taken out of its tree, and written down.

Comments, deleted and hidden words never get further than this module; what stays are paragraphs,
tables without tables inside, and pictures that could be read.
"""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from courses.manuscripts.findings import Findings
from courses.manuscripts.looks import Look, Styles, run_look
from courses.manuscripts.markup import MC, WP, A, M, R, V, W, outermost, rewrite, text_of, value

BOX = "text-box"  # our own element, while one is carried out to stand behind its paragraph
SCHEMES = ("http://", "https://", "mailto:", "tel:")
OUTSIDE_FIELDS = ("INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "LINK", "DDE", "DDEAUTO", "IMPORT")
DROPPED = {
    "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "proofErr",
    "lastRenderedPageBreak", "permStart", "permEnd", "footnoteRef", "endnoteRef", "sectPr",
    "bookmarkStart", "bookmarkEnd", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart",
    "moveToRangeEnd", "control",
}  # fmt: skip
UNWRAPPED = {"smartTag", "customXml", "dir", "bdo", "ins", "moveTo", "sdtContent", "rubyBase"}
MARKS = {f"{W}{name}" for name in ("rPr", "pPr", "trPr", "tcPr", "tblPr", "numPr")}


class Trimmer:
    """Takes one part apart. `pictures` says of the relationship id of a picture by which number it
    is known, or the kind of finding when it could not be read; `links` where hyperlinks lead."""

    def __init__(
        self,
        styles: Styles,
        findings: Findings,
        pictures: Mapping[str, int | str],
        links: Mapping[str, str],
    ) -> None:
        self.styles, self.findings = styles, findings
        self.pictures, self.links = pictures, links
        self.place_of: dict[int, int] = {}
        self.hidden_of: dict[int, bool] = {}

    def trim(self, root: Element) -> None:
        rewrite(root, _choose)
        self._number(root)
        self._flatten(root)
        rewrite(root, self._change)

    def _number(self, root: Element) -> None:
        """The paragraph each element stands in, counted over those with words; and whether its
        style hides it."""
        place, hidden = 0, False
        for element in root.iter():
            if element.tag == f"{W}p":
                place += bool(text_of(element))
                marks = element.find(f"{W}pPr")
                style = value(marks.find(f"{W}pStyle")) if marks is not None else ""
                hidden = self.styles.look(style).hidden
            self.place_of[id(element)] = place
            self.hidden_of[id(element)] = hidden

    def _flatten(self, root: Element) -> None:
        """A cell holds paragraphs only; those of tables inside it are kept in order."""
        for table in outermost(root, f"{W}tbl"):
            for cell in outermost(table, f"{W}tc"):
                inner = sum(1 for _one in cell.iter(f"{W}tbl"))
                if inner:
                    self._note("nested", cell, inner)
                    cell[:] = list(outermost(cell, f"{W}p"))

    def _note(self, kind: str, element: Element, count: int = 1) -> None:
        self.findings.note(kind, self.place_of.get(id(element), 0), count)

    def _change(self, parent: Element, element: Element) -> list[Element]:
        if parent.tag in MARKS:
            return [element]
        space, _, name = element.tag.rpartition("}")
        if f"{space}}}" == W:
            if name in DROPPED:
                return []
            change = getattr(self, f"_w_{name}", None)
            if change is not None:
                changed: list[Element] = change(element)
                return changed
            if name in UNWRAPPED:
                if name in {"ins", "moveTo"} and text_of(element):
                    self._note("inserted", element)
                return list(element)
        elif element.tag in {f"{M}oMath", f"{M}oMathPara"}:
            return self._formula(element)
        return [element]

    def _w_del(self, element: Element) -> list[Element]:
        if any(one.tag in {f"{W}delText", f"{W}t"} and one.text for one in element.iter()):
            self._note("deleted", element)
        return []

    _w_moveFrom = _w_del  # noqa: N815 - the name of the element

    def _w_tr(self, row: Element) -> list[Element]:
        if row.find(f"{W}trPr/{W}del") is not None:
            self._note("deleted", row)
            return []
        return [row]

    def _w_r(self, run: Element) -> list[Element]:
        look = run_look(self.styles, run, Look(hidden=self.hidden_of.get(id(run), False)))
        boxes = run.findall(BOX)
        if look.hidden:
            if text_of(run):
                self._note("hidden", run)
            return []
        for box in boxes:
            run.remove(box)
        return [run, *boxes]

    def _w_altChunk(self, element: Element) -> list[Element]:  # noqa: N802
        self._note("embedded", element)
        return []

    _w_subDoc = _w_altChunk  # noqa: N815

    def _w_object(self, element: Element) -> list[Element]:
        """A file of another program inside the paper, with the picture it shows."""
        self._note("embedded", element)
        return []

    def _w_instrText(self, element: Element) -> list[Element]:  # noqa: N802
        if _leads_outside(element.text or ""):
            self._note("field", element)
            return []
        return [element]

    def _w_fldSimple(self, element: Element) -> list[Element]:  # noqa: N802
        if _leads_outside(element.get(f"{W}instr", "")):
            self._note("field", element)
        return list(element)

    def _w_ruby(self, element: Element) -> list[Element]:
        """Reading aids above characters are left out, the characters stay."""
        inner = [one for one in element if one.tag == f"{W}r"]
        text = "".join(text_of(one) for one in inner)
        word = Element(f"{W}t")
        word.text = text
        return [word]

    def _w_rt(self, _element: Element) -> list[Element]:
        return []

    def _w_sdt(self, element: Element) -> list[Element]:
        """A content control; the generated table of contents is one."""
        gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if "table of contents" in value(gallery).lower():
            self._note("toc", element)
            return []
        return [one for one in element if one.tag not in {f"{W}sdtPr", f"{W}sdtEndPr"}]

    def _w_hyperlink(self, element: Element) -> list[Element]:
        target = self.links.get(element.get(f"{R}id", ""), "")
        if target.lower().startswith(SCHEMES):
            return [element]
        if target:
            self._note("link", element)
        return list(element)

    def _w_drawing(self, element: Element) -> list[Element]:
        blips = list(element.iter(f"{A}blip"))
        return self._graphic(element, [blip.get(f"{R}embed", "") for blip in blips])

    def _w_pict(self, element: Element) -> list[Element]:
        blips = list(element.iter(f"{V}imagedata"))
        return self._graphic(element, [blip.get(f"{R}id", "") for blip in blips])

    def _graphic(self, element: Element, ids: list[str]) -> list[Element]:
        box = Element(BOX)
        for content in element.iter(f"{W}txbxContent"):
            box.extend(content)
        boxes = [box] if len(box) else []
        if boxes and text_of(box):
            self._note("text_box", element)
        known = [self.pictures.get(one, "picture_outside") for one in ids]
        held = [one for one in known if isinstance(one, int)]
        if not held and not boxes:
            self._note(next((one for one in known if isinstance(one, str)), "drawing"), element)
        return [*boxes, *(_picture(number, _described(element)) for number in held)]

    def _formula(self, element: Element) -> list[Element]:
        words = "".join(one.text or "" for one in element.iter(f"{M}t"))
        if not words:
            return []
        self._note("formula", element)
        run = Element(f"{W}r")
        SubElement(run, f"{W}t").text = words
        return [run]

    def _w_p(self, paragraph: Element) -> list[Element]:
        """A paragraph, and behind it the boxes that hang on it."""
        boxes = [box for holder in paragraph.iter() for box in holder.findall(BOX)]
        if not boxes:
            return [paragraph]
        for holder in list(paragraph.iter()):
            holder[:] = [one for one in holder if one.tag != BOX]
        return [paragraph, *(inner for box in boxes for inner in box)]


def _choose(_parent: Element, element: Element) -> list[Element]:
    """Of the forms of a drawing (mc:AlternateContent) the one that holds words or a picture."""
    if element.tag != f"{MC}AlternateContent":
        return [element]
    wanted = {f"{W}txbxContent", f"{A}blip", f"{V}imagedata"}
    for form in element:
        if any(one.tag in wanted for one in form.iter()):
            return list(form)
    return list(element[-1]) if len(element) else []


def _picture(number: int, words: str) -> Element:
    """The plainest drawing that says which picture stands here."""
    drawing = Element(f"{W}drawing")
    inline = SubElement(drawing, f"{WP}inline")
    SubElement(inline, f"{WP}docPr", {"id": str(number), "descr": words})
    data = SubElement(SubElement(inline, f"{A}graphic"), f"{A}graphicData")
    space = A.replace("/main}", "/picture}")
    fill = SubElement(SubElement(data, f"{space}pic"), f"{space}blipFill")
    SubElement(fill, f"{A}blip", {f"{R}embed": f"picture{number}"})
    return drawing


def _described(drawing: Element) -> str:
    for one in drawing.iter(f"{WP}docPr"):
        return (one.get("descr") or "").strip()
    return ""


def _leads_outside(instruction: str) -> bool:
    word = instruction.strip().split(" ")[0].upper()
    return word in OUTSIDE_FIELDS
