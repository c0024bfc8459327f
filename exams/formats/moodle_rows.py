"""Moodle's questions with a table of statements (`kprime`, `mtf`, `matrix`): each statement belongs
to one of the columns."""

from decimal import Decimal

from exams.formats.moodle_texts import Asked
from exams.formats.refusing import Refused
from exams.formats.tidying import in_order, number
from exams.formats.xmltree import Node
from exams.wording import MATCHING, Wording

FEWEST = 2


def statements(asked: Asked) -> Wording:
    """Raises Refused: `no_options`, `no_key`, `match_several`."""
    rows = tuple(_words(asked, node) for node in asked.node.elements("row"))
    columns = [*asked.node.elements("column"), *asked.node.elements("col")]
    targets = tuple(_words(asked, node) for node in columns)
    if len(rows) < FEWEST or len(targets) < FEWEST or not all((*rows, *targets)):
        raise Refused("no_options")
    whole = _weights(asked.node, len(rows))
    right = [[at for at, share in sorted(whole[row].items()) if share > 0] for row in whole]
    if any(not places for places in right):
        raise Refused("no_key")
    if any(len(places) > 1 or places[0] >= len(targets) for places in right):
        raise Refused("match_several")
    key = in_order(places[0] for places in right)
    return Wording(MATCHING, asked.stem, rows, key, targets=targets)


def _words(asked: Asked, node: Node) -> str:
    return next(
        (
            words
            for name in ("optiontext", "responsetext", "shorttext")
            if (words := asked.of(node.first(name)))
        ),
        "",
    )


def _weights(node: Node, rows: int) -> dict[int, dict[int, Decimal]]:
    """What each column brings for each row, both from 0."""
    found: dict[int, dict[int, Decimal]] = {row: {} for row in range(rows)}
    for one in node.elements("weight"):
        row, column = (int(number(one.get(name)) or 0) for name in ("rownumber", "columnnumber"))
        found.setdefault(row - 1, {})[column - 1] = number(one.said("value")) or Decimal(0)
    for row, several in enumerate(node.elements("weights-of-row")):
        for column, one in enumerate(several.elements("weight-of-col")):
            found.setdefault(row, {})[column] = number(one.text.strip()) or Decimal(0)
    if set(found) != set(range(rows)):
        raise Refused("broken", detail="answers")
    return found
