"""What happened to the articles of a statute from each version to the next, and at its end."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import pairwise

from courses.statutes import changes
from courses.statutes.articles import official_texts
from courses.statutes.changes import Key
from courses.statutes.choices import ChangeKind
from courses.statutes.models import Article, CitationReview, StatuteVersion
from courses.statutes.timeline import in_order

NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Touched:
    """An article that has other words, or none; `moment` is when the library learnt it, `event`
    what reviews are told apart by."""

    key: Key
    kind: ChangeKind
    event: str
    moment: datetime


@dataclass(frozen=True)
class Event:
    """What a version did to the articles of the one before it in time; `repeal` when it was the
    last and ended."""

    version: StatuteVersion
    repeal: bool
    touched: tuple[Touched, ...]

    @property
    def in_force_on(self) -> date | None:
        return self.version.repealed_on if self.repeal else self.version.in_force_on

    @property
    def since(self) -> date:
        """The first day on which it counts."""
        return (self.version.repealed_on if self.repeal else None) or self.version.since


def events_of(statute_id: int) -> list[Event]:
    """Neighbours in time are compared, whatever the order in which they were brought."""
    rows = StatuteVersion.objects.filter(statute_id=statute_id).select_related("statute")
    versions, found = in_order(rows), list[Event]()
    for before, version in pairwise(versions):
        found.append(Event(version, repeal=False, touched=_between(before, version)))
    last = versions[-1] if versions else None
    if last and last.repealed_on:
        found.append(Event(last, repeal=True, touched=_ended(last)))
    return [event for event in found if event.touched]


def _ended(version: StatuteVersion) -> tuple[Touched, ...]:
    moment = version.repeal_recorded_at or NEVER
    kind, event = ChangeKind.WENT, CitationReview.REPEALED
    return tuple(Touched(key, kind, event, moment) for key in official_texts(version))


def _between(before: StatuteVersion, version: StatuteVersion) -> tuple[Touched, ...]:
    """What changed or went, learnt when the later text was written. Of a code in several files,
    books that are not imported yet have not gone."""
    rows = Article.objects.filter(version__in=(before, version), is_gist=False)
    told = rows.values_list("version_id", "number", "sub", "book", "written_at")
    written = {(pk, (number, sub)): (book, at or NEVER) for pk, number, sub, book, at in told}
    books: dict[str, datetime] = {}
    for (pk, _key), (book, at) in written.items():
        if pk == version.pk:
            books[book] = max(at, books.get(book, NEVER))
    found = []
    for change in changes.between(official_texts(before), official_texts(version)):
        key = change.key
        if change.kind == "changed":
            moment = written[version.pk, key][1]
            found.append(Touched(key, ChangeKind.CHANGED, _digest(change.after), moment))
        elif change.kind == "went" and written[before.pk, key][0] in books:
            moment = books[written[before.pk, key][0]]
            found.append(Touched(key, ChangeKind.WENT, "", moment))
    return tuple(found)


def _digest(text: str) -> str:
    return sha256(changes.plain(text).encode()).hexdigest()[:16]
