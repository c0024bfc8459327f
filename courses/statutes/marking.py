"""After a later version came into the library: opening a review for every live page that cites a
changed or removed article, and telling the rooms above and the pages' owners."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_noop

from courses.statutes import changes
from courses.statutes.articles import official_texts, version_before
from courses.statutes.changes import Change
from courses.statutes.choices import ChangeKind, ContentKind, ReviewState
from courses.statutes.models import CitationReview, PageCitation, StatuteVersion
from courses.statutes.numerals import article_label
from courses.statutes.signals import articles_changed, law_changed
from portal import clock
from portal.audit.recording import record
from portal.notices.telling import tell
from portal.notices.wording import Wording

PAGES_TO_LOOK_AT = Wording(
    "statute.changed",
    gettext_noop("A statute your pages cite has changed"),
    gettext_noop(
        "%(statute)s has a new version. Pages of yours that cite a changed article: %(count)s."
        " Please look at them again."
    ),
)


def mark(version: StatuteVersion, *, actor_id: int | None) -> int:
    """Open reviews for what cites an article that this version changed or removed; how many.

    Nothing happens when the statute has a later version already, or none before. Must run in the
    transaction of the import; marking again opens only what is not there yet.
    """
    before = version_before(version)
    found = _changes(before, version) if before else []
    return _open(version, found, version.in_force_on, actor_id) if found else 0


def mark_repealed(version: StatuteVersion, *, actor_id: int | None) -> int:
    """Open reviews for whatever cites a statute that was repealed with this version; how many."""
    gone = [Change(key, "went", text) for key, text in official_texts(version).items()]
    return _open(version, gone, version.repealed_on, actor_id) if gone else 0


def _changes(before: StatuteVersion, version: StatuteVersion) -> list[Change]:
    """What changed or went. Of a code in several files, books that are not imported yet have not
    gone."""
    rows = before.articles.values_list("number", "sub", "book")
    old_books = {(number, sub): book for number, sub, book in rows}
    books = set(version.articles.values_list("book", flat=True))
    return [
        change
        for change in changes.between(official_texts(before), official_texts(version))
        if change.kind == "changed" or (change.kind == "went" and old_books[change.key] in books)
    ]


def _open(
    version: StatuteVersion, found: Sequence[Change], day: date | None, actor_id: int | None
) -> int:
    kinds = {change.key: change.kind for change in found}
    citing = PageCitation.objects.filter(statute_id=version.statute_id)
    wanted = {(row.page_id, row.kind, *key) for row in citing for key in kinds if row.covers(*key)}
    rows = _new_rows(version, kinds, wanted)
    CitationReview.objects.bulk_create(rows, batch_size=500)
    data = {
        "edition": version.edition,
        "changed": [article_label(*key) for key in kinds],
        "reviews": len(rows),
    }
    record("statute.changed", version.statute, actor_id=actor_id, data=data)
    slug, lessons = version.statute.slug, {row[0] for row in wanted if row[1] == ContentKind.LESSON}
    articles_changed.send(
        StatuteVersion, statute=slug, version_id=version.pk, articles=sorted(kinds)
    )
    law_changed.send(
        StatuteVersion,
        statute=slug,
        version_id=version.pk,
        lessons=sorted(lessons),
        in_force_on=day,
    )
    _tell_owners(version)
    return len(rows)


def _new_rows(
    version: StatuteVersion,
    kinds: Mapping[changes.Key, changes.Kind],
    wanted: Iterable[tuple[int, str, int, int]],
) -> list[CitationReview]:
    held = CitationReview.objects.filter(version=version)
    known = set(held.values_list("page_id", "kind", "number", "sub"))
    moment = clock.now()
    return [
        CitationReview(
            page_id=page_id,
            kind=kind,
            version=version,
            number=number,
            sub=sub,
            change=ChangeKind(kinds[number, sub]),
            recorded_at=moment,
        )
        for page_id, kind, number, sub in sorted(set(wanted) - known)
    ]


def _tell_owners(version: StatuteVersion) -> None:
    """Each owner of pages with open reviews, once for a version."""
    rows = CitationReview.objects.filter(version=version, state=ReviewState.OPEN)
    pages = rows.order_by().values_list("page_id", "page__owner_id").distinct()
    owners = Counter(owner for _page, owner in pages if owner)
    for owner_id, count in sorted(owners.items()):
        tell(
            PAGES_TO_LOOK_AT,
            key=str(version.pk),
            user_id=owner_id,
            facts={"statute": version.statute.short_title, "count": str(count)},
            link=reverse("law_reviews"),
        )
