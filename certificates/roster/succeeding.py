"""Who came after whom: every ended appointment has a successor, a vacancy or a closed post."""

from datetime import date
from itertools import pairwise

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from certificates.roster.models import CLOSED, Appointment, AppointmentEnding, Succession
from certificates.roster.refusing import Refused, refuse_bad_day, refuse_empty
from certificates.roster.turns import at_post
from portal import clock
from portal.audit.recording import record

WHY = "succession of a post"
VACANT = Q(successor__isnull=True, closed_on__isnull=True)


def leave_vacant(ending: AppointmentEnding) -> Succession:
    """The post stands vacant from the day of an ending on, in the caller's transaction."""
    appointment = ending.appointment
    return Succession.objects.create(
        ending=ending,
        post_id=appointment.post_id,
        organisation_id=appointment.organisation_id,
        vacant_since=ending.day,
        recorded_at=clock.now(),
    )


def fill(appointment: Appointment) -> None:
    """Name whoever takes up a post as the successor in its latest vacancy that began by then, in
    the caller's transaction; a post that was never held has none."""
    rows = Succession.objects.unscoped(WHY).filter(VACANT, post_id=appointment.post_id)
    live = rows.filter(
        vacant_since__lte=appointment.starts, ending__appointment__superseded_at__isnull=True
    )
    latest = live.order_by("-vacant_since", "-pk").values_list("pk", flat=True).first()
    if latest is not None:
        rows.filter(pk=latest).update(successor=appointment, settled_at=clock.now())


def settle(post_id: int) -> None:
    """After a correction, or an entry of the past: every end in the post names whoever came next,
    or that nobody has, in the caller's transaction. What was closed stays closed where the decision
    stands, whoever turns out to have served in between."""
    entries = Appointment.objects.unscoped(WHY).filter(post_id=post_id, superseded_at__isnull=True)
    chain = list(entries.order_by("starts", "pk").values_list("pk", flat=True))
    following: dict[int, int] = dict(pairwise(chain))
    rows = Succession.objects.unscoped(WHY).filter(ending_id__in=chain, closed_on__isnull=True)
    for pk, named in rows.values_list("pk", "successor_id"):
        after = following.get(pk)
        if after != named:
            moment = clock.now() if after else None
            rows.filter(pk=pk).update(successor_id=after, settled_at=moment)


def stay_closed_after(left: Succession) -> None:
    """Whoever turns out to have left a post before it was closed is followed by nobody either, in
    the caller's transaction."""
    closings = Succession.objects.unscoped(WHY).filter(
        CLOSED, post_id=left.post_id, closed_on__gte=left.vacant_since
    )
    if (closing := closings.order_by("closed_on").first()) is not None:
        _close(left, closing)


def _close(vacant: Succession, closing: Succession) -> None:
    """Close a post that stands vacant as another row says."""
    Succession.objects.unscoped(WHY).filter(VACANT, pk=vacant.pk).update(
        closed_on=closing.closed_on, closed_reason=closing.closed_reason, settled_at=clock.now()
    )


def stay_closed(wrong: Appointment, right: Succession) -> None:
    """After a correction of an end: a post that was closed after the wrong one stays closed, in the
    caller's transaction."""
    closed = Succession.objects.unscoped(WHY).filter(
        ending_id=wrong.pk, closed_on__gte=right.vacant_since
    )
    for row in closed:
        _close(right, row)


def close_post(succession: Succession, *, day: date, reason: str, actor_id: int | None) -> None:
    """Say that a vacant post is not filled again (撤岗), from the day on. Raises Refused."""
    refuse_empty("reason", reason, _("Please enter the reason."))
    refuse_bad_day("day", day)
    rows = Succession.objects.unscoped(WHY).filter(
        VACANT, pk=succession.pk, ending__appointment__superseded_at__isnull=True
    )
    with transaction.atomic():
        at_post(succession.post_id)
        if not rows.update(closed_on=day, closed_reason=reason.strip(), settled_at=clock.now()):
            raise Refused("", _("This post has been filled or closed in the meantime."))
        record(
            "post.closed",
            succession.post,
            actor_id=actor_id,
            place=succession.organisation.path,
            reason=reason.strip(),
            data={"day": day.isoformat(), "ending": succession.pk},
        )
