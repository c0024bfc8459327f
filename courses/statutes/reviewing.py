"""Closing the reviews that a change of law opened, and what a page's readers are told meanwhile."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Q, QuerySet
from wagtail.models import Page

from courses.statutes.choices import ContentKind, ReviewState
from courses.statutes.models import CitationReview
from courses.statutes.signals import lesson_revised
from portal import clock
from portal.audit.recording import record
from portal.pages import sharing

NAMED_AT_MOST = 6
DECISIONS = (ReviewState.CONFIRMED, ReviewState.REVISED)


class NotRevised(ValueError):
    """The page was not published since the review was opened, so nobody has revised it."""


@dataclass(frozen=True)
class PageLaw:
    """`day` is the day whose law a page quotes: first published or last looked through. `waiting`
    are the changes that are still to be looked at, `coming` when all of them lie ahead."""

    day: date
    waiting: tuple[CitationReview, ...]

    @property
    def words(self) -> str:
        """The articles that wait: 《民法典》第三条、《民法典》第五条."""
        labels = [f"《{row.version.statute}》{row.label}" for row in self.waiting]
        more = ["…"] if len(labels) > NAMED_AT_MOST else []
        return "、".join(labels[:NAMED_AT_MOST] + more)

    @property
    def coming(self) -> bool:
        return bool(self.waiting) and all(row.since > clock.today() for row in self.waiting)


def open_reviews() -> QuerySet[CitationReview]:
    """What waits for a judge."""
    return CitationReview.objects.filter(state=ReviewState.OPEN)


def decide(review_id: int, state: str, note: str, *, actor_id: int) -> bool:
    """Close a review as confirmed (still right) or revised; False when it is closed already.

    Raises NotRevised when the page was not published again since the review was opened.
    """
    if state not in DECISIONS:
        raise ValueError(f"no decision: {state}")
    with transaction.atomic():
        closed = open_reviews().filter(pk=review_id)
        anew = closed.filter(page__last_published_at__gt=F("recorded_at"))
        if state == ReviewState.REVISED and closed.exists() and not anew.exists():
            raise NotRevised
        if not closed.update(
            state=state, note=note, decided_at=clock.now(), decided_by_id=actor_id
        ):
            return False
        row = CitationReview.objects.select_related("version__statute").get(pk=review_id)
        data = {"page": row.page_id, "article": row.label, "state": str(state)}
        record("citation.reviewed", row, actor_id=actor_id, reason=note, data=data)
        sharing.forget()
        _tell_if_revised(row)
    return True


def _tell_if_revised(row: CitationReview) -> None:
    """Once nothing of what happened waits any longer, the rooms above hear of a revised lesson."""
    same = CitationReview.objects.filter(page_id=row.page_id, version_id=row.version_id)
    ended = Q(event=CitationReview.REPEALED)
    states = set(same.filter(ended if row.is_repeal else ~ended).values_list("state", flat=True))
    revised = ReviewState.REVISED in states and ReviewState.OPEN not in states
    if revised and row.kind == ContentKind.LESSON:
        facts = {"version_id": row.version_id, "lesson": row.page_id}
        lesson_revised.send(CitationReview, event=f"revised-{row.pk}", **facts)


def law_of_page(page: Page) -> PageLaw:
    """Which law a page quotes and which changes wait for a judge; one query.

    A publication looks the page through for its day, unless a change waited then: that is only
    looked through when its review is closed. Who looked a page through under a version to come,
    looked it through for the day of its force.
    """
    rows = CitationReview.objects.filter(page_id=page.pk).select_related("version__statute")
    reviews = list(rows.order_by("version_id", "number", "sub"))
    waiting = tuple(row for row in reviews if row.state == ReviewState.OPEN)
    since = min((row.recorded_at for row in waiting), default=clock.now())
    days = [
        min(max(clock.day_of(row.decided_at), row.since), clock.today())
        for row in reviews
        if row.decided_at and row.decided_at <= since
    ]
    if page.first_published_at:
        days.append(clock.day_of(page.first_published_at))
    if page.last_published_at and page.last_published_at <= since:
        days.append(clock.day_of(page.last_published_at))
    return PageLaw(max(days, default=clock.today()), waiting)
