"""An item of QTI 2.1, 2.2 or 3.0: one interaction is a question; several are a case with parts."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from exams.formats.entries import Entry, Note, Place
from exams.formats.gaps import CLOSING, OPENING, Gap, filled, sign
from exams.formats.markup import Sink, from_html
from exams.formats.pictures import Gallery
from exams.formats.qti2_interactions import BLOCKS, INLINE, Reading, as_true_false
from exams.formats.qti2_keys import responses
from exams.formats.qti_package import Files
from exams.formats.refusing import Refused, notes_of
from exams.formats.tidying import marks, stripped
from exams.formats.xmltree import Node
from exams.wording import BLANK, CASE, FILL_BLANK, OPEN, PARTS, SINGLE, Wording

PASSED_OVER = {"endAttemptInteraction", "stylesheet", "catalogInfo"}
TEMPLATES = {
    "templateDeclaration",
    "templateProcessing",
    "templateBlock",
    "templateInline",
    "printedVariable",
}
REMARKS = {"feedbackBlock", "feedbackInline"}
PLACE = re.compile(f"{OPENING}block(\\d+){CLOSING}")
SCORERS = {"scorer", "author", "tutor", "testConstructor", "proctor"}
STIMULUS = ("stimulusBody", "itemBody", "body")


@dataclass
class _Body:
    """An item's body while it is read: where interactions stand is marked in the text."""

    gaps: list[Gap] = field(default_factory=list)
    blocks: list[tuple[Node, Wording]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    rubric: list[str] = field(default_factory=list)


def read_item(files: Files, name: str, item: Node, kind: str) -> Entry | Note:
    """An entry; a note `description` for an item that asks nothing; or the refusal. `kind` is
    what our own metadata say it is."""
    place = Place(name, item.line)
    label = item.get("identifier")
    gallery = Gallery(lambda source: files.linked(name, source))
    reading = Reading(item, responses(item), gallery)
    try:
        _refuse_whole(item)
        wording = _Item(files, name, reading).wording(kind)
    except Refused as refused:
        return refused.note(place, label)
    if wording is None:
        return Note("description", place, {"label": label})
    codes = [*reading.codes, *gallery.codes]
    return Entry(place, wording, label, pictures=gallery.pictures, notes=notes_of(codes, place))


def _refuse_whole(item: Node) -> None:
    if item.get("adaptive") == "true":
        raise Refused("unsupported", type="adaptive")
    template = item.any(*TEMPLATES)
    if template is not None:
        raise Refused("unsupported", type=template.tag)


class _Item:
    def __init__(self, files: Files, name: str, reading: Reading) -> None:
        self.files = files
        self.name = name
        self.reading = reading
        self.body = _Body()

    def wording(self, kind: str) -> Wording | None:
        """None for an item without any interaction."""
        item = self.reading.item
        body = item.first("itemBody")
        text = "" if body is None else self._text(body)
        if not (self.body.gaps or self.body.blocks):
            return None
        wording = self._asked(text)
        if kind != SINGLE:
            wording = self._true_false(wording)
        prefix = "\n".join(filter(None, self._stimuli()))
        wording = replace(wording, stem=stripped("\n".join(filter(None, [prefix, wording.stem]))))
        if not wording.stem:
            wording = replace(wording, stem=item.get("title").strip())
        if not wording.stem:
            raise Refused("no_stem")
        return self._explained(wording)

    def _text(self, body: Node) -> str:
        sink = Sink(self.reading.gallery)
        sink.walk(body, self._change)
        text = sink.text
        self.reading.codes += sink.codes
        return text

    def _change(self, sink: Sink, node: Node) -> bool:
        """Takes interactions, remarks and rubrics out of the text."""
        if node.tag in PASSED_OVER:
            return True
        if node.tag in REMARKS:
            self.body.remarks.append(self.reading.words(node))
        elif node.tag == "rubricBlock":
            self._rubric(sink, node)
        elif node.tag == "include" and node.get("href"):
            sink.word(self._shared(node.get("href")))
        elif node.tag == "object" and "html" in node.get("type"):
            sink.word(self._shared(node.get("data")))
        elif node.tag in INLINE:
            self.body.gaps.append(INLINE[node.tag](self.reading, node))
            sink.word(sign(len(self.body.gaps)))
        elif node.tag in BLOCKS:
            self.body.blocks.append((node, BLOCKS[node.tag](self.reading, node)))
            sink.flush(kept=False)
            sink.lines.append(f"{OPENING}block{len(self.body.blocks)}{CLOSING}")
        elif node.tag.endswith("Interaction"):
            raise Refused("unsupported", type=_type(node))
        else:
            return False
        return True

    def _rubric(self, sink: Sink, node: Node) -> None:
        views = set(node.get("view").split())
        if views & SCORERS and "candidate" not in views:
            self.body.rubric.append(self.reading.words(node))
        else:
            sink.flush(kept=False)
            sink.lines += self.reading.words(node).split("\n")

    def _shared(self, link: str) -> str:
        """The words of a file that items share. Raises Refused when it is not in the package."""
        where = self.files.near(self.name, link)
        content = self.files.linked(self.name, link)
        if content is None:
            raise Refused("missing", detail=link)
        root = self.files.tree(where)
        if root is None:
            return from_html(content.decode("utf-8", "replace"), self.reading.gallery).text
        body = next((root.any(tag) for tag in STIMULUS if root.any(tag)), None) or root
        gallery = Gallery(
            lambda source: self.files.linked(where, source) or self.files.linked(self.name, source)
        )
        sink = Sink(gallery)
        sink.walk(body)
        text = sink.text
        self.reading.gallery.pictures.update(gallery.pictures)
        self.reading.codes += sink.codes
        return text

    def _stimuli(self) -> list[str]:
        return [
            self._shared(node.get("href"))
            for node in self.reading.item.elements("assessmentStimulusRef")
        ]

    def _asked(self, text: str) -> Wording:
        blocks, gaps = self.body.blocks, self.body.gaps
        if not blocks:
            return filled(text, gaps)
        if len(blocks) == 1 and not gaps:
            wording = blocks[0][1]
            before, _, after = text.partition(f"{OPENING}block1{CLOSING}")
            stem = "\n".join(filter(None, map(stripped, [before, wording.stem, after])))
            return replace(wording, stem=stem)
        return self._case(text)

    def _case(self, text: str) -> Wording:
        """Each interaction is a part; words above the first one that are not its own are the
        story, words between two belong to the second."""
        for number in range(1, len(self.body.gaps) + 1):
            text = text.replace(sign(number), f"({number}){BLANK}")
        parts = [self._gap(number, gap) for number, gap in enumerate(self.body.gaps, start=1)]
        pieces = PLACE.split(text)
        story = [stripped(pieces[0])]
        for at, place in enumerate(pieces[1::2]):
            wording = self.body.blocks[int(place) - 1][1]
            before = stripped(pieces[2 * at]) if at else ""
            if wording.kind == CASE:
                inner = _renumbered(wording, len(parts))
                story += [before, inner.stem]
                parts += inner.parts
            else:
                parts.append(self._part(wording, before, len(parts) + 1))
        story.append(stripped(pieces[-1]))
        stem = "\n".join(filter(None, story)) or self.reading.item.get("title")
        return Wording(CASE, stem, parts=tuple(parts))

    def _gap(self, number: int, gap: Gap) -> Wording:
        part = filled(f"({number}){sign(1)}", [gap])
        return part if part.kind == FILL_BLANK else replace(part, stem=f"({number})")

    def _part(self, wording: Wording, before: str, number: int) -> Wording:
        if wording.kind not in PARTS:
            raise Refused("unsupported", type=f"{wording.kind} inside an item with several parts")
        stem = "\n".join(filter(None, [before, wording.stem])) or f"({number})"
        return self._true_false(replace(wording, stem=stem))

    def _true_false(self, wording: Wording) -> Wording:
        node = next(
            (node for node, one in self.body.blocks if one.options == wording.options), None
        )
        names = [one.get("identifier") for one in node.elements("simpleChoice")] if node else []
        return as_true_false(wording, names)

    def _explained(self, wording: Wording) -> Wording:
        item = self.reading.item
        modal = [self.reading.words(node) for node in item.elements("modalFeedback")]
        remarks = dict.fromkeys(filter(None, [*modal, *self.body.remarks, wording.explanation]))
        rubric = "\n".join(filter(None, self.body.rubric))
        if wording.kind == OPEN:
            answer = "\n".join(filter(None, [wording.answer, rubric]))
            wording = replace(wording, answer=answer)
        elif rubric:
            remarks.setdefault(rubric)
        return replace(wording, explanation="\n".join(remarks), marks=_marks(item))


def _renumbered(case: Wording, before: int) -> Wording:
    """A case whose gaps count on from those before it."""
    stem, parts = case.stem, []
    for number in range(len(case.parts), 0, -1):
        stem = stem.replace(f"({number}){BLANK}", f"({number + before}){BLANK}")
    for number, part in enumerate(case.parts, start=1):
        parts.append(replace(part, stem=part.stem.replace(f"({number})", f"({number + before})")))
    return replace(case, stem=stem, parts=tuple(parts))


def _marks(item: Node) -> Decimal | None:
    for node in item.elements("outcomeDeclaration"):
        if node.get("identifier") == "MAXSCORE":
            return marks(node.said("defaultValue", "value"))
    for node in item.elements("outcomeDeclaration"):
        if node.get("identifier") == "SCORE":
            return marks(node.get("normalMaximum"))
    return None


def _type(node: Node) -> str:
    """What an interaction that we do not have is called: a custom one by its own name."""
    if node.tag == "customInteraction":
        inner = next(iter(node.elements()), None)
        name = inner.tag if inner is not None else ""
        return f"{node.tag} {name}".strip()
    if node.tag == "portableCustomInteraction":
        return f"{node.tag} {node.get('customInteractionTypeIdentifier')}".strip()
    return node.tag
