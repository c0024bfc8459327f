"""A package of QTI: a zip with items, what they share, pictures, and a manifest or none.

Names inside are looked up, never used as paths; a link that leads out of the package finds
nothing.
"""

import posixpath
import urllib.parse
from collections.abc import Iterable
from dataclasses import dataclass, field

from exams.formats.entries import Unreadable
from exams.formats.xmltree import Node, parse
from portal.spreadsheets.packing import Package, look
from portal.spreadsheets.tables import FileRefused

MOST_ENTRIES = 45_000  # 20,000 questions in a file each, and as many pictures
MANIFEST = "imsmanifest.xml"
ANY_FOLDER = ("",)
READ = (".xml", ".dat", ".qti")
LARGEST_XML = 20_000_000  # bytes


@dataclass(frozen=True)
class Resource:
    """What the manifest says of a file: `metadata` are the elements beside it."""

    href: str
    type: str
    identifier: str
    metadata: tuple[Node, ...] = ()


@dataclass
class Files:
    """The files of a package by name; a single file is a package of one."""

    package: Package | None
    only: dict[str, bytes] = field(default_factory=dict)
    spelt: dict[str, str] = field(default_factory=dict)

    def names(self) -> list[str]:
        if self.package is None:
            return list(self.only)
        return [name for name in self.package.entries if not name.endswith("/")]

    def content(self, name: str) -> bytes | None:
        """The bytes of a file; None when there is none of this name, however it is spelt."""
        if not self.spelt:
            self.spelt = {one.lower(): one for one in self.names()}
        known = self.spelt.get(name.lower())
        if known is None:
            return None
        if self.package is None:
            return self.only[known]
        try:
            return self.package.raw(known)
        except FileRefused as refused:
            raise Unreadable(refused.code) from None

    def near(self, base: str, link: str) -> str:
        """The name a link in the file `base` leads to, "" when that is outside."""
        plain = urllib.parse.unquote(link.partition("#")[0].partition("?")[0]).replace("\\", "/")
        if not plain or ":" in plain.split("/")[0] or plain.startswith("//"):
            return ""
        folder = "" if plain.startswith("/") else posixpath.dirname(base)
        name = posixpath.normpath(posixpath.join(folder, plain.lstrip("/")))
        return "" if name.startswith("..") else name

    def linked(self, base: str, link: str) -> bytes | None:
        """The bytes a link leads to: beside the file, else from the top of the package."""
        for name in (self.near(base, link), self.near("", link)):
            content = self.content(name) if name else None
            if content is not None:
                return content
        return None

    def tree(self, name: str) -> Node | None:
        """The XML of a file, None when it is there but none."""
        content = self.content(name)
        if content is None or len(content) > LARGEST_XML:
            return None
        try:
            return parse(content)
        except Unreadable as unreadable:
            if unreadable.code == "unsafe":
                raise
            return None


def opened(content: bytes) -> Files:
    """A package, or a single file. Raises Unreadable as `packing.look` refuses."""
    if not content.startswith(b"PK"):
        return Files(None, {"": content})
    try:
        return Files(look(content, set_aside=ANY_FOLDER, most_entries=MOST_ENTRIES))
    except FileRefused as refused:
        raise Unreadable(refused.code) from None


def manifest_of(files: Files) -> tuple[str, Node] | None:
    """The manifest nearest to the top, with its name."""
    found = [name for name in files.names() if posixpath.basename(name).lower() == MANIFEST]
    for name in sorted(found, key=lambda one: (one.count("/"), one)):
        root = files.tree(name)
        if root is not None and root.tag == "manifest":
            return name, root
    return None


def resources_of(files: Files) -> list[Resource]:
    """What the manifest lists, in its order, under the names of the package."""
    found = manifest_of(files)
    if found is None:
        return []
    name, root = found
    resources: list[Resource] = []
    for holder in root.iter("resources"):
        for node in holder.elements("resource"):
            base = posixpath.join(holder.get("base"), node.get("base"))
            links = [node.get("href"), *(one.get("href") for one in node.elements("file"))]
            href = next((link for link in links if link.lower().endswith(READ)), links[0])
            where = files.near(name, posixpath.join(base, href)) if href else ""
            metadata = tuple(node.elements("metadata"))
            resources.append(Resource(where, node.get("type"), node.get("identifier"), metadata))
    return resources


def readable(files: Files, resources: Iterable[Resource]) -> list[str]:
    """The names that may hold items, those of the manifest first; no schemas, no manifest."""
    listed = [one.href for one in resources if one.href.lower().endswith(READ)]
    others = [
        name
        for name in files.names()
        if name.lower().endswith(READ)
        and posixpath.basename(name).lower() != MANIFEST
        and not name.startswith("__MACOSX/")
    ]
    return list(dict.fromkeys([*listed, *sorted(others)]))
