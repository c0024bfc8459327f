"""Which questions a round holds: due ones first, then new ones."""

from datetime import date
from itertools import zip_longest

from courses.paths import paths_of_all
from exams.practice.choices import ROUND, RoundKind
from exams.practice.mixing import shuffled
from exams.practice.models import Card
from exams.practice.pool import citing, practised

OWN = "a person's own practice"
Cards = dict[int, Card]


def choose(person_id: int, kind: str, about: str, *, day: date, seed: str) -> list[int]:
    """Up to ten items in the order asked; none when there is nothing to practise."""
    if kind == RoundKind.DAILY:
        return daily(person_id, day=day, seed=seed)
    if kind == RoundKind.MISTAKES:
        return _mistakes(person_id, seed)
    if kind == RoundKind.ARTICLE:
        slug, _slash, number = about.partition("/")
        wanted = citing().get((slug, number), [])
    else:
        wanted = list(practised().filter(item__subject=about).values_list("item_id", flat=True))
    return _mixed(wanted, cards_of(person_id), day, seed)


def cards_of(person_id: int) -> Cards:
    """A person's cards, by item."""
    rows = Card.objects.unscoped(OWN).filter(person_id=person_id)
    return {card.item_id: card for card in rows}


def daily(person_id: int, *, day: date, seed: str) -> list[int]:
    """The daily ten: what is due longest first, then new ones in turn from each subject of the
    person's path."""
    cards = cards_of(person_id)
    subjects = dict(practised().values_list("item_id", "item__subject"))
    found = _due(subjects, cards, day, seed)
    path = paths_of_all([person_id], day).get(person_id)
    wanted = path.subjects if path else frozenset()
    new: dict[str, list[int]] = {}
    for item in shuffled((item for item in subjects if item not in cards), seed):
        if subjects[item] in wanted:
            new.setdefault(subjects[item], []).append(item)
    turns = zip_longest(*(new[subject] for subject in shuffled(new, seed)))
    found += [item for turn in turns for item in turn if item is not None]
    return found[:ROUND]


def _mistakes(person_id: int, seed: str) -> list[int]:
    book = {item: card for item, card in cards_of(person_id).items() if card.missed_on}
    there = practised().filter(item_id__in=list(book)).values_list("item_id", flat=True)
    mixed = shuffled(there, seed)
    return sorted(mixed, key=lambda item: book[item].reviewed_on)[:ROUND]


def _mixed(wanted: list[int], cards: Cards, day: date, seed: str) -> list[int]:
    """Due, then new, then the rest in the order they fall due."""
    due = _due(wanted, cards, day, seed)
    new = shuffled((item for item in wanted if item not in cards), seed)
    rest = [item for item in wanted if item in cards and item not in due]
    return [*due, *new, *sorted(rest, key=lambda item: (cards[item].due_on, item))][:ROUND]


def _due(wanted: "dict[int, str] | list[int]", cards: Cards, day: date, seed: str) -> list[int]:
    due = [item for item in wanted if item in cards and cards[item].due_on <= day]
    return sorted(shuffled(due, seed), key=lambda item: cards[item].due_on)
