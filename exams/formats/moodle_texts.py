"""The texts of a question of Moodle XML, with the files that came inside it."""

from collections.abc import Iterator
from decimal import Decimal

from exams.formats.markup import from_html, from_plain, looks_html
from exams.formats.pictures import Gallery, ending, unpacked
from exams.formats.refusing import Refused
from exams.formats.tidying import number
from exams.formats.xmltree import Node

INSIDE = "@@PLUGINFILE@@"
PLAIN = {"plain_text", "2"}
HTML = {"html", "1"}
MARKDOWN = {"markdown", "4"}


class Asked:
    """One question: its element, the pictures found so far, and what was noticed."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.files = {name: one for one in node.iter("file") if (name := _path(one))}
        self.used: set[str] = set()
        self.gallery = Gallery(self._find)
        self.codes: list[str] = []

    @property
    def stem(self) -> str:
        stem = "\n".join(filter(None, [self.text("questiontext"), self._old_picture()]))
        if not stem:
            raise Refused("no_stem")
        return stem

    def _old_picture(self) -> str:
        """The picture of a question as Moodle wrote it before version 2."""
        data = self.node.said("image_base64")
        return self.gallery.place(f"data:;base64,{data}", self.node.said("image")) if data else ""

    def text(self, *path: str) -> str:
        """The text at the end of a path below the question."""
        return self.of(self.node.first(*path))

    def of(self, node: Node | None) -> str:
        """The text of an element with a `text` inside, by its format."""
        if node is None:
            return ""
        inner = node.first("text") or node
        written = "".join(
            child if isinstance(child, str) else child.text for child in inner.children
        )
        return self.formatted(written, node.get("format").strip().lower())

    def formatted(self, written: str, form: str) -> str:
        if form in MARKDOWN:
            self.codes.append("markdown")
        if form in HTML or (form not in PLAIN | MARKDOWN and _is_html(written)):
            read = from_html(written, self.gallery)
        else:
            read = from_plain(written)
        self.codes += read.codes
        return read.text

    def answers(self) -> "Iterator[tuple[str, Decimal, str, Node]]":
        """Each answer: its words, its share of the marks in percent, what is remarked on it."""
        for node in self.node.elements("answer"):
            share = number(node.get("fraction", "0")) or Decimal(0)
            yield self.of(node), share, self.of(node.first("feedback")), node

    def raw(self) -> tuple[str, str]:
        """The stem as written and its format, for what must be found in it first."""
        node = self.node.first("questiontext")
        if node is None:
            raise Refused("no_stem")
        return (node.first("text") or node).text, node.get("format").strip().lower()

    def noticed(self) -> list[str]:
        """Codes of all that was noticed; files that stand nowhere in a text are `attachment`."""
        left = [name for name in self.files if name not in self.used]
        return [*self.codes, *(["attachment"] if left else [])]

    def _find(self, source: str) -> bytes | None:
        if not source.startswith(INSIDE):
            return None
        name = source.removeprefix(INSIDE).partition("?")[0].lstrip("/")
        node = self.files.get(name)
        content = unpacked(node.text) if node is not None else None
        if content is not None and ending(content):
            self.used.add(name)
        return content


def _path(node: Node) -> str:
    return f"{node.get('path').strip('/')}/{node.get('name')}".lstrip("/")


def _is_html(written: str) -> bool:
    return looks_html(written) or "&nbsp;" in written or "&lt;" in written
