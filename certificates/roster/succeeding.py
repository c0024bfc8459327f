"""Who came after whom: every ended appointment has a successor, a vacancy or a closed post."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from certificates.roster.models import Appointment, AppointmentEnding, Succession
from certificates.roster.refusing import Refused, refuse_bad_day, refuse_empty
from portal import clock
from portal.audit.recording import record

WHY = "succession of a post"
VACANT = Q(successor__isnull=True, closed_on__isnull=True)


def leave_vacant(ending: AppointmentEnding, successor: Appointment | None = None) -> Succession:
    """The post stands vacant from the day of an ending, or is `successor`'s, in the caller's
    transaction."""
    appointment = ending.appointment
    return Succession.objects.create(
        ending=ending,
        post_id=appointment.post_id,
        organisation_id=appointment.organisation_id,
        vacant_since=ending.day,
        successor=successor,
        settled_at=clock.now() if successor else None,
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


def hand_on(wrong: Appointment, right: Appointment | None) -> None:
    """After a correction: whoever was succeeded by the wrong entry is succeeded by the right one,
    or their post is vacant, in the caller's transaction."""
    rows = Succession.objects.unscoped(WHY).filter(successor=wrong)
    fits = right is not None and right.post_id == wrong.post_id
    later = Q(vacant_since__gt=right.starts) if right else Q()
    if fits:
        rows.exclude(later).update(successor=right, settled_at=clock.now())
    rows.update(successor=None, settled_at=None)


def close_post(succession: Succession, *, day: date, reason: str, actor_id: int | None) -> None:
    """Say that a vacant post is not filled again (撤岗), from the day on. Raises Refused."""
    refuse_empty("reason", reason, _("Please enter the reason."))
    refuse_bad_day("day", day)
    rows = Succession.objects.unscoped(WHY).filter(VACANT, pk=succession.pk)
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
