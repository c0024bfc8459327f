"""What an item of QTI 2 or 3 declares of its responses, and how they are scored."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from exams.formats.tidying import number
from exams.formats.xmltree import Node
from exams.wording import HALF, PER_OPTION, WHOLE

ROUNDING = {"equalRounded"}
COMPARING = {"match", "stringMatch"}
TOLERANT = {"absolute", "relative"}


@dataclass(frozen=True)
class Response:
    """A declared response: `correct` values in order, `mapping` from value to score."""

    cardinality: str = "single"
    base_type: str = "identifier"
    correct: tuple[str, ...] = ()
    mapping: tuple[tuple[str, Decimal], ...] = field(default=())

    def right(self) -> list[str]:
        """The values of the key: as declared correct, else by what they score."""
        if self.correct:
            return list(self.correct)
        scoring = [(key, score) for key, score in self.mapping if score > 0]
        if self.cardinality == "single" and scoring:
            best = max(score for _, score in scoring)
            return [key for key, score in scoring if score == best]
        return [key for key, _ in scoring]

    def accepted(self) -> tuple[str, ...]:
        """The words that bring everything."""
        scoring = [(key, score) for key, score in self.mapping if score > 0]
        best = max((score for _, score in scoring), default=Decimal(0))
        words = [*self.correct, *(key for key, score in scoring if score == best)]
        return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


def responses(item: Node) -> dict[str, Response]:
    found = {
        node.get("identifier"): _response(node) for node in item.elements("responseDeclaration")
    }
    for name, one in found.items():
        if not one.correct and not one.mapping and one.cardinality == "single":
            found[name] = replace(one, correct=_from_processing(item, name))
    return found


def _response(node: Node) -> Response:
    correct = node.first("correctResponse")
    mapping = node.first("mapping")
    entries = mapping.elements("mapEntry") if mapping else []
    return Response(
        node.get("cardinality", "single"),
        node.get("baseType", "identifier"),
        tuple(one.text.strip() for one in correct.elements("value")) if correct else (),
        tuple((one.get("mapKey"), number(one.get("mappedValue")) or Decimal(0)) for one in entries),
    )


def _from_processing(item: Node, name: str) -> tuple[str, ...]:
    """The values that the scoring compares a response with, where it does nothing else, and that
    bring most."""
    scored: dict[Decimal, list[str]] = {}
    for node in item.iter("responseIf", "responseElseIf"):
        inner = node.elements()
        values = _compared(inner[0], name) if inner else []
        score = max(map(_score, inner[1:]), default=Decimal(0))
        if values and score > 0:
            scored.setdefault(score, []).extend(values)
    return tuple(dict.fromkeys(scored[max(scored)])) if scored else ()


def _compared(node: Node, name: str) -> list[str]:
    """The values of a comparison with this response alone, or of several any of which will do."""
    if node.tag == "or":
        each = [_compared(one, name) for one in node.elements()]
        return [value for values in each for value in values] if all(each) else []
    inner = node.elements()
    if node.tag not in COMPARING or len(inner) != len(("variable", "baseValue")):
        return []
    names = [one.get("identifier") for one in inner if one.tag == "variable"]
    values = [one.text.strip() for one in inner if one.tag == "baseValue"]
    return values if names == [name] else []


def _score(node: Node) -> Decimal:
    if node.tag != "setOutcomeValue" or node.get("identifier") != "SCORE":
        return Decimal(0)
    return number(node.said("baseValue")) or Decimal(0)


def credit_of(item: Node) -> str:
    """What an answer that is only partly right brings, as the scoring says."""
    processing = item.first("responseProcessing")
    if processing is None:
        return HALF
    template = processing.get("template") + processing.get("templateLocation")
    if "map_response" in template or processing.any("mapResponse"):
        return PER_OPTION
    return WHOLE if "match_correct" in template or processing.any("match") else HALF


def tolerant(item: Node, identifier: str) -> bool:
    """Whether a number near the right one is right too."""
    for node in item.iter("equalRounded", "equal"):
        near = node.tag in ROUNDING or node.get("toleranceMode") in TOLERANT
        if near and any(one.get("identifier") == identifier for one in node.iter("variable")):
            return True
    return False
