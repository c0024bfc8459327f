"""Items of QTI 1.2 whose key names the labels inside a response, as D2L writes them: a blank by
its label, an order by the place of each label."""

from exams.formats.qti1_item import Item
from exams.formats.qti1_keys import best, values
from exams.formats.qti1_parts import Asked
from exams.formats.refusing import Refused
from exams.formats.tidying import in_order, number
from exams.wording import FILL_BLANK, ORDERING, Wording

SEVERAL = "multi-short"
FEWEST = 2


def named(item: Item, asked: Asked) -> str:
    """The name under which the key speaks of a blank: the response's, else its only label's."""
    alone = asked.choices[0].ident if len(asked.choices) == 1 else ""
    said = {ident for one in item.found for ident in (*one.wanted, *one.bounds, *one.patterns)}
    return alone if asked.ident not in said and alone in said else asked.ident


def ordered_by_labels(item: Item, asked: Asked, stem: str) -> Wording | None:
    """None when the key does not say a place for each label."""
    places = []
    for choice in asked.choices:
        said = list(dict.fromkeys(values(best(item.found, choice.ident), choice.ident)))
        place = number(said[0]) if len(said) == 1 else None
        if place is None:
            return None
        places.append(int(place))
    if len(places) < FEWEST:
        return None
    order = sorted(range(len(places)), key=places.__getitem__)
    if sorted(places) != list(range(min(places), min(places) + len(places))):
        raise Refused("broken", detail="order")
    options = tuple(choice.text for choice in asked.choices)
    return Wording(ORDERING, stem, options, in_order(order))


def several_words(item: Item, asked: Asked, stem: str, blank: str) -> Wording | None:
    """One response with several boxes, filled in any order; None for any other. Raises Refused
    unless there is one word for each box."""
    fib = asked.node.any("render_fib")
    boxes = int(number(fib.get("input_boxes")) or 0) if fib is not None else 0
    if SEVERAL not in item.hint or boxes < FEWEST:
        return None
    words = list(dict.fromkeys(values(item.found, named(item, asked))))
    if len(words) != boxes:
        raise Refused("blanks", blanks=str(boxes), answers=str(len(words)))
    accepted = tuple((word,) for word in words)
    return Wording(FILL_BLANK, f"{stem}{blank * boxes}", accepted=accepted, any_order=True)
