"""Somebody's XML as a tree of plain nodes, with the line each element began on.

A DOCTYPE is passed over, nothing it names is fetched, and an entity of its own is refused; the
names of HTML (`&nbsp;`) are known without one. The names of QTI 3 (`qti-item-body`) are turned
into those of QTI 2 (`itemBody`), namespaces are dropped.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from exams.formats.entries import Unreadable

DEEPEST = 150
BUILT_IN = {"utf-8", "utf8", "utf-16", "iso-8859-1", "us-ascii", "ascii"}
DECLARED = re.compile(rb"""\A\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
FIRST = re.compile(rb"<([A-Za-z][\w.:-]*)")
PREFACE = re.compile(rb"<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>|<\?.*?\?>", re.DOTALL)
HEAD = 8_000  # bytes in which the first element begins
XML_NAMES = {b"amp", b"lt", b"gt", b"quot", b"apos"}
BARE_AMPERSAND = re.compile(rb"&(?!(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#x[0-9A-Fa-f]+);)")


@dataclass(slots=True)
class Node:
    """An element: its name, attributes, children (elements and texts in order) and line."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)
    line: int = 0

    def elements(self, tag: str = "") -> "list[Node]":
        """The elements right inside, of one name or of any."""
        return [
            child
            for child in self.children
            if isinstance(child, Node) and (not tag or child.tag == tag)
        ]

    def first(self, *path: str) -> "Node | None":
        """The first element along a path of names."""
        node: Node | None = self
        for tag in path:
            node = next(iter(node.elements(tag)), None) if node else None
        return node

    def iter(self, *tags: str) -> "Iterator[Node]":
        """Every element below in reading order, of these names or of any."""
        waiting = [child for child in reversed(self.children) if isinstance(child, Node)]
        while waiting:
            node = waiting.pop()
            if not tags or node.tag in tags:
                yield node
            waiting += [child for child in reversed(node.children) if isinstance(child, Node)]

    def any(self, *tags: str) -> "Node | None":
        return next(self.iter(*tags), None)

    @property
    def text(self) -> str:
        """All words inside, unchanged."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def get(self, name: str, default: str = "") -> str:
        return self.attrs.get(name, default)

    def said(self, *path: str) -> str:
        """The words at the end of a path, "" when there is nothing."""
        node = self.first(*path)
        return node.text.strip() if node else ""


class _Builder:
    def __init__(self) -> None:
        self.root: Node | None = None
        self.open: list[Node] = []
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.data
        self.parser.EntityDeclHandler = self.entity
        self.parser.SkippedEntityHandler = self.skipped
        self.parser.ExternalEntityRefHandler = lambda *_: 1

    def start(self, name: str, attrs: dict[str, str]) -> None:
        if len(self.open) >= DEEPEST:
            raise Unreadable("unsafe", detail="deep")
        tag = plain_name(name)
        node = Node(
            tag,
            {_attribute(key): value for key, value in attrs.items()},
            line=self.parser.CurrentLineNumber,
        )
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def end(self, _name: str) -> None:
        self.open.pop()

    def data(self, text: str) -> None:
        if self.open:
            self.open[-1].children.append(text)

    def entity(self, *_: object) -> None:
        raise Unreadable("unsafe", detail="entity")

    def skipped(self, name: str, _is_parameter: bool) -> None:
        self.data(html.unescape(f"&{name};"))


@lru_cache(maxsize=1_024)
def plain_name(name: str) -> str:
    """A name without its prefix, in the spelling of QTI 2."""
    local = name.rsplit(":", 1)[-1]
    if local.startswith("qti-"):
        return _camel(local.removeprefix("qti-"))
    return local


@lru_cache(maxsize=1_024)
def _attribute(name: str) -> str:
    local = name.rsplit(":", 1)[-1]
    return local if local.startswith(("data-", "aria-")) else _camel(local)


def _camel(name: str) -> str:
    first, *others = name.split("-")
    return first + "".join(part[:1].upper() + part[1:] for part in others)


def parse(content: bytes) -> Node:
    """The root of a document.

    Raises Unreadable: `damaged` (with its `line`) for what is not well formed, `unsafe` for
    entities of its own and for elements more than 150 deep, `encoding`.
    """
    plain = _in_utf8(content)
    try:
        return _parsed(plain)
    except expat.ExpatError as error:
        mended = _mended(plain)
        if mended == plain:
            raise Unreadable("damaged", line=str(error.lineno)) from None
    try:
        return _parsed(mended)
    except expat.ExpatError as error:
        raise Unreadable("damaged", line=str(error.lineno)) from None


def _parsed(plain: bytes) -> Node:
    builder = _Builder()
    try:
        builder.parser.Parse(plain, True)  # noqa: FBT003 - expat takes it by place
    finally:
        del builder.parser  # it holds the builder, which would hold the tree
    if builder.root is None:
        raise Unreadable("empty")
    return builder.root


def _in_utf8(content: bytes) -> bytes:
    """The document in UTF-8: whatever it declares, its text is what counts."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _coded(content, "utf-16")
    declared = DECLARED.match(content.removeprefix(b"\xef\xbb\xbf"))
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name == "utf-16" or b"\0" in content[:4]:
        return _coded(content, "utf-16-be" if content[:1] == b"\0" else "utf-16-le")
    if name in {"gb2312", "gbk"}:
        name = "gb18030"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _coded(content, "gb18030" if name in {"utf-8", "utf8"} else name)
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()


def _coded(content: bytes, codec: str) -> bytes:
    try:
        return content.decode(codec).removeprefix("\ufeff").lstrip().encode()
    except (UnicodeError, LookupError):
        raise Unreadable("encoding") from None


def _mended(plain: bytes) -> bytes:
    """What careless programs write made well formed: bare ampersands, names that only HTML knows,
    control characters."""
    without = CONTROL.sub("", plain.decode("utf-8", "replace")).encode()
    return BARE_AMPERSAND.sub(b"&amp;", NAMED.sub(_known, without))


def _known(match: re.Match[bytes]) -> bytes:
    if match[1] in XML_NAMES:
        return match[0]
    return html.unescape(match[0].decode()).encode()


def root_name(content: bytes) -> str:
    """The name of the first element of what may be a document, "" when it is none."""
    head = content[:HEAD].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")
    head = head.lstrip(b"\xff\xfe \r\n\t")
    found = FIRST.search(PREFACE.sub(b"", head)) if head.startswith(b"<") else None
    return plain_name(found[1].decode("ascii", "replace")) if found else ""
