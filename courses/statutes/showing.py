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
    versions = {row.version_id: row.version for row in reviews}
    texts = {pk: _texts(version) for pk, version in versions.items()}
    moved = {pk: _moved(*both) for pk, both in texts.items()}
    found = []
    for row in reviews:
        key = (row.number, row.sub)
        old, new = texts[row.version_id]
        before, after = changes.side_by_side(old.get(key, ""), new.get(key, ""))
        place = moved[row.version_id].get(key)
        repealed = bool(row.version.repealed_on) and not new
        found.append(Shown(row, before, after, _place(place), repealed))
    return found


def _texts(version: StatuteVersion) -> tuple[dict[Key, str], dict[Key, str]]:
    """The articles before the version and with it; none with it when it was repealed."""
    own = official_texts(version)
    if version.repealed_on:
        return own, {}
    siblings = in_order(StatuteVersion.objects.filter(statute_id=version.statute_id))
    place = siblings.index(version)
    return (official_texts(siblings[place - 1]) if place else {}), own


def _moved(old: dict[Key, str], new: dict[Key, str]) -> dict[Key, Key]:
    return {row.key: row.moved_to for row in changes.between(old, new) if row.moved_to}


def _place(key: Key | None) -> Place | None:
    return Place(article_label(*key), article_address(*key)) if key else None
