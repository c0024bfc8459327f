"""Moodle XML: every `question` that is one, with its pictures; categories and descriptions as
notes, kinds that we do not have refused by Moodle's name for them."""

from dataclasses import replace

from exams.formats.carrying import restored, tagged, unlettered
from exams.formats.entries import Contents, Entry, Note, Place, Unreadable
from exams.formats.gift_texts import last_of
from exams.formats.moodle_kinds import KINDS
from exams.formats.moodle_texts import Asked
from exams.formats.refusing import Refused, notes_of
from exams.formats.tidying import difficulty, marks
from exams.formats.xmltree import Node, parse, root_name
from exams.wording import CHOICES, Wording

NO = {"false", "0", "no"}


def looks_like(content: bytes) -> bool:
    """Whether the outermost element is Moodle's `quiz`."""
    return root_name(content) == "quiz"


def read(content: bytes) -> Contents:
    """Raises Unreadable as `xmltree.parse`, and `unknown` when it is no quiz."""
    root = parse(content)
    if root.tag != "quiz":
        raise Unreadable("unknown", root=root.tag)
    contents = Contents("moodle")
    subject = ""
    for node in root.elements("question"):
        kind = node.get("type").strip()
        place = Place(line=node.line)
        if kind == "category":
            path = node.said("category", "text")
            subject = last_of(path)
            contents.notes.append(Note("category", place, {"name": path}))
        else:
            _take(node, kind, subject, contents)
    return contents


def _take(node: Node, kind: str, subject: str, contents: Contents) -> None:
    place = Place(line=node.line)
    label = node.said("idnumber") or node.said("name", "text")
    if kind == "description":
        contents.notes.append(Note("description", place, {"label": label}))
        return
    asked = Asked(node)
    try:
        if kind not in KINDS:
            raise Refused("unsupported", type=kind or "question")
        wording = _whole(asked, KINDS[kind](asked))
    except Refused as refused:
        contents.refused.append(refused.note(place, label))
        return
    entry = Entry(
        place,
        wording,
        label,
        subject,
        pictures=asked.gallery.pictures,
        notes=notes_of(asked.noticed(), place),
    )
    contents.entries.append(_carried(node, entry))


def _whole(asked: Asked, wording: Wording) -> Wording:
    """With explanation, marks and the places that options keep."""
    general = asked.text("generalfeedback")
    explanation = "\n".join(filter(None, [general, wording.explanation]))
    fixed = asked.node.said("shuffleanswers").lower() in NO and wording.kind in CHOICES
    return replace(
        wording,
        explanation=explanation,
        marks=marks(asked.node.said("defaultgrade")),
        pinned=tuple(range(len(wording.options))) if fixed else wording.pinned,
    )


def _carried(node: Node, entry: Entry) -> Entry:
    tags = [one.said("text") for tags in node.elements("tags") for one in tags.elements("tag")]
    words = [level for level in map(difficulty, tags) if level]
    if words:
        entry = replace(entry, wording=replace(entry.wording, difficulty=words[0]))
    entry = tagged(entry, tags)
    carried = node.said("hezhong")
    return restored(entry, carried) if carried else unlettered(entry)
