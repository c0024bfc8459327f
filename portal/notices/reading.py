"""The inbox: what was told to the reader; marking it as read; forgetting what is old."""

from datetime import timedelta

from django.db.models import Count, QuerySet, Window

from portal import clock
from portal.notices.models import Notice
from portal.policy.rules import rule
from portal.prepared import Prepared
from portal.scope import Scope

_UNREAD = Prepared(
    lambda user_id, person_id: (
        Notice.objects.scoped(Scope(user_id=user_id, person_id=person_id))
        .filter(read_at__isnull=True)
        .order_by()
        .annotate(number=Window(Count("pk")))
        .values_list("number")[:1]
    ),
    *(int, int),
)


def inbox(scope: Scope) -> QuerySet[Notice]:
    """The reader's notices, the newest first."""
    return Notice.objects.scoped(scope).order_by("-created_at", "-pk")


def unread(scope: Scope) -> int:
    """How many wait for the reader; 0 for a visitor."""
    if scope.user_id is None:
        return 0
    if scope.person_id is not None:
        return int(next(iter(_UNREAD.rows(scope.user_id, scope.person_id)), (0,))[0])
    return Notice.objects.scoped(scope).filter(read_at__isnull=True).count()


def read(notice: Notice) -> None:
    """Mark it as read; the first time counts."""
    rows = Notice.objects.unscoped("the caller has reached it by a scope")
    rows.filter(pk=notice.pk, read_at__isnull=True).update(read_at=clock.now())


def read_all(scope: Scope) -> int:
    """Mark all of the reader's notices as read; how many were not."""
    return Notice.objects.scoped(scope).filter(read_at__isnull=True).update(read_at=clock.now())


def forget_person(person_id: int) -> int:
    """Delete what was told to a person whose data are erased; how many."""
    return Notice.objects.unscoped("erasure").filter(person_id=person_id).delete()[0]


def forget_old() -> int:
    """Delete what is older than the rule `notices.keep_days`, read or not; how many."""
    days = rule("notices.keep_days", on=clock.today()).number
    rows = Notice.objects.unscoped("retention")
    return rows.filter(created_at__lt=clock.now() - timedelta(days=days)).delete()[0]
