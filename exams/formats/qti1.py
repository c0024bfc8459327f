"""QTI 1.2: items in a file, as Canvas, Blackboard and others write them."""

from dataclasses import replace

from exams.formats.carrying import restored, unlettered
from exams.formats.entries import Contents, Entry, Note, Place
from exams.formats.pictures import Gallery
from exams.formats.qti1_item import Item
from exams.formats.qti1_keys import conditions
from exams.formats.qti1_kinds import wording_of
from exams.formats.qti1_parts import Shown
from exams.formats.qti_package import Files
from exams.formats.refusing import Refused, notes_of
from exams.formats.tidying import difficulty, explained, marks, stripped
from exams.formats.xmltree import Node
from exams.wording import LETTERS, OPEN, Wording

GENERAL = ("general_fb", "general", "correct_fb", "correct")
PARENT = "parent_stimulus_item_ident"
PLACEHOLDERS = (
    "$IMS_CC_FILE_BASE$",
    "$IMS_CC_FILEBASE$",
    "$IMS-CC-FILEBASE$",
    "%24IMS-CC-FILEBASE%24",
    "IMS_CC_FILEBASE",
)
POINTS = (
    "points_possible",
    "cc_weighting",
    "qmd_weighting",
    "qmd_absolutescore_max",
    "bbmd_absolutescore_max",
)
LEVELS = ("qmd_levelofdifficulty", "difficulty", "levelofdifficulty")
SUBJECTS = ("qmd_topic", "topic", "subject", "bbmd_category")


def read_items(files: Files, name: str, root: Node) -> Contents:
    """Every item of one file; what only shows words and asks nothing is a note, or the words
    before the questions that name it."""
    contents = Contents("qti")
    items = [root] if root.tag == "item" else list(root.iter("item"))
    stimuli: dict[str, str] = {}
    for node in items:
        gallery = Gallery(lambda source: _find(files, name, source))
        shown = Shown(gallery)
        item = Item(node, shown, fields_of(node))
        place = Place(name, node.line)
        label = node.get("ident") or item.fields.get("bbmd_asi_object_id", "")
        try:
            wording = _wording(item)
            if wording is None:
                stimuli[label] = shown.words()
                contents.notes.append(Note("description", place, {"label": label}))
                continue
            wording = _with_stimulus(wording, item, stimuli)
        except Refused as refused:
            contents.refused.append(refused.note(place, label))
            continue
        entry = Entry(
            place,
            wording,
            label,
            next((item.fields[one] for one in SUBJECTS if item.fields.get(one)), ""),
            pictures=gallery.pictures,
            notes=notes_of([*shown.codes, *item.codes], place),
        )
        carried = item.fields.get("hezhong", "")
        contents.entries.append(restored(entry, carried) if carried else unlettered(entry))
    return contents


def fields_of(node: Node) -> dict[str, str]:
    """The metadata of an item by name, in small letters."""
    found: dict[str, str] = {}
    for one in node.iter("qtimetadatafield", "qti_metadatafield"):
        found[one.said("fieldlabel").lower()] = one.said("fieldentry")
    for holder in node.elements("itemmetadata"):
        for one in holder.elements():
            if one.tag != "qtimetadata":
                found[one.tag.lower()] = one.text.strip()
    return found


def _find(files: Files, name: str, source: str) -> bytes | None:
    for placeholder in PLACEHOLDERS:
        if source.startswith(placeholder):
            rest = source.removeprefix(placeholder).lstrip("/")
            return files.linked("", f"web_resources/{rest}") or files.linked("", rest)
    return files.linked(name, source)


def _wording(item: Item) -> Wording | None:
    presentation = item.node.first("presentation")
    if presentation is not None:
        item.shown.take(presentation)
    item.found = conditions(item.node)
    wording = wording_of(item)
    if wording is None:
        return None
    if not stripped(wording.stem):
        title = item.node.get("title").strip()
        if not title:
            raise Refused("no_stem")
        wording = replace(wording, stem=title)
    level = next((difficulty(item.fields[one]) for one in LEVELS if item.fields.get(one)), "")
    points = next((marks(item.fields[one]) for one in POINTS if item.fields.get(one)), None)
    answer, explanation = _feedback(item, wording)
    return replace(
        wording,
        difficulty=level or wording.difficulty,
        marks=points,
        answer=answer,
        explanation="\n".join(filter(None, [explanation, wording.explanation])),
    )


def _feedback(item: Item, wording: Wording) -> tuple[str, str]:
    """The model answer of an open question, and the explanation of any."""
    said: dict[str, str] = {}
    solutions: list[str] = []
    for node in item.node.elements("itemfeedback"):
        words = "\n".join(filter(None, (item.shown.material(one) for one in node.iter("material"))))
        if node.any("solution") is not None or node.get("ident").lower() == "solution":
            solutions += [words] if words else []
        elif node.any("hint") is None:
            said[node.get("ident").lower()] = words
    for node in item.node.elements("answer_key"):
        solutions += filter(None, map(item.shown.material, node.iter("material")))
    general = [said[name] for name in GENERAL if said.get(name)]
    remarks = [
        (LETTERS[at], said.get(f"{choice.ident}_fb".lower(), ""))
        for asked in item.shown.responses()[:1]
        for at, choice in enumerate(asked.choices[: len(LETTERS)])
        if wording.options
    ]
    if wording.kind == OPEN:
        return "\n".join([*filter(None, [wording.answer]), *solutions]), explained(
            "\n".join(general)
        )
    return wording.answer, explained("\n".join(dict.fromkeys([*general, *solutions])), remarks)


def _with_stimulus(wording: Wording, item: Item, stimuli: dict[str, str]) -> Wording:
    parent = item.fields.get(PARENT, "")
    if not parent:
        return wording
    if parent not in stimuli:
        raise Refused("missing", detail=parent)
    return replace(wording, stem="\n".join(filter(None, [stimuli[parent], wording.stem])))
