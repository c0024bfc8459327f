"""Reading the law library: an article as it stands on a day, and which articles there are."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.core.signals import request_finished, request_started
from django.db.models import Count, F, Q, QuerySet

from courses.statutes.changes import Key, between
from courses.statutes.citations import Finder
from courses.statutes.models import Article, Statute, StatuteVersion
from courses.statutes.timeline import as_it_stood, in_order, newest_on
from courses.statutes.titles import BY_SLUG
from portal import clock


def version_on(slug: str, on: date | None = None) -> StatuteVersion | None:
    """The version of a statute in force on the day (None: today); before its first version, that
    one; after its repeal the last one; None when the library does not hold the statute."""
    return newest_on(versions_of(slug), on or clock.today())


def article(slug: str, number: int, sub: int = 0, on: date | None = None) -> Article | None:
    """Article `number` (第X条之`sub`) of a statute in the version of the day (None: today)."""
    version = version_on(slug, on)
    if version is None:
        return None
    rows = Article.objects.select_related("version__statute")
    return rows.filter(version=version, number=number, sub=sub).first()


def versions_of(slug: str) -> list[StatuteVersion]:
    """All versions of a statute, the earliest first."""
    return in_order(StatuteVersion.objects.filter(statute__slug=slug).select_related("statute"))


def in_all_versions(slug: str, number: int, sub: int) -> dict[int, Article]:
    """The article in each version that has it, by the id of the version."""
    rows = Article.objects.filter(version__statute__slug=slug, number=number, sub=sub)
    return {row.version_id: row for row in rows.select_related("version__statute")}


def official_texts(version: StatuteVersion | int) -> dict[Key, str]:
    """The articles of a version by (number, sub), gists left out."""
    rows = Article.objects.filter(version=version, is_gist=False)
    return {(number, sub): text for number, sub, text in rows.values_list("number", "sub", "text")}


def current_versions() -> list[StatuteVersion]:
    """Today's version of each statute in the library, with `held` and `gists` counted."""
    versions = StatuteVersion.objects.select_related("statute").annotate(
        held=Count("articles"), gists=Count("articles", filter=Q(articles__is_gist=True))
    )
    by_statute: dict[int, list[StatuteVersion]] = {}
    for version in versions.order_by("statute_id"):
        by_statute.setdefault(version.statute_id, []).append(version)
    newest = (newest_on(held, clock.today()) for held in by_statute.values())
    return [version for version in newest if version is not None]


def articles_named(
    wanted: list[tuple[str, int, int]], on: date | None = None
) -> dict[tuple[str, int, int], Article]:
    """Articles by (slug, number, sub) as they stood on the day (None: today), those that exist;
    two queries for any number. An article that came later stands as it came; one that changed or
    went later says so in `later`."""
    held, day = shelf().versions_of, on or clock.today()
    choice = Q(pk__in=[])
    for slug, number, sub in set(wanted):
        if slug in held:
            since = _from(held[slug], day)
            choice |= Q(version__in=since, number=number, sub=sub)
    rows = Article.objects.filter(choice).select_related("version__statute")
    found: dict[tuple[str, int, int], dict[int, Article]] = {}
    for row in rows:
        key = (row.version.statute.slug, row.number, row.sub)
        found.setdefault(key, {})[row.version_id] = row
    return {key: as_it_stood(_from(held[key[0]], day), texts) for key, texts in found.items()}


def _from(versions: list[StatuteVersion], day: date) -> list[StatuteVersion]:
    """The version of the day and those after it, the earliest first."""
    first = newest_on(versions, day)
    return in_order(versions)[in_order(versions).index(first) :] if first else []


def neighbours(row: Article) -> tuple[Article | None, Article | None]:
    """The articles before and after one in its version, those the library holds."""
    same = Article.objects.filter(version_id=row.version_id).select_related("version__statute")
    before = same.filter(Q(number__lt=row.number) | Q(number=row.number, sub__lt=row.sub))
    after = same.filter(Q(number__gt=row.number) | Q(number=row.number, sub__gt=row.sub))
    return (
        before.order_by(F("number").desc(), F("sub").desc()).first(),
        after.order_by("number", "sub").first(),
    )


def articles_today(slug: str) -> QuerySet[Article]:
    """The articles of today's version of a statute, in their order; none of an unknown one."""
    rows = Article.objects.filter(version_id=shelf().versions.get(slug))
    return rows.order_by("number", "sub")


def statute_choices() -> list[tuple[str, str]]:
    """(slug, short title) of every statute, for choice fields."""
    return list(Statute.objects.order_by("pk").values_list("slug", "short_title"))


@dataclass
class Shelf:
    """What citations ask for again and again, read once per request: the versions of each statute,
    and of those today's."""

    versions: dict[str, int]
    names: dict[str, str]
    versions_of: dict[str, list[StatuteVersion]]
    numbers: dict[int, frozenset[Key]] = field(default_factory=dict)
    differing: dict[tuple[int, int], frozenset[Key]] = field(default_factory=dict)

    @cached_property
    def finder(self) -> Finder:
        """Knows the names; to be copied for each text, as it remembers what it has read."""
        return Finder(self.names)

    def has(self, slug: str, number: int, sub: int, on: date | None = None) -> bool:
        """True when the version of the day (None: today) holds the article."""
        version = self._version(slug, on)
        if version is None:
            return False
        if version not in self.numbers:
            rows = Article.objects.filter(version_id=version)
            self.numbers[version] = frozenset(rows.values_list("number", "sub"))
        return (number, sub) in self.numbers[version]

    def same(self, slug: str, key: Key, on: date) -> bool:
        """True when the article has the words today that it had on the day."""
        then, now = self._version(slug, on), self.versions.get(slug)
        if then is None or now is None or then == now:
            return True
        if (then, now) not in self.differing:
            old, new = official_texts(then), official_texts(now)
            self.differing[then, now] = frozenset(row.key for row in between(old, new))
        return key not in self.differing[then, now]

    def _version(self, slug: str, on: date | None) -> int | None:
        if on is None:
            return self.versions.get(slug)
        found = newest_on(self.versions_of.get(slug, []), on)
        return found.pk if found else None


_in_request: ContextVar[bool] = ContextVar("in_request", default=False)
_remembered: ContextVar[Shelf | None] = ContextVar("shelf", default=None)


def shelf() -> Shelf:
    """The names and numbers of today's library; remembered while one request is answered."""
    found = _remembered.get()
    if found is None:
        found = _fresh_shelf()
        if _in_request.get():
            _remembered.set(found)
    return found


def _fresh_shelf() -> Shelf:
    by_slug: dict[str, list[StatuteVersion]] = {}
    for version in StatuteVersion.objects.select_related("statute"):
        by_slug.setdefault(version.statute.slug, []).append(version)
    found = Shelf({}, {}, by_slug)
    for slug, held in by_slug.items():
        newest = newest_on(held, clock.today())
        if newest is not None:
            found.versions[slug] = newest.pk
            found.names.update(dict.fromkeys(known_names(newest.statute), slug))
    return found


def known_names(statute: Statute) -> tuple[str, ...]:
    """Its title, its short title and the names that texts cite it by."""
    known = BY_SLUG.get(statute.slug)
    return (statute.title, statute.short_title, *(known.names if known else ()))


def _begin(**_signal: Any) -> None:
    _in_request.set(True)
    _remembered.set(None)


def _end(**_signal: Any) -> None:
    _in_request.set(False)
    _remembered.set(None)


request_started.connect(_begin, dispatch_uid="statutes.shelf.begin")
request_finished.connect(_end, dispatch_uid="statutes.shelf.end")
