"""Papers as Word and WPS write them, put together part by part; no library makes them."""

import io
import struct
import zipfile
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
STYLES = """
<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/>
<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="H"><w:name w:val="secret"/>
<w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="h"><w:name w:val="unseen"/>
<w:rPr><w:vanish/></w:rPr></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
<w:lvlText w:val="·"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
"""


def run(text: str, *, bold: bool = False, font: str = "", size: int = 0, marks: str = "") -> str:
    """`size` in half points."""
    properties = "<w:b/>" if bold else ""
    properties += f'<w:rFonts w:eastAsia="{font}"/>' if font else ""
    properties += f'<w:sz w:val="{size}"/>' if size else ""
    space = '<w:t xml:space="preserve">'
    return f"<w:r><w:rPr>{properties}{marks}</w:rPr>{space}{escape(text)}</w:t></w:r>"


def p(*inner: str, style: str = "", centred: bool = False, number: int = 0, marks: str = "") -> str:
    """A paragraph of runs; a plain text is one run."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    properties += '<w:jc w:val="center"/>' if centred else ""
    runs = "".join(one if one.startswith("<") else run(one) for one in inner)
    return f"<w:p><w:pPr>{properties}{marks}</w:pPr>{runs}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = (
        "".join(f"<w:tc>{one if one.startswith('<') else p(one)}</w:tc>" for one in row)
        for row in rows
    )
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def link(words: str, rid: str) -> str:
    return f'<w:hyperlink r:id="{rid}">{run(words)}</w:hyperlink>'


def note(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def picture(rid: str, alt: str = "", attribute: str = "r:embed") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片" descr={quoteattr(alt)}/>'
        f"<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip {attribute}={quoteattr(rid)}/>"
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def text_box(*inner: str) -> str:
    """As Word writes one: a shape for the new programs, another for the old ones."""
    content = f"<w:txbxContent>{''.join(inner)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline>"
        f"<wps:txbx>{content}</wps:txbx></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def png(width: int = 6, height: int = 4, form: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(file, form, **options)
    return file.getvalue()


def relationships(rows: list[tuple[str, str, str]]) -> str:
    """(id, kind, target); a target with a colon lies outside."""
    lines = "".join(
        f'<Relationship Id="{rid}" Type="{OFFICE}/{kind}" Target={quoteattr(target)}'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if ':' in target else ''}/>"
        for rid, kind, target in rows
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def types(main: str = MAIN, more: str = "") -> str:
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="text/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{more}</Types>'
    )


def parts(
    *body: str,
    relations: list[tuple[str, str, str]] | None = None,
    footnotes: dict[int, str] | None = None,
    more: dict[str, str | bytes] | None = None,
) -> dict[str, str | bytes]:
    """The parts of a .docx with this body; `more` adds to them or takes their place."""
    rows = [
        ("rIdS", "styles", "styles.xml"),
        ("rIdN", "numbering", "numbering.xml"),
        ("rIdF", "footnotes", "footnotes.xml"),
        *(relations or []),
    ]
    notes = "".join(
        f'<w:footnote w:id="{key}">{p(words)}</w:footnote>'
        for key, words in (footnotes or {}).items()
    )
    return {
        "[Content_Types].xml": types(),
        "_rels/.rels": relationships([("rId1", "officeDocument", "word/document.xml")]),
        "word/document.xml": f"<w:document {NAMES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/_rels/document.xml.rels": relationships(rows),
        "word/styles.xml": f"<w:styles {NAMES}>{STYLES}</w:styles>",
        "word/numbering.xml": f"<w:numbering {NAMES}>{NUMBERING}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {NAMES}>{notes}</w:footnotes>",
        **(more or {}),
    }


def packed(held: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in held.items():
            package.writestr(name, content)
    return file.getvalue()


def docx(*body: str, **options: Any) -> bytes:
    return packed(parts(*body, **options))


def ole(*streams: str) -> bytes:
    """The start of a file of the old programs, with the names of its streams."""
    names = b"".join(name.encode("utf-16-le") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + names + struct.pack("<I", 0)
