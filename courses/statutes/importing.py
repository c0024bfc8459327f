"""Writing the law library: official texts from files, gists in our own words from the demo."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from courses.statutes.editions import edition_of
from courses.statutes.marking import mark
from courses.statutes.models import Article, Statute, StatuteVersion
from courses.statutes.parsing import (
    LARGEST_FILE,
    Malformed,
    ParsedArticle,
    ParsedStatute,
    Problem,
    parse,
)
from courses.statutes.titles import BY_SLUG, KnownStatute, known_by_title
from portal import clock
from portal.audit.recording import record
from portal.jobs.enqueueing import enqueue
from portal.pages import sharing
from portal.unreadable import why_unreadable

INDEX_AGAIN = "courses.index_citations"
PLACES = ("book", "part", "chapter", "section")
CHANGEABLE = ["version", *PLACES, "heading", "text", "original", "is_gist", "written_at"]


@dataclass(frozen=True)
class Imported:
    """What one file brought."""

    path: Path
    title: str
    articles: int
    new: int
    changed: int


@dataclass
class Report:
    """`problems` by file; when there is any, nothing was imported. `reviews` counts the citations
    in lessons and commentaries that are to be looked at again."""

    imported: list[Imported] = field(default_factory=list)
    problems: list[tuple[Path, Problem]] = field(default_factory=list)
    reviews: int = 0


@dataclass(frozen=True)
class Gist:
    """An article in the project's own words, marked 要旨，非法条原文 until the text is imported."""

    slug: str
    number: int
    heading: str
    text: str
    sub: int = 0


@dataclass(frozen=True)
class Given:
    """What the importer's caller states beside the files."""

    slug: str = ""
    in_force_on: date | None = None
    verified_on: date | None = None
    source_note: str = ""


def import_files(
    paths: Sequence[Path], *, actor_id: int | None = None, given: Given | None = None
) -> Report:
    """Read all files, then write all of them in one transaction, or none if one is malformed.

    A file whose articles are in the library already changes nothing. `given.slug` names the
    statute's address and is for files of one statute only.
    """
    stated, report = given or Given(), Report()
    parsed: list[tuple[Path, ParsedStatute]] = []
    for path in paths:
        try:
            parsed.append((path, parse(_content(path))))
        except Malformed as refused:
            report.problems += [(path, problem) for problem in refused.problems]
    report.problems += _clashes(parsed, stated.slug)
    if report.problems:
        return report
    with transaction.atomic():
        began = clock.now()
        touched = [_write(path, statute, stated, actor_id, report) for path, statute in parsed]
        if report.problems:
            transaction.set_rollback(True)
            return Report(problems=report.problems)
        _follow_up({pk for pk in touched if pk}, report, began, actor_id)
    return report


def _follow_up(statute_ids: set[int], report: Report, began: datetime, by: int | None) -> None:
    """What cites changed articles is marked; texts may cite a law that was not known before."""
    for statute_id in sorted(statute_ids):
        report.reviews += mark(statute_id, since=began, actor_id=by)
    if statute_ids:
        enqueue(INDEX_AGAIN, f"{clock.now():%Y%m%d%H%M%S%f}", {})


def put_gists(
    known: KnownStatute,
    gists: Iterable[Gist],
    *,
    adopted_on: date | None,
    in_force_on: date | None,
) -> int:
    """Add gists of a statute where the library has no article of that number; how many.

    The dates are those of the version the gists tell of.
    """
    with transaction.atomic():
        statute = _statute(known)
        version, _created = StatuteVersion.objects.get_or_create(
            statute=statute,
            edition=adopted_on.isoformat() if adopted_on else "",
            defaults={
                "adopted_on": adopted_on,
                "in_force_on": in_force_on,
                "recorded_at": clock.now(),
            },
        )
        held = set(Article.objects.filter(version__statute=statute).values_list("number", "sub"))
        rows = [
            Article(
                version=version,
                number=gist.number,
                sub=gist.sub,
                heading=gist.heading,
                text=gist.text,
                is_gist=True,
            )
            for gist in gists
            if (gist.number, gist.sub) not in held
        ]
        Article.objects.bulk_create(rows)
        record("statute.summarised", statute, actor_id=None, data={"gists": len(rows)})
        _ring(statute)
    return len(rows)


def _ring(statute: Statute) -> None:
    """Rows written in bulk ring for themselves: nobody else tells the search and the kept pages."""
    sharing.forget()
    key = f"{statute.pk}:{clock.now().isoformat()}"
    enqueue("search.statute", key, {"statute": statute.pk})


def _content(path: Path) -> bytes:
    """The bytes of a file. Raises Malformed when there is no such file or it is far too large."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Malformed([Problem(None, _("The file is larger than 5 MB."))])
        return path.read_bytes()
    except OSError as error:
        message = _("Cannot read the file: %(reason)s") % {"reason": why_unreadable(error)}
        raise Malformed([Problem(None, message)]) from None


def _clashes(parsed: list[tuple[Path, ParsedStatute]], slug: str) -> list[tuple[Path, Problem]]:
    """Files of one run that contradict each other."""
    found: list[tuple[Path, Problem]] = []
    seen: dict[tuple[str, date | None, int, int], str] = {}
    titles = {statute.title for _path, statute in parsed}
    if slug and len(titles) > 1:
        message = _("--slug is for the files of one statute, and these have different titles.")
        found.append((parsed[-1][0], Problem(None, message)))
    for path, statute in parsed:
        for row in statute.articles:
            key = (statute.title, statute.adopted_on, row.number, row.sub)
            if seen.setdefault(key, row.text) != row.text:
                message = _("Article %(number)s stands in another file with other words.")
                found.append((path, Problem(None, message % {"number": row.number})))
                break
    return found


def _statute(known: KnownStatute) -> Statute:
    row, _created = Statute.objects.get_or_create(
        slug=known.slug, defaults={"title": known.title, "short_title": known.short}
    )
    return row


def _named(title: str, slug: str) -> KnownStatute:
    """The statute's address: kept from its first import, else as given, else by its title."""
    held = Statute.objects.filter(title=title).first()
    if held is not None:
        return KnownStatute(held.slug, held.title, held.short_title)
    known = known_by_title(title)
    if slug and slug not in BY_SLUG:
        return KnownStatute(slug, known.title, known.short)
    return known


def _write(
    path: Path, parsed: ParsedStatute, given: Given, actor_id: int | None, report: Report
) -> int | None:
    """The id of the statute that was written to; None when the library held all of it."""
    statute = _statute(_named(parsed.title, given.slug))
    try:
        version = _version(statute, path, parsed, given)
    except Malformed as refused:
        report.problems += [(path, problem) for problem in refused.problems]
        return None
    new, changed = _write_articles(version, parsed.articles)
    if new or changed:
        data = {
            "file": path.name,
            "edition": version.edition,
            "new": new,
            "changed": [row.label for row in changed],
        }
        record("statute.imported", statute, actor_id=actor_id, data=data)
        _ring(statute)
    count = len(parsed.articles)
    report.imported.append(Imported(path, statute.title, count, new, len(changed)))
    return statute.pk if new or changed else None


def _version(statute: Statute, path: Path, parsed: ParsedStatute, given: Given) -> StatuteVersion:
    """The version these articles belong to; what a book of a code leaves unsaid is filled in.

    Raises Malformed when nobody says which version that is."""
    edition = edition_of(statute, parsed, given.in_force_on)
    version, _created = StatuteVersion.objects.get_or_create(
        statute=statute, edition=edition, defaults={"recorded_at": clock.now()}
    )
    stated = {
        "adopted_on": parsed.adopted_on,
        "in_force_on": given.in_force_on or parsed.in_force_on,
        "verified_on": given.verified_on,
        "source_note": given.source_note or version.source_note or path.name[:200],
        "preamble": parsed.preamble,
        "history": max(parsed.history, version.history, key=len),
    }
    changes = {
        name: value for name, value in stated.items() if value and getattr(version, name) != value
    }
    if changes:
        StatuteVersion.objects.filter(pk=version.pk).update(**changes)
        version.refresh_from_db()
    return version


def _write_articles(
    version: StatuteVersion, parsed: Iterable[ParsedArticle]
) -> tuple[int, list[Article]]:
    """Insert what is missing, correct what differs, turn gists into the official text."""
    held = {(row.number, row.sub): row for row in Article.objects.filter(version=version)}
    elsewhere = _older_gists(version)
    new: list[Article] = []
    changed: list[Article] = []
    for entry in parsed:
        key = (entry.number, entry.sub)
        row = held.get(key) or elsewhere.get(key)
        if row is None:
            row = Article(number=entry.number, sub=entry.sub)
            new.append(row)
        elif _same(row, entry):
            continue
        else:
            changed.append(row)
        _take(row, version, entry)
    Article.objects.bulk_create(new, batch_size=500)
    Article.objects.bulk_update(changed, CHANGEABLE, batch_size=200)
    return len(new), changed


def _older_gists(version: StatuteVersion) -> dict[tuple[int, int], Article]:
    """Gists of the statute that tell of this version's articles under an older date."""
    rows = Article.objects.filter(version__statute_id=version.statute_id, is_gist=True)
    others = rows.exclude(version=version).select_related("version")
    return {(row.number, row.sub): row for row in others if row.version.since <= version.since}


def _same(row: Article, entry: ParsedArticle) -> bool:
    names = (*PLACES, "text", "original")
    return not row.is_gist and all(getattr(row, name) == getattr(entry, name) for name in names)


def _take(row: Article, version: StatuteVersion, entry: ParsedArticle) -> None:
    row.version = version
    for name in (*PLACES, "text", "original"):
        setattr(row, name, getattr(entry, name))
    row.heading, row.is_gist, row.written_at = "", False, clock.now()
