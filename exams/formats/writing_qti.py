"""Questions as a package of QTI 2.1: a manifest, a file for each item, pictures in a folder."""

import io
import zipfile
from collections.abc import Iterable

from exams.formats.carrying import asides_of, extras_of, shape_of, tags_of, written
from exams.formats.entries import Entry, Note
from exams.formats.pictures import ending
from exams.formats.writing_html import element, escaped
from exams.formats.writing_qti_item import ItemWriter

CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
LOM = "http://ltsc.ieee.org/xsd/LOM"
OURS = "urn:hezhong:question"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
DIFFICULTIES = {"easy": "easy", "medium": "medium", "hard": "difficult"}
THEN = (1980, 1, 1, 0, 0, 0)  # the same questions give the same bytes


def write(entries: Iterable[Entry]) -> tuple[bytes, list[Note]]:
    """The package, and what QTI itself does not say: `as_open` (written as an open question),
    `no_marking` (marking points stand in a rubric), `lost_picture` (no bytes for a picture)."""
    notes: list[Note] = []
    resources: list[str] = []
    pictures: dict[str, bytes] = {}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        for number, entry in enumerate(entries, start=1):
            item = _item(entry, number, notes)
            name = f"items/q{number:05}.xml"
            _add(package, name, (HEAD + item[0]).encode())
            links = [
                _picture(entry, digest, pictures, notes) for digest in entry.wording.pictures()
            ]
            resources.append(
                _resource(entry, number, name, item[1], [link for link in links if link])
            )
        for name, data in pictures.items():
            _add(package, name, data)
        _add(package, "imsmanifest.xml", _manifest(resources).encode())
    return content.getvalue(), notes


def _add(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, THEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    package.writestr(info, data)


def _item(entry: Entry, number: int, notes: list[Note]) -> tuple[str, str]:
    """An item, and the line of JSON that goes beside it."""
    label = entry.label or str(number)
    writer = ItemWriter(entry, f"q{number}", label)
    wording = entry.wording
    item = writer.item()
    if item is None:
        item, stem = writer.as_open()
        carried = shape_of(entry, stem)
        notes.append(Note("as_open", entry.place, {"label": label, "kind": wording.kind}))
    else:
        carried = {**extras_of(entry), "kind": wording.kind}
        if wording.parts:
            carried["asides"] = asides_of(wording)
        if wording.marking:
            carried["answer"] = wording.answer
    if wording.marking or any(part.marking for part in wording.parts):
        notes.append(Note("no_marking", entry.place, {"label": label}))
    if entry.label:
        carried["label"] = entry.label
    return item, written(carried)


def _picture(entry: Entry, digest: str, pictures: dict[str, bytes], notes: list[Note]) -> str:
    content = entry.pictures.get(digest)
    if content is None:
        notes.append(Note("lost_picture", entry.place, {"digest": digest}))
        return ""
    name = f"pictures/{digest}.{ending(content) or 'bin'}"
    pictures[name] = content
    return name


def _resource(entry: Entry, number: int, name: str, carried: str, links: list[str]) -> str:
    ours = element("question", element("hezhong", escaped(carried)), xmlns=OURS)
    parts = [element("metadata", _lom(entry), ours)]
    parts += [element("file", href=link) for link in [name, *links]]
    said = {"identifier": f"r{number}", "type": "imsqti_item_xmlv2p1", "href": name}
    return element("resource", *parts, **said)


def _lom(entry: Entry) -> str:
    words = [element("keyword", _string(tag)) for tag in tags_of(entry)]
    level = DIFFICULTIES.get(entry.wording.difficulty, "medium")
    hard = element("difficulty", element("source", "LOMv1.0"), element("value", level))
    parts = [element("general", *words), element("educational", hard)]
    if entry.subject:
        taxon = element("taxon", element("entry", _string(entry.subject)))
        path = element("taxonPath", element("source", _string("subject")), taxon)
        parts.append(element("classification", path))
    return element("lom", *parts, xmlns=LOM)


def _string(words: str) -> str:
    return element("string", escaped(words), language="zh-CN")


def _manifest(resources: list[str]) -> str:
    schema = element("schema", "QTIv2.1 Package") + element("schemaversion", "1.0.0")
    parts = [element("metadata", schema), element("organizations")]
    parts.append(element("resources", *(f"\n{one}" for one in resources)))
    return HEAD + element("manifest", *parts, xmlns=CP, identifier="questions")
