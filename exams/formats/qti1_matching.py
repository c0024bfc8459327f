"""Items of QTI 1.2 to be matched: a response for each of them, with the same choices."""

from exams.formats.qti1_item import Item, places
from exams.formats.qti1_keys import Condition, best, values
from exams.formats.qti1_parts import Asked
from exams.formats.refusing import Refused
from exams.formats.tidying import in_order
from exams.wording import MATCHING, Wording

PAIR = 2


def matched(item: Item, asked: list[Asked], stem: str, targets: list[str]) -> Wording:
    """Raises Refused: `match_several`, `no_key`."""
    rights = [list(dict.fromkeys(values(best(item.found, one.ident), one.ident))) for one in asked]
    if any(len(right) > 1 for right in rights):
        return _sorted_into(asked, stem, rights)
    key = [places(one, right)[0] for one, right in zip(asked, rights, strict=True)]
    labels = tuple(one.label for one in asked)
    return Wording(MATCHING, stem, labels, in_order(key), targets=tuple(targets))


def _sorted_into(asked: list[Asked], stem: str, rights: list[list[str]]) -> Wording:
    """Several choices belong to one item: the choices are what is matched, the items the targets.
    Raises Refused unless each choice belongs to exactly one."""
    belongs: dict[str, list[int]] = {}
    for at, (one, right) in enumerate(zip(asked, rights, strict=True)):
        places(one, right)
        for ident in right:
            belongs.setdefault(ident, []).append(at)
    choices = asked[0].choices
    if any(len(belongs.get(choice.ident, [])) != 1 for choice in choices):
        raise Refused("match_several")
    key = in_order(belongs[choice.ident][0] for choice in choices)
    options = tuple(choice.text for choice in choices)
    return Wording(MATCHING, stem, options, key, targets=tuple(one.label for one in asked))


def paired(item: Item, asked: Asked, stem: str) -> Wording:
    """One response for all pairs: things are drawn to those that have a group, and the key says
    which (`12,1`). Raises Refused: `no_key`, `no_options`, `match_several`."""
    belongs = [pair for one in item.found for pair in _pairs(one, asked.ident)]
    to = [choice for choice in asked.choices if choice.group]
    drawn = [choice for choice in asked.choices if not choice.group]
    if not belongs:
        raise Refused("no_key")
    if not to or not drawn:
        raise Refused("no_options")
    for left, right in ((to, drawn), (drawn, to)):
        names = [choice.ident for choice in right]
        found: dict[str, list[str]] = {choice.ident: [] for choice in left}
        for pair in belongs:
            for one, other in (pair, pair[::-1]):
                if one in found and other in names:
                    found[one].append(other)
        if all(len(set(others)) == 1 for others in found.values()):
            key = in_order(names.index(others[0]) for others in found.values())
            labels = tuple(choice.text for choice in left)
            return Wording(MATCHING, stem, labels, key, targets=tuple(one.text for one in right))
    raise Refused("match_several")


def _pairs(condition: Condition, ident: str) -> list[tuple[str, str]]:
    said = [*condition.pairs.get(ident, []), *condition.wanted.get(ident, [])]
    parts = [tuple(part.strip() for part in one.split(",")) for one in said]
    return [(part[0], part[1]) for part in parts if len(part) == PAIR]


def common_choices(asked: list[Asked]) -> dict[str, str]:
    """The choices of all responses by identifier, when the same one always says the same."""
    found: dict[str, str] = {}
    for choice in (choice for one in asked for choice in one.choices):
        if found.setdefault(choice.ident, choice.text) != choice.text:
            return {}
    return found
