"""HTML as our texts: paragraphs, tables and pictures; all else becomes words or is left out.

One sink takes tags and words in reading order, from HTML (`from_html`) or from a tree of XML
(`Sink.walk`), so that both read alike.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from exams.formats.formulas import mathematics, shifted
from exams.formats.pictures import Gallery
from exams.formats.tables import Table
from exams.formats.tidying import hidden, stripped, visible
from exams.formats.xmltree import Node
from exams.wording import BLANK, LETTERS

BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl", "dt",
    "dd", "section", "article", "header", "footer", "figure", "figcaption", "hr", "address",
    "form", "fieldset", "center", "main", "aside", "details", "summary", "table", "caption",
}  # fmt: skip
UNSEEN = {"script", "style", "head", "template", "noscript", "stylesheet", "catalogInfo"}
MEDIA = {"audio", "video", "iframe", "embed", "source", "track", "canvas", "svg"}
EMPTY = {"br", "img", "hr", "input", "source", "track", "embed", "wbr", "col", "param", "base"}
BULLET = "• "
WHITE = re.compile(r"[ \t\r\n\f]+")
LOOKS_HTML = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|sub|sup|table|tr|td|th|tbody|ul|ol|li|img|font|a|h[1-6])"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)

Change = Callable[["Sink", Node], bool]


@dataclass
class Sink:
    """Takes a text piece by piece. `codes` says what was noticed: `math`, `media`, `invisible`,
    and what the gallery noticed of pictures."""

    gallery: Gallery
    lines: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    lists: list[tuple[int, str]] = field(default_factory=list)  # the next number (0: bullets), type
    tables: list[Table] = field(default_factory=list)
    caught: list[tuple[str, int, list[str]]] = field(default_factory=list)
    hidden: int = 0

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        if tag in UNSEEN or tag in MEDIA:
            self.codes += ["media"] if tag in MEDIA else []
            self.hidden += tag not in EMPTY
        if self.hidden:
            return
        if tag in {"sub", "sup", "u", "math"}:
            self.caught.append((tag, len(self.line), self.line))
        elif tag == "br":
            self.flush()
        elif tag == "img":
            self.picture(attrs.get("src", ""), attrs.get("alt", ""))
        elif tag == "li":
            self._item()
        elif tag in {"tr", "td", "th", "table"}:
            self._table_start(tag, attrs)
        elif tag in BLOCKS:
            self.flush(kept=False)
            if tag in {"ul", "ol"}:
                self.lists.append((int(tag == "ol"), attrs.get("type", "")))

    def end(self, tag: str) -> None:
        if tag in UNSEEN or tag in MEDIA:
            self.hidden = max(0, self.hidden - (tag not in EMPTY))
            return
        if self.hidden:
            return
        if tag in {"sub", "sup", "u", "math"}:
            self._caught(tag)
        elif tag in {"td", "th", "tr", "table"}:
            self._table_end(tag)
        elif tag in BLOCKS or tag == "li":
            self.flush(kept=False)
            if tag in {"ul", "ol"} and self.lists:
                self.lists.pop()

    def data(self, text: str) -> None:
        """Words as they stand in HTML: white space is one blank."""
        if not self.hidden:
            self.line.append(WHITE.sub(" ", text))

    def word(self, text: str) -> None:
        """Words of our own, as they are."""
        self.line.append(text)

    def picture(self, source: str, shows: str) -> None:
        self.line.append(self.gallery.place(source, shows))

    def walk(self, node: Node, change: Change | None = None) -> None:
        """Everything inside an element of XML; `change` may take an element upon itself."""
        for child in node.children:
            if isinstance(child, str):
                self.data(child)
            elif change is None or not change(self, child):
                self._element(child, change)

    def _element(self, node: Node, change: Change | None) -> None:
        if node.tag == "math":
            self.codes.append("math")
            self.word(mathematics(node))
        elif node.tag == "object" and node.get("type").startswith("image"):
            self.picture(node.get("data"), node.get("alt") or node.text.strip())
        elif node.tag == "object":
            self.codes.append("media")
            self.walk(node, change)
        else:
            self.start(node.tag, node.attrs)
            self.walk(node, change)
            if node.tag not in EMPTY:
                self.end(node.tag)

    def flush(self, *, kept: bool = True) -> None:
        """A line ends here; an empty one counts when it is `kept` or holds a hard blank."""
        raw = "".join(self.line)
        self.line = []
        self.codes += ["invisible"] * hidden(raw)
        text = _pressed(raw)
        if text or kept or "\xa0" in raw:
            self.lines.append(text)

    @property
    def text(self) -> str:
        """All that was taken, lines that are empty at both ends left out."""
        self.flush(kept=False)
        while self.tables:
            self._table_end("table")
        self.codes += [code for code in self.gallery.codes if code not in self.codes]
        return stripped("\n".join(self.lines))

    def _item(self) -> None:
        self.flush(kept=False)
        number, form = self.lists[-1] if self.lists else (0, "")
        if number:
            is_lettered = form in {"A", "a"} and number <= len(LETTERS)
            letter = LETTERS[number - 1] if is_lettered else str(number)
            self.line.append(f"{letter.lower() if form == 'a' else letter}. ")
            self.lists[-1] = (number + 1, form)
        else:
            self.line.append(BULLET)

    def _caught(self, tag: str) -> None:
        at = next((n for n in reversed(range(len(self.caught))) if self.caught[n][0] == tag), -1)
        if at < 0:
            return
        _, start, line = self.caught[at]
        del self.caught[at:]
        if line is not self.line:
            return
        inner = "".join(self.line[start:])
        del self.line[start:]
        if tag == "u":
            self.line.append(BLANK if inner and not inner.strip(" \xa0\u3000_") else inner)
        elif tag == "math":
            self.codes.append("math")
            self.line.append(inner)
        else:
            self.line.append(shifted(inner, tag))

    def _table_start(self, tag: str, attrs: dict[str, str]) -> None:
        if tag == "table":
            self.flush(kept=False)
            self.tables.append(Table(self.lines))
            self.lines = []
            return
        if not self.tables:
            return
        self.tables[-1].close_cell(self)
        if tag == "tr":
            self.tables[-1].close_row()
        else:
            self.tables[-1].open_cell(self, attrs.get("colspan", ""))

    def _table_end(self, tag: str) -> None:
        if not self.tables:
            return
        table = self.tables[-1]
        table.close_cell(self)
        if tag in {"tr", "table"}:
            table.close_row()
        if tag == "table":
            self.tables.pop()
            loose = self.lines
            self.lines = [*table.before, *loose, *table.rendered(inner=bool(self.tables))]


def _pressed(raw: str) -> str:
    """One line: what HTML presses together is pressed, hard blanks stay as blanks."""
    return visible(re.sub(r" {2,}", " ", raw.replace("\n", " "))).strip()


class _Html(HTMLParser):
    def __init__(self, sink: Sink) -> None:
        super().__init__(convert_charrefs=True)
        self.sink = sink

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.sink.start(tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        if tag not in EMPTY:
            self.sink.end(tag)

    def handle_data(self, data: str) -> None:
        self.sink.data(data)


@dataclass(frozen=True)
class Text:
    """A text that was read, with what was noticed; `invisible` for each character taken out."""

    text: str
    codes: tuple[str, ...] = ()


def from_html(written: str, gallery: Gallery) -> Text:
    """HTML as one of our texts; its pictures go into the gallery."""
    if "<" not in written and "&" not in written and not hidden(written):
        return Text(stripped(_lines(written)))
    sink = Sink(gallery)
    parser = _Html(sink)
    parser.feed(written)
    parser.close()
    return Text(sink.text, tuple(sink.codes))


def _lines(written: str) -> str:
    return _pressed(WHITE.sub(" ", written))


def from_plain(written: str) -> Text:
    """Plain words as one of our texts; what nobody sees is taken out and noted."""
    return Text(stripped(visible(written)), ("invisible",) * hidden(written))


def looks_html(written: str) -> bool:
    """Whether words hold tags of HTML that a person would not mean to be read."""
    return bool(LOOKS_HTML.search(written))
