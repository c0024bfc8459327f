"""The interactions of QTI 2 and 3 that we can hold, each as a wording with its prompt as stem."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from exams.formats.gaps import Gap, filled, sign
from exams.formats.markup import Sink
from exams.formats.pictures import Gallery
from exams.formats.qti2_keys import Response, credit_of, tolerant
from exams.formats.refusing import Refused
from exams.formats.tidying import explained, in_order, letters, truth
from exams.formats.xmltree import Node
from exams.wording import (
    HALF,
    LETTERS,
    MATCHING,
    MULTIPLE,
    OPEN,
    ORDERING,
    SINGLE,
    TRUE_FALSE,
    Wording,
)

REMARKS = {"feedbackInline", "feedbackBlock"}
FEWEST = 2
UPLOADS = {"uploadInteraction"}


@dataclass
class Reading:
    """What an item's interactions are read with: its responses, pictures and what was noticed."""

    item: Node
    responses: dict[str, Response]
    gallery: Gallery
    codes: list[str] = field(default_factory=list)

    def words(self, node: Node | None) -> str:
        """The words of an element, remarks left out."""
        if node is None:
            return ""
        sink = Sink(self.gallery)
        sink.walk(node, lambda _sink, one: one.tag in REMARKS or one.tag == "prompt")
        text = sink.text
        self.codes += sink.codes
        return text

    def remark(self, node: Node) -> str:
        return "\n".join(filter(None, (self.words(one) for one in node.iter(*REMARKS))))

    def response(self, node: Node) -> Response:
        return self.responses.get(node.get("responseIdentifier"), Response())


def choice(reading: Reading, node: Node) -> Wording:
    choices = node.elements("simpleChoice")
    remarks = [(LETTERS[at % len(LETTERS)], reading.remark(one)) for at, one in enumerate(choices)]
    return replace(_chosen(reading, node, choices), explanation=explained("", remarks))


def hot_text(reading: Reading, node: Node) -> Wording:
    """Words to be picked out of a text: the text stays whole, the words are the options."""
    return _chosen(reading, node, list(node.iter("hottext")), body=reading.words(node))


def _chosen(reading: Reading, node: Node, choices: list[Node], body: str = "") -> Wording:
    options = tuple(reading.words(one) for one in choices)
    if not options:
        raise Refused("no_options")
    if len(options) < FEWEST:
        raise Refused("one_option")
    response = reading.response(node)
    key = letters(_places(choices, response.right()))
    several = response.cardinality != "single" and node.get("maxChoices") != "1"
    if not several and len(key) > 1:
        raise Refused("several_right", key=key)
    stem = "\n".join(filter(None, [reading.words(node.first("prompt")), body]))
    return Wording(
        MULTIPLE if several else SINGLE,
        stem,
        options,
        key,
        pinned=_pinned(node, choices),
        credit=credit_of(reading.item) if several else HALF,
    )


def _places(choices: list[Node], values: list[str]) -> list[int]:
    """Where the values of a key stand among the choices. Raises Refused."""
    known = {one.get("identifier").strip(): at for at, one in enumerate(choices)}
    if not values:
        raise Refused("no_key")
    lost = [value for value in values if value not in known]
    if lost:
        raise Refused("unknown_key", key=" ".join(lost))
    return [known[value] for value in values]


def _pinned(node: Node, choices: list[Node]) -> tuple[int, ...]:
    if node.get("shuffle") == "false":
        return tuple(range(len(choices)))
    return tuple(at for at, one in enumerate(choices) if one.get("fixed") == "true")


def as_true_false(wording: Wording, identifiers: list[str]) -> Wording:
    """A choice between true and false as what it is; any other wording unchanged."""
    if wording.kind != SINGLE or len(wording.options) != FEWEST or not wording.key:
        return wording
    said = [truth(option) for option in wording.options]
    if None in said:
        said = [truth(one) if len(one) > 1 else None for one in identifiers]
    if set(said) != {True, False}:
        return wording
    right = said[LETTERS.index(wording.key)]
    return Wording(
        TRUE_FALSE, wording.stem, key="A" if right else "B", explanation=wording.explanation
    )


def order(reading: Reading, node: Node) -> Wording:
    choices = node.elements("simpleChoice")
    options = tuple(reading.words(one) for one in choices)
    if len(options) < FEWEST:
        raise Refused("one_option")
    places = _places(choices, list(reading.response(node).correct))
    if sorted(places) != list(range(len(options))):
        raise Refused("unsupported", type="orderInteraction (part of the choices)")
    return Wording(ORDERING, reading.words(node.first("prompt")), options, in_order(places))


def match(reading: Reading, node: Node) -> Wording:
    """Each item of one side belongs to exactly one of the other; the sides may change places."""
    sets = [one.elements("simpleAssociableChoice") for one in node.elements("simpleMatchSet")]
    if len(sets) != FEWEST or not all(sets):
        raise Refused("no_options")
    pairs = _pairs(reading.response(node))
    stem = reading.words(node.first("prompt"))
    for left, right, wanted in (
        (sets[0], sets[1], pairs),
        (sets[1], sets[0], [(second, first) for first, second in pairs]),
    ):
        belongs = dict(wanted)
        names = [one.get("identifier") for one in left]
        if len(belongs) == len(wanted) and set(belongs) == set(names):
            key = _places(right, [belongs[name] for name in names])
            return Wording(
                MATCHING,
                stem,
                tuple(map(reading.words, left)),
                in_order(key),
                targets=tuple(map(reading.words, right)),
            )
    raise Refused("match_several")


def _pairs(response: Response) -> list[tuple[str, str]]:
    found = [tuple(value.split()) for value in response.right()]
    if not found:
        raise Refused("no_key")
    if any(len(pair) != 2 for pair in found):  # noqa: PLR2004 - a pair
        raise Refused("broken", detail="pair")
    return [(first, second) for first, second in dict.fromkeys(found)]


def gap_match(reading: Reading, node: Node) -> Wording:
    """Words to be put into the holes of a text."""
    if node.any("gapImg"):
        raise Refused("unsupported", type="gapImg")
    words = node.elements("gapText")
    options = tuple(map(reading.words, words))
    belongs: dict[str, list[str]] = {}
    for word, hole in _pairs(reading.response(node)):
        belongs.setdefault(hole, []).append(word)
    gaps: list[Gap] = []

    def change(sink: Sink, one: Node) -> bool:
        if one.tag == "gap":
            right = belongs.get(one.get("identifier"), [])
            if len(right) > 1:
                raise Refused("several_right", key=" ".join(right))
            gaps.append(Gap((), options, letters(_places(words, right))))
            sink.word(sign(len(gaps)))
        return one.tag in {"gap", "gapText", "prompt"}

    sink = Sink(reading.gallery)
    sink.walk(node, change)
    text = "\n".join(filter(None, [reading.words(node.first("prompt")), sink.text]))
    if not gaps:
        raise Refused("no_options")
    return filled(text, gaps)


def written(reading: Reading, node: Node) -> Wording:
    """An answer in sentences, or a file handed in: a person marks it."""
    if node.tag in UPLOADS:
        reading.codes.append("upload")
    correct = " ".join(reading.response(node).correct) if node.tag not in UPLOADS else ""
    return Wording(OPEN, reading.words(node.first("prompt")), answer=correct)


def text_entry(reading: Reading, node: Node) -> Gap:
    identifier = node.get("responseIdentifier")
    if tolerant(reading.item, identifier):
        raise Refused("tolerance", range=identifier)
    accepted = reading.response(node).accepted()
    if not accepted:
        raise Refused("no_key")
    return Gap(accepted)


def inline_choice(reading: Reading, node: Node) -> Gap:
    choices = node.elements("inlineChoice")
    key = letters(_places(choices, reading.response(node).right()))
    if len(key) > 1:
        raise Refused("several_right", key=key)
    return Gap((), tuple(map(reading.words, choices)), key)


BLOCKS: dict[str, Callable[[Reading, Node], Wording]] = {
    "choiceInteraction": choice,
    "hottextInteraction": hot_text,
    "orderInteraction": order,
    "matchInteraction": match,
    "gapMatchInteraction": gap_match,
    "extendedTextInteraction": written,
    "uploadInteraction": written,
}
INLINE: dict[str, Callable[[Reading, Node], Gap]] = {
    "textEntryInteraction": text_entry,
    "inlineChoiceInteraction": inline_choice,
}
