"""How an item of QTI 1.2 is scored: which answers bring the marks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from exams.formats.tidying import number
from exams.formats.xmltree import Node

BOUNDS = {"vargte", "varlte", "vargt", "varlt"}
PATTERNS = {"varsubset", "varsubstring", "varinside", "var_extension"}
WRONG = "incorrect"
CORRECT = {"correct", "correct_fb"}


@dataclass
class Condition:
    """A condition that brings `score`: for each response the values wanted, in order."""

    score: Decimal
    wanted: dict[str, list[str]] = field(default_factory=dict)
    unwanted: dict[str, list[str]] = field(default_factory=dict)
    bounds: dict[str, list[Decimal]] = field(default_factory=dict)
    patterns: set[str] = field(default_factory=set)
    pairs: dict[str, list[str]] = field(default_factory=dict)


def conditions(item: Node) -> list[Condition]:
    """The conditions that bring marks, in order. Where none says so, those called correct."""
    found: list[tuple[Node, Condition]] = []
    for node in item.iter("respcondition"):
        condition = Condition(_score(node))
        for variables in node.elements("conditionvar"):
            _gather(variables, condition)
        found.append((node, condition))
    scoring = [condition for _, condition in found if condition.score > 0 and _says(condition)]
    if scoring:
        return scoring
    return [condition for node, condition in found if _is_correct(node) and _says(condition)]


def _says(condition: Condition) -> bool:
    return bool(condition.wanted or condition.bounds or condition.patterns)


def _score(node: Node) -> Decimal:
    total = Decimal(0)
    for one in node.elements("setvar"):
        if WRONG in (one.get("varname") or one.get("variablename")).lower():
            continue  # a count of what is wrong
        said = one.text.strip()
        value = Decimal(1) if said.lower().endswith(".max") else number(said) or Decimal(0)
        action = one.get("action", "Set").lower()
        total += -value if action == "subtract" else value if action in {"set", "add"} else 0
    return total


def _is_correct(node: Node) -> bool:
    if any(one.get("action") for one in node.elements("setvar")) and _score(node) <= 0:
        return False
    links = {one.get("linkrefid").lower() for one in node.elements("displayfeedback")}
    return node.get("title").lower() in CORRECT or bool(links & CORRECT)


def _gather(node: Node, condition: Condition, *, denied: bool = False) -> None:
    for one in node.elements():
        ident = one.get("respident")
        if one.tag == "varequal":
            values = condition.unwanted if denied else condition.wanted
            values.setdefault(ident, []).append(one.text.strip())
        elif one.tag in BOUNDS and not denied:
            bound = number(one.text)
            condition.bounds.setdefault(ident, []).extend([bound] if bound is not None else [])
        elif one.tag in PATTERNS and not denied:
            condition.patterns.add(ident)
            condition.pairs.setdefault(ident, []).append(one.text.strip())
        elif one.tag in {"and", "or", "not"}:
            _gather(one, condition, denied=denied != (one.tag == "not"))


def best(found: list[Condition], ident: str) -> list[Condition]:
    """The conditions on one response that bring most."""
    about = [one for one in found if ident in one.wanted]
    most = max((one.score for one in about), default=Decimal(0))
    return [one for one in about if one.score == most]


def values(found: list[Condition], ident: str) -> Iterator[str]:
    for one in found:
        yield from one.wanted.get(ident, [])
