"""Every word a .docx carries. What a page leaves out (comments, deleted and hidden words, page
headers, properties) goes along when the file itself is handed out. Knows no framework.

Words that a reader sees stand in one line, whatever was deleted or hidden between them; those
follow in a line of their own. Where something lies inside that is no text, and no picture, the
file is refused: a person has to look.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from courses.manuscripts.checking import Manuscript, opened
from courses.manuscripts.markup import A, W, switched_on
from portal.spreadsheets.tables import FileRefused

FOREIGN = ("word/embeddings/", "word/activex/")  # files of other programs, and what they do
SET_ASIDE = (*FOREIGN, "word/fonts/")
TEXTS = (".xml", ".rels", ".vml")
SILENT = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".odttf")
PRINTERS = "word/printersettings/"
PARAGRAPHS = {f"{W}p", f"{A}p"}
RUNS = {f"{W}r", f"{A}r"}
SHOWN, GONE = {"t", "v"}, {"delText", "instrText", "delInstrText"}
BREAKS = {"br": " ", "cr": " ", "tab": " ", "noBreakHyphen": "-"}
SPOKEN = ("descr", "title", "string", "alt")
# Where a line stands, before its words: nobody finds them by counting paragraphs.
PLACES = {
    "comments": "（批注）",
    "header": "（页眉）",
    "footer": "（页脚）",
    "footnotes": "（脚注）",
    "endnotes": "（尾注）",
}
KIND = re.compile(r"word/([a-z]+)\d*\.xml")
PROPERTY, LINK, UNSEEN = "（文件属性）", "（链接）", "（看不见的字）"
COUNTED = "docprops/app.xml"  # numbers of pages and characters


def every_word(content: bytes) -> str:
    """All words line by line, those of the paper itself first. Raises FileRefused: what `opened`
    refuses, and `embedded`."""
    paper = opened(content, SET_ASIDE)
    names = sorted(paper.package.entries, key=lambda name: (name != paper.main, name))
    if any(map(_foreign, names)):
        raise FileRefused("embedded")
    return "\n".join(line for name in names for line in _lines(paper, name))


def _foreign(name: str) -> bool:
    plain = name.lower()
    if plain.startswith(FOREIGN):
        return True
    known = plain.endswith((*TEXTS, *SILENT, "/")) or plain.startswith(PRINTERS)
    return not known and not plain.startswith("word/fonts/")


def _lines(paper: Manuscript, name: str) -> Iterator[str]:
    plain = name.lower()
    if not plain.endswith(TEXTS) or plain.startswith("word/fonts/") or plain == COUNTED:
        return
    root = paper.xml(name)
    if root is None:
        return
    if plain.endswith(".rels"):
        outside = (one for one in root if one.get("TargetMode") == "External")
        yield from (LINK + one.get("Target", "") for one in outside)
    elif plain.startswith("word/"):
        kind = KIND.match(plain)
        place = PLACES.get(kind[1], "") if kind else ""
        yield from (place + line for line in _words(root))
    elif not plain.startswith("[content_types]"):
        yield from (PROPERTY + words.strip() for words in root.itertext() if words.strip())


class _Line:
    """One paragraph: what is seen of it, and what is not."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.gone: list[str] = []

    def lines(self) -> Iterator[str]:
        shown, gone = "".join(self.shown).strip(), "".join(self.gone).strip()
        if shown:
            yield shown
        if gone:
            yield UNSEEN + gone


def _words(root: Element) -> Iterator[str]:
    line, hidden = _Line(), False
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if element.tag in PARAGRAPHS:
            yield from line.lines()
            line, hidden = _Line(), False
        elif element.tag in RUNS:
            hidden = bool(switched_on(element.find(f"{W}rPr"), "vanish"))
        elif name in SHOWN or name in BREAKS:
            held = line.gone if hidden else line.shown
            held.append(BREAKS.get(name) or element.text or "")
        elif name in GONE:
            line.gone.append(element.text or "")
        line.gone += (f" {element.get(each)} " for each in SPOKEN if element.get(each))
    yield from line.lines()
