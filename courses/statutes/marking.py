"""After the law changed: opening a review for every live page that cites a changed or removed
article, and telling the rooms above and the pages' owners.

What happened is read from the versions themselves, so that marking again, in whatever order texts
and pages came, opens only what is not there yet.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop
from wagtail.models import Page

from courses.statutes.choices import ContentKind, ReviewState
from courses.statutes.events import Event, Touched, events_of
from courses.statutes.models import CitationReview, PageCitation
from courses.statutes.numerals import article_label
from courses.statutes.reviewing import law_of_page
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


def mark(statute_id: int, *, since: datetime, actor_id: int | None) -> int:
    """Open reviews for what cites an article that was changed or removed by what was written down
    from the moment `since` on; how many.

    Must run in the transaction of the import or repeal.
    """
    count = 0
    for event in events_of(statute_id):
        fresh = [row for row in event.touched if row.moment >= since]
        if fresh:
            count += _announce(event, fresh, actor_id)
    return count


def mark_page(page: Page) -> int:
    """Open reviews for what a live page cites and a version later than the page's day changed or
    will change; how many. For a page that was just written into the index."""
    return _mark_late(PageCitation.objects.filter(page_id=page.pk))


def mark_all() -> int:
    """The same for all live pages, after they were written into the index anew."""
    return _mark_late(PageCitation.objects.all())


def _mark_late(citing: QuerySet[PageCitation]) -> int:
    """Whoever changed the law has told the rooms above; only the reviews are opened."""
    count = 0
    for statute_id in sorted(set(citing.order_by().values_list("statute_id", flat=True))):
        for event in events_of(statute_id):
            rows = _open(event, _late(event, citing.filter(statute_id=statute_id)))
            _tell_owners(event, rows)
            count += len(rows)
    return count


def _late(event: Event, citing: Iterable[PageCitation]) -> list[tuple[PageCitation, Touched]]:
    """What was written down after the page was published, or counts after the page's day."""
    found, days = [], {}
    for row in _with_pages(citing):
        page = row.page
        if page.pk not in days:
            days[page.pk] = law_of_page(page).day
        later = event.since > days[page.pk]
        told = page.last_published_at
        found += [
            (row, touched)
            for touched in event.touched
            if row.covers(*touched.key) and (later or told is None or touched.moment > told)
        ]
    return found


def _with_pages(citing: Iterable[PageCitation]) -> Iterable[PageCitation]:
    return citing.select_related("page") if isinstance(citing, QuerySet) else citing


def _announce(event: Event, fresh: Sequence[Touched], actor_id: int | None) -> int:
    """Reviews for all pages that cite one of these articles, and the word to the rooms above."""
    version = event.version
    citing = PageCitation.objects.filter(statute_id=version.statute_id)
    wanted = [(row, one) for row in citing for one in fresh if row.covers(*one.key)]
    rows = _open(event, wanted)
    data = {
        "edition": version.edition,
        "changed": [article_label(*one.key) for one in fresh],
        "reviews": len(rows),
    }
    record("statute.changed", version.statute, actor_id=actor_id, data=data)
    lessons = {row.page_id for row, _one in wanted if row.kind == ContentKind.LESSON}
    facts = {
        "statute": version.statute.slug,
        "version_id": version.pk,
        "event": clock.now().isoformat(),
    }
    articles_changed.send(type(version), articles=sorted(one.key for one in fresh), **facts)
    law_changed.send(type(version), lessons=sorted(lessons), in_force_on=event.in_force_on, **facts)
    _tell_owners(event, rows)
    return len(rows)


def _open(event: Event, wanted: Iterable[tuple[PageCitation, Touched]]) -> list[CitationReview]:
    """The reviews that were not there yet; one that is still open takes on what happened since."""
    held = CitationReview.objects.filter(version=event.version)
    held = (
        held.filter(event=CitationReview.REPEALED)
        if event.repeal
        else held.exclude(event=CitationReview.REPEALED)
    )
    known = set(held.values_list("page_id", "number", "sub", "event"))
    waiting = {
        (row.page_id, row.number, row.sub): row for row in held.filter(state=ReviewState.OPEN)
    }
    new: dict[tuple[int, int, int], CitationReview] = {}
    for row, one in wanted:
        place = (row.page_id, *one.key)
        if (*place, one.event) in known or place in new:
            continue
        review = waiting.get(place) or CitationReview(
            page_id=row.page_id, kind=row.kind, version=event.version, recorded_at=clock.now()
        )
        review.number, review.sub = one.key
        review.change, review.event = one.kind, one.event
        new[place] = review
    fresh = [new[place] for place in sorted(new) if place not in waiting]
    changed = [new[place] for place in sorted(new) if place in waiting]
    CitationReview.objects.bulk_create(fresh, batch_size=500)
    CitationReview.objects.bulk_update(changed, ["change", "event"], batch_size=200)
    return fresh


def _tell_owners(event: Event, rows: Sequence[CitationReview]) -> None:
    """Each owner of pages to look at, once a day for a version."""
    pages = Page.objects.filter(pk__in={row.page_id for row in rows}, owner__isnull=False)
    owners = Counter(pages.values_list("owner_id", flat=True))
    for owner_id, count in sorted(owners.items()):
        tell(
            PAGES_TO_LOOK_AT,
            key=f"{event.version.pk}:{clock.today():%Y%m%d}",
            user_id=owner_id,
            facts={"statute": event.version.statute.short_title, "count": str(count)},
            link=reverse("law_reviews"),
        )
