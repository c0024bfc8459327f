"""What the judges' list shows of a review: the words before and after, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from courses.statutes import changes
from courses.statutes.articles import official_texts
from courses.statutes.changes import Key, Piece
from courses.statutes.models import CitationReview, StatuteVersion
from courses.statutes.numerals import article_address, article_label
from courses.statutes.timeline import in_order


@dataclass(frozen=True)
class Place:
    """Where the very words stand now."""

    label: str
    address: str


@dataclass(frozen=True)
class Shown:
    """`before` and `after` are empty when the article is not there; `repealed` when the statute as
    a whole went."""

    review: CitationReview
    before: list[Piece]
    after: list[Piece]
    moved_to: Place | None
    repealed: bool


def shown(reviews: Sequence[CitationReview]) -> list[Shown]:
    """A handful of queries for each version among them, whatever the number of reviews."""
    events = {(row.version_id, row.is_repeal): row for row in reviews}
    texts = {event: _texts(row) for event, row in events.items()}
    moved = {event: _moved(*both) for event, both in texts.items()}
    found = []
    for row in reviews:
        key, event = (row.number, row.sub), (row.version_id, row.is_repeal)
        old, new = texts[event]
        before, after = changes.side_by_side(old.get(key, ""), new.get(key, ""))
        place = moved[event].get(key)
        found.append(Shown(row, before, after, _place(place), row.is_repeal))
    return found


def _texts(row: CitationReview) -> tuple[dict[Key, str], dict[Key, str]]:
    """The articles before the version and with it; none after a repeal."""
    version, own = row.version, official_texts(row.version)
    if row.is_repeal:
        return own, {}
    siblings = in_order(StatuteVersion.objects.filter(statute_id=version.statute_id))
    place = siblings.index(version)
    return (official_texts(siblings[place - 1]) if place else {}), own


def _moved(old: dict[Key, str], new: dict[Key, str]) -> dict[Key, Key]:
    return {row.key: row.moved_to for row in changes.between(old, new) if row.moved_to}


def _place(key: Key | None) -> Place | None:
    return Place(article_label(*key), article_address(*key)) if key else None
