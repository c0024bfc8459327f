"""QTI 1.2, 2.1, 2.2 and 3.0: packages and single files. Every item is an entry, or is refused by
the name of what cannot be held."""

import io
import posixpath
import re
import zipfile
from dataclasses import replace

from exams.formats import qti1, qti2
from exams.formats.carrying import restored, tagged, unlettered
from exams.formats.entries import Contents, Entry, Note, Place, Unreadable
from exams.formats.qti_metadata import About, about
from exams.formats.qti_package import (
    MANIFEST,
    READ,
    Files,
    Resource,
    opened,
    readable,
    resources_of,
)
from exams.formats.refusing import Refused
from exams.formats.xmltree import HEAD, Node, parse, root_name

ROOTS = {"questestinterop", "assessmentItem", "assessmentTest", "item", "assessmentSection"}
ITEM_TYPES = re.compile(
    r"imsqti_item|imsqti_xmlv1p|imsqti_apipitem|^assessment/x-bb-qti", re.IGNORECASE
)
ASSESSMENT = re.compile(rb"<assessment\b[^>]*\bident\s*=\s*[\"']([^\"']+)")
SHEETS = "[content_types].xml"


def looks_like(content: bytes) -> bool:
    """Whether a file or a package has items of QTI in it."""
    if not content.startswith(b"PK"):
        return root_name(content) in ROOTS
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            plain = {posixpath.basename(name).lower() for name in names}
            if SHEETS in plain:
                return False
            if MANIFEST in plain:
                return True
            xml = [name for name in names if name.lower().endswith(READ)][:20]
            return any(root_name(_head(package, name)) in ROOTS for name in xml)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError):
        return False


def _head(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as stream:
        return stream.read(HEAD)


def read(content: bytes) -> Contents:
    """Raises Unreadable: as a package or an XML is refused, `unknown` without any item."""
    files = opened(content)
    contents = Contents("qti")
    if files.package is None:
        _take(files, "", parse(content), contents)
    else:
        _take_all(files, contents)
    if not (contents.entries or contents.refused or contents.notes):
        raise Unreadable("unknown")
    return contents


def _take_all(files: Files, contents: Contents) -> None:
    resources = {one.href: one for one in resources_of(files) if one.href}
    names = readable(files, resources.values())
    twice = _same_twice(files, names)
    for name in names:
        resource = resources.get(name)
        listed = resource is not None and bool(ITEM_TYPES.search(resource.type))
        tree = files.tree(name) if name not in twice else None
        if name in twice:
            contents.notes.append(Note("same_twice", Place(name)))
        elif tree is not None:
            _take(files, name, tree, contents, resource)
        elif files.content(name) is None:
            contents.refused += (
                [Refused("missing", detail=name).note(Place(name))] if listed else []
            )
        else:
            told = contents.refused if listed else contents.notes
            told.append(Refused("broken", detail="xml").note(Place(name)))


def _same_twice(files: Files, names: list[str]) -> set[str]:
    """Files with an assessment that another file holds more fully (Canvas writes each twice)."""
    seen: dict[str, str] = {}
    twice: set[str] = set()
    for name in names:
        head = (files.content(name) or b"")[:HEAD]
        found = ASSESSMENT.search(head) if root_name(head) == "questestinterop" else None
        if found is None:
            continue
        other = seen.setdefault(found[1].decode("utf-8", "replace"), name)
        if other != name:
            fuller = name.startswith("non_cc") or name.endswith(".qti")
            twice.add(other if fuller else name)
            seen[found[1].decode("utf-8", "replace")] = name if fuller else other
    return twice


def _take(
    files: Files, name: str, root: Node, contents: Contents, resource: Resource | None = None
) -> None:
    found = Contents("qti")
    if root.tag == "assessmentItem":
        said = about(files, name, root, resource)
        _add(found, qti2.read_item(files, name, root, said.kind), said)
    elif root.tag in {"questestinterop", "item"}:
        found = qti1.read_items(files, name, root)
    elif root.tag in {"assessmentTest", "assessmentSection"} and not name:
        for node in root.iter("assessmentItem"):
            _add(found, qti2.read_item(files, name, node, ""), About())
        missing = list(root.iter("assessmentItemRef"))
        found.refused += [
            Refused("missing", detail=node.get("href")).note(Place(name, node.line))
            for node in missing
        ]
    contents.entries += found.entries
    contents.refused += found.refused
    contents.notes += found.notes


def _add(found: Contents, answer: Entry | Note, said: About) -> None:
    if isinstance(answer, Entry):
        found.entries.append(_told(answer, said))
    elif answer.code == "description":
        found.notes.append(answer)
    else:
        found.refused.append(answer)


def _told(entry: Entry, said: About) -> Entry:
    """An entry with what the metadata say of it."""
    if said.difficulty:
        entry = replace(entry, wording=replace(entry.wording, difficulty=said.difficulty))
    entry = replace(
        entry, subject=entry.subject or said.subject, source=entry.source or said.source
    )
    entry = tagged(entry, said.tags)
    return restored(entry, said.carried) if said.carried else unlettered(entry)
