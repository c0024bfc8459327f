"""Pictures on the cells of a workbook."""

import hashlib
import io
import zipfile

from openpyxl import Workbook
from openpyxl.drawing.image import Image as Drawn
from PIL import Image

from exams.formats.entries import Note, Place
from exams.formats.opening import read
from tests.exams.formats.files import packed

IMAGE = """<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"
 xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><etc:cellImage>
<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="ID_9A"/></xdr:nvPicPr><xdr:blipFill>
<a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>"""
RELATION = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://x/image" Target="media/9.png"/></Relationships>"""


def png(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2, 2), colour).save(out, "PNG")
    return out.getvalue()


def workbook(*anchors: str, option: str = "圆") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["题干", "A", "B", "答案"])
    sheet.append(["看图，是什么？", option, "方", "A"])
    for anchor in anchors:
        sheet.add_image(Drawn(io.BytesIO(png(anchor.split()[1]))), anchor.split()[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_picture_on_a_cell_stands_in_its_text_and_any_other_behind_the_stem() -> None:
    (found,) = read(workbook("A2 red", "C2 green", "F2 blue"), "题库.xlsx").entries
    red, green, blue = (
        found.wording.pictures()[0],
        found.wording.pictures()[2],
        found.wording.pictures()[1],
    )
    assert found.wording.stem == f"看图，是什么？![](sha256:{red})![](sha256:{blue})"
    assert found.wording.options == ("圆", f"方![](sha256:{green})")
    assert {hashlib.sha256(content).hexdigest() for content in found.pictures.values()} == {
        red,
        green,
        blue,
    }


def test_a_picture_outside_the_rows_of_questions_is_told_of() -> None:
    found = read(workbook("A9 red"), "题库.xlsx")
    assert found.entries[0].pictures == {}
    assert [note.code for note in found.notes] == ["picture_unused"]
    assert found.notes == [Note("picture_unused", Place("xl/media/image1.png"))]


def test_a_picture_that_wps_puts_into_a_cell() -> None:
    content = workbook(option='=_xlfn.DISPIMG("ID_9A",1)')
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    formula = '<f>_xlfn.DISPIMG("ID_9A",1)</f>'
    shown = sheet.replace(f"{formula}<v></v>", f'{formula}<v>=DISPIMG("ID_9A",1)</v>')
    shown = shown.replace(f"{formula}<v />", f'{formula}<v>=DISPIMG("ID_9A",1)</v>')
    parts["xl/worksheets/sheet1.xml"] = shown.replace('r="B2"', 'r="B2" t="str"').encode()
    parts["xl/cellimages.xml"] = IMAGE.encode()
    parts["xl/_rels/cellimages.xml.rels"] = RELATION.encode()
    parts["xl/media/9.png"] = png("red")
    (found,) = read(packed(parts), "题库.xlsx").entries
    digest = hashlib.sha256(png("red")).hexdigest()
    assert found.wording.options == (f"![](sha256:{digest})", "方")
    assert found.pictures == {digest: png("red")}
