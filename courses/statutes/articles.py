"""Reading the law library: an article as it stands on a day."""

from datetime import date

from courses.statutes.models import Article, Statute, StatuteVersion
from portal import clock


def version_on(slug: str, on: date | None = None) -> StatuteVersion | None:
    """The version of a statute in force on the day (None: today); before its first version, that
    one; None when the library does not hold the statute."""
    day = on or clock.today()
    versions = sorted(
        StatuteVersion.objects.filter(statute__slug=slug).select_related("statute"),
        key=lambda version: version.since,
    )
    held = [version for version in versions if version.since <= day]
    return held[-1] if held else (versions[0] if versions else None)


def article(slug: str, number: int, sub: int = 0, on: date | None = None) -> Article | None:
    """Article `number` (第X条之`sub`) of a statute in the version of the day (None: today)."""
    version = version_on(slug, on)
    if version is None:
        return None
    return (
        Article.objects.select_related("version__statute")
        .filter(version=version, number=number, sub=sub)
        .first()
    )


def statute_choices() -> list[tuple[str, str]]:
    """(slug, short title) of every statute, for choice fields."""
    return list(Statute.objects.order_by("pk").values_list("slug", "short_title"))
