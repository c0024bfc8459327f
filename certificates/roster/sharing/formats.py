"""The formats of a workbook, with one more for each that a written cell has: the same, as text."""

import re

from certificates.roster.sharing import books
from certificates.roster.sharing.books import Book

TEXT_FORMAT = "49"  # numFmtId of “@”
FORMATS = re.compile(rb"<(" + books.TAG + rb")cellXfs\b([^>]*)>(.*?)</\1cellXfs\s*>", re.DOTALL)
FORMAT = re.compile(rb"<(" + books.TAG + rb")xf\b[^>]*?(?:/>|>.*?</\1xf\s*>)", re.DOTALL)
FORMAT_TAG = re.compile(rb"<" + books.TAG + rb"xf\b([^>]*?)/?>")


class Styles:
    """The formats of the cells that are written: each as in the template, but for text."""

    def __init__(self, book: Book) -> None:
        known = books.STYLES in book.package.entries
        self._xml = book.package.part(books.STYLES) if known else b""
        self._found = FORMATS.search(self._xml)
        self._formats = [one[0] for one in FORMAT.finditer(self._found[3])] if self._found else []
        self._added: dict[int, int] = {}

    def text_like(self, style: int) -> int:
        """The number of the same format for text; the style itself where there is none."""
        if style >= len(self._formats):
            return style
        if style not in self._added:
            self._added[style] = len(self._formats) + len(self._added)
        return self._added[style]

    def xml(self) -> bytes:
        if self._found is None:
            return self._xml
        formats = [*self._formats, *(self._as_text(style) for style in self._added)]
        tag, told = self._found[1], re.sub(rb'\bcount="\d*"', b"", self._found[2])
        block = b'<%scellXfs count="%d"%s>%s</%scellXfs>' % (
            tag, len(formats), b" " + told.strip() if told.strip() else b"", b"".join(formats), tag,
        )  # fmt: skip
        return self._xml[: self._found.start()] + block + self._xml[self._found.end() :]

    def _as_text(self, style: int) -> bytes:
        xml = self._formats[style]
        begin = FORMAT_TAG.match(xml)
        if begin is None:
            return xml
        kept = re.sub(rb'\s(?:numFmtId|applyNumberFormat|quotePrefix)="[^"]*"', b"", begin[1])
        told = b' numFmtId="%s" applyNumberFormat="1"' % TEXT_FORMAT.encode()
        return xml[: begin.start(1)] + told + kept + xml[begin.end(1) :]
