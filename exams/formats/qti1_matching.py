"""Items of QTI 1.2 to be matched: a response for each of them, with the same choices."""

from exams.formats.qti1_item import Item, places
from exams.formats.qti1_keys import best, values
from exams.formats.qti1_parts import Asked
from exams.formats.refusing import Refused
from exams.formats.tidying import in_order
from exams.wording import MATCHING, Wording


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


def common_choices(asked: list[Asked]) -> dict[str, str]:
    """The choices of all responses by identifier, when the same one always says the same."""
    found: dict[str, str] = {}
    for choice in (choice for one in asked for choice in one.choices):
        if found.setdefault(choice.ident, choice.text) != choice.text:
            return {}
    return found
