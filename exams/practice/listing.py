"""What the first page and the lists of practice show."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, Q, QuerySet, Window

from courses.choices import Subject
from courses.paths import Path
from exams.models import ItemVersion
from exams.practice.beginning import daily_of
from exams.practice.choices import ROUND
from exams.practice.choosing import OWN
from exams.practice.models import Card, PracticeAnswer, Round
from exams.practice.pool import Cite, by_subject, citing, practised
from exams.practice.showing import places
from exams.practice.telling import ArticleLink, links
from portal import clock
from portal.prepared import Prepared

PATHS = 64  # a city has a few


@dataclass(frozen=True)
class Today:
    """The daily ten: `done` of `total`; no round before it is begun."""

    round: Round | None
    done: int
    total: int

    @property
    def finished(self) -> bool:
        return self.round is not None and self.done >= self.total


@dataclass(frozen=True)
class SubjectLine:
    """A subject: its questions, those practised so far, those due today."""

    subject: str
    label: str
    total: int
    met: int
    due: int


@dataclass(frozen=True)
class CitedArticle:
    """An article that questions cite."""

    link: ArticleLink
    questions: int

    @property
    def about(self) -> str:
        """How a round names it."""
        return f"{self.link.slug}/{self.link.address}"


@dataclass(frozen=True)
class Missed:
    """A question in the wrong-answer book, as it is asked."""

    card: Card
    version: ItemVersion
    subject: str
    wrong: int


def today_of(person_id: int, path: Path | None) -> Today:
    """The daily ten of today; before it is begun, how many it would hold on this path."""
    found = daily_of(person_id)
    if found is None:
        return Today(None, 0, _waiting(person_id, path))
    there = [place.state for place in places(found) if place.state != "gone"]
    return Today(found, len(there) - there.count("open"), len(there))


def _waiting(person_id: int, path: Path | None) -> int:
    due = _DUE.rows(person_id, clock.today())
    fresh = _fresh(path.subjects).rows(person_id) if path and path.subjects else []
    return min(ROUND, len(due) + len(fresh))


_DUE = Prepared(
    lambda person_id, day: (
        Card.objects.unscoped(OWN)
        .filter(person_id=person_id, due_on__lte=day, item_id__in=practised().values("item_id"))
        .values_list("pk")[:ROUND]
    ),
    *(int, date),
)


@lru_cache(PATHS)
def _fresh(subjects: frozenset[str]) -> "Prepared[ItemVersion]":
    """The first of the questions of these subjects that a person has not met."""

    def build(person_id: int) -> "QuerySet[ItemVersion, Any]":
        met = Card.objects.unscoped(OWN).filter(person_id=person_id).values("item_id")
        new = practised().filter(item__subject__in=sorted(subjects)).exclude(item_id__in=met)
        return new.values_list("pk")[:ROUND]

    return Prepared(build, int)


def subjects(person_id: int) -> list[SubjectLine]:
    """The subjects that have questions, in the order of the curriculum; two queries."""
    cards = Card.objects.unscoped(OWN).filter(person_id=person_id)
    held = (
        cards.filter(item_id__in=practised().values("item_id"))
        .values_list("item__subject")
        .annotate(met=Count("pk"), due=Count("pk", filter=Q(due_on__lte=clock.today())))
    )
    known = {subject: (met, due) for subject, met, due in held}
    totals = by_subject()
    return [
        SubjectLine(name.value, str(name.label), totals[name.value], *known.get(name.value, (0, 0)))
        for name in Subject
        if name.value in totals
    ]


def articles() -> list[CitedArticle]:
    """The articles of today's library that questions cite, by law and number."""
    found: dict[Cite, list[int]] = citing()
    order = sorted(found, key=lambda cite: (cite[0], *map(int, cite[1].split("-"))))
    return [CitedArticle(link, len(found[link.slug, link.address])) for link in links(order)]


def book(person_id: int) -> QuerySet[Card]:
    """The wrong-answer book, latest first: questions that are practised still."""
    rows = Card.objects.unscoped(OWN).filter(person_id=person_id, missed_on__isnull=False)
    there = practised().values("item_id")
    return rows.filter(item_id__in=there).order_by("-missed_on", "-reviewed_on", "pk")


_IN_BOOK = Prepared(
    lambda person_id: (
        book(person_id).order_by().annotate(number=Window(Count("pk"))).values_list("number")[:1]
    ),
    int,
)


def book_size(person_id: int) -> int:
    """How many questions the wrong-answer book holds."""
    return int(next(iter(_IN_BOOK.rows(person_id)), (0,))[0])


def missed(cards: list[Card], person_id: int) -> list[Missed]:
    """Cards of the book with their questions; two queries."""
    ids = [card.item_id for card in cards]
    versions = {version.item_id: version for version in practised().filter(item_id__in=ids)}
    rows = PracticeAnswer.objects.unscoped(OWN).filter(
        round__person_id=person_id, item_id__in=ids, right=False
    )
    wrong = dict(rows.values_list("item_id").annotate(times=Count("pk")))
    return [
        Missed(card, version, str(Subject(version.item.subject).label), wrong.get(card.item_id, 0))
        for card in cards
        if (version := versions.get(card.item_id))
    ]
