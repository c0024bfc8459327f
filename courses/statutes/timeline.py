"""The versions of a statute in the order in which they came into force, and an article in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from courses.statutes.changes import plain
from courses.statutes.models import Article, Later, StatuteVersion
from portal import clock

State = Literal["past", "now", "coming", "repealed"]


@dataclass(frozen=True)
class Span:
    """A version with its days: `first` is None when nobody knows it, `last` while none ends it.
    `row` is the article asked for, None where the version has none; `changed` when its words are
    others than those of the version before."""

    version: StatuteVersion
    first: date | None
    last: date | None
    state: State
    row: Article | None = None
    changed: bool = False


def in_order(versions: Iterable[StatuteVersion]) -> list[StatuteVersion]:
    return sorted(versions, key=lambda version: (version.since, version.edition))


def newest_on(versions: Iterable[StatuteVersion], day: date) -> StatuteVersion | None:
    """The version that counts on the day; before the first one, that one; None of none."""
    by_age = in_order(versions)
    held = [version for version in by_age if version.since <= day]
    return held[-1] if held else next(iter(by_age), None)


def spans(
    versions: Iterable[StatuteVersion], rows: Mapping[int, Article] | None = None
) -> list[Span]:
    """The versions with their days as seen today, the earliest first; `rows` holds one article by
    the id of its version."""
    by_age, held, found = in_order(versions), rows or {}, list[Span]()
    for version, following in zip(by_age, [*by_age[1:], None], strict=True):
        ends = [day for day in (following and following.since, version.repealed_on) if day]
        last = min(ends) - timedelta(days=1) if ends and min(ends) > date.min else None
        row, before = held.get(version.pk), found[-1].row if found else None
        found.append(
            Span(
                version=version,
                first=version.since if version.since != date.min else None,
                last=last,
                state=_state(version, last, clock.today()),
                row=row,
                changed=bool(found) and _differ(before, row),
            )
        )
    return found


def _state(version: StatuteVersion, last: date | None, today: date) -> State:
    if version.since > today:
        return "coming"
    if last is None or last >= today:
        return "now"
    return "repealed" if version.repealed_on and version.repealed_on <= today else "past"


def as_it_stood(versions: Sequence[StatuteVersion], rows: Mapping[int, Article]) -> Article:
    """The article in the first of the versions that has it, with what a later one did to it.

    `versions` in their order from the day's on, `rows` by version, at least one of them.
    """
    place, row = next((n, rows[v.pk]) for n, v in enumerate(versions) if v.pk in rows)
    for version in versions[place + 1 :]:
        if _differ(row, rows.get(version.pk)):
            coming = version.since > clock.today()
            row.later = Later(version.since, gone=version.pk not in rows, coming=coming)
            break
    return row


def standing_on(
    versions: Sequence[StatuteVersion], rows: Mapping[int, Article], day: date
) -> Article:
    """The article of the day; one that is gone as it last stood, one to come as it comes first.

    `rows` by version, at least one of them.
    """
    held = [version for version in in_order(versions) if version.pk in rows]
    found = newest_on(held, day) or held[0]
    return rows[found.pk]


@dataclass(frozen=True)
class Shown:
    """How the version shown stands on the day asked for."""

    day: date
    is_today: bool
    repealed_on: date | None
    not_yet: date | None


def shown_on(found: Sequence[Span], version: StatuteVersion, day: date) -> Shown:
    """`repealed_on` when the statute no longer counted on the day, `not_yet` the day of force when
    it did not count yet."""
    (span,) = (span for span in found if span.version.pk == version.pk)
    repealed = version.repealed_on
    return Shown(
        day=day,
        is_today=day == clock.today(),
        repealed_on=repealed if repealed and repealed <= day else None,
        not_yet=span.first if span.first and span.first > day else None,
    )


def _differ(one: Article | None, other: Article | None) -> bool:
    """Gists are no text of the law: they differ from nothing."""
    if (one and one.is_gist) or (other and other.is_gist):
        return False
    return plain(one.text if one else "") != plain(other.text if other else "")
