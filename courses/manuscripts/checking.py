"""What a file is by its content, and whether it may be opened at all. Knows no framework."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from courses.manuscripts.markup import REL, transitional
from portal.spreadsheets.packing import Package, look
from portal.spreadsheets.tables import FileRefused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MACROS = ("macroenabled", "vbaproject")
# Folders of a .docx that are never opened: files of other programs, fonts, controls, thumbnails.
SET_ASIDE = ("word/embeddings/", "word/activex/", "word/fonts/", "customxml/", "docprops/")
HEAD = 4_000  # bytes in which an SVG says what it is
ENDINGS = {"docx": ("docx",), "doc": ("doc", "wps"), "pdf": ("pdf",)}
KNOWN = ("docx", "doc", "pdf")


def form_of(content: bytes) -> str:
    """`docx`, `doc`, `pdf`, or what it is instead: `locked` (with a password), `svg`, `other`."""
    if content.startswith(ZIP):
        return "docx"
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "locked"
        return "doc" if "WordDocument".encode("utf-16-le") in content else "other"
    return "svg" if b"<svg" in content[:HEAD].lower() else "other"


def admit(content: bytes, ending: str, most_bytes: int) -> str:
    """The form of a file whose name ends so. Raises FileRefused: `empty`, `size`, `svg`, `ending`
    (a name that is none of a manuscript), `password`, `mismatch` (bad input 27)."""
    if not content:
        raise FileRefused("empty")
    if len(content) > most_bytes:
        raise FileRefused("size", megabytes=most_bytes // 1_000_000)
    form = form_of(content)
    if form == "svg" or ending == "svg":
        raise FileRefused("svg")
    if ending in {"wps", "docm", "dot", "dotx", "rtf", "odt", "ofd"}:
        raise FileRefused("old")
    if ending not in KNOWN:
        raise FileRefused("ending")
    if form == "locked":
        raise FileRefused("password")
    if form == "other" or ending not in ENDINGS[form]:
        raise FileRefused("mismatch")
    return form


@dataclass(frozen=True)
class Target:
    """Where a relationship of a part leads."""

    kind: str
    name: str
    outside: bool


@dataclass(frozen=True)
class Manuscript:
    """An opened .docx: its main part, and what it refers to by relationship id."""

    package: Package
    main: str

    def xml(self, name: str) -> ET.Element | None:
        """A part as a tree; None when there is none. Raises FileRefused."""
        if name not in self.package.entries:
            return None
        try:
            return ET.fromstring(transitional(self.package.part(name)))  # noqa: S314 - no DOCTYPE
        except (ET.ParseError, ValueError):
            raise FileRefused("damaged") from None

    def targets(self, name: str) -> dict[str, Target]:
        """What a part refers to, by the id it uses."""
        folder, _, file = name.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels".lstrip("/"))
        if root is None:
            return {}
        return {one.get("Id", ""): _target(one, folder) for one in root.iter(f"{REL}Relationship")}

    def part_of_kind(self, kind: str) -> str:
        """The name of the part that the main part calls its `styles`, `footnotes` …; or ""."""
        found = (target for target in self.targets(self.main).values() if target.kind == kind)
        return next((target.name for target in found if not target.outside), "")


def _target(relationship: ET.Element, folder: str) -> Target:
    path = relationship.get("Target", "")
    steps: list[str] = [] if path.startswith("/") else folder.split("/")
    for step in path.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in {"", "."}:
            steps.append(step)
    kind = relationship.get("Type", "").rpartition("/")[2]
    outside = relationship.get("TargetMode") == "External"
    return Target(kind, path if outside else "/".join(filter(None, steps)), outside)


def opened(content: bytes, set_aside: tuple[str, ...] = SET_ASIDE) -> Manuscript:
    """A .docx that may be read. Raises FileRefused: what `portal.spreadsheets.packing` refuses,
    `macros`, and `mismatch` for a packed file of another kind."""
    package = look(content, set_aside=set_aside)
    if "[Content_Types].xml" not in package.entries:
        raise FileRefused("mismatch")
    for name in package.entries:
        if name.lower().endswith((".xml", ".rels")):
            package.part(name)  # each, read later or not: no DOCTYPE anywhere
    found = Manuscript(package, "")
    _refuse_kinds(found.xml("[Content_Types].xml"))
    starts = [one.name for one in found.targets("").values() if one.kind == "officeDocument"]
    main = next((name for name in starts if name in package.entries), "word/document.xml")
    if main not in package.entries:
        raise FileRefused("damaged")
    return Manuscript(package, main)


def _refuse_kinds(types: ET.Element | None) -> None:
    held = list(types) if types is not None else []
    declared = [one.get("ContentType", "").lower() for one in held]
    if any(word in kind for kind in declared for word in MACROS):
        raise FileRefused("macros")
    if not any(kind.startswith(MAIN) for kind in declared):
        raise FileRefused("mismatch")
