"""Keeping somebody in office from duty, and letting them back; the one writer of suspensions."""

from datetime import date
from itertools import pairwise

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from certificates.roster.choices import EndReason
from certificates.roster.models import Appointment, AppointmentEnding, DutySuspension
from certificates.roster.refusing import Refused, refuse_bad_day, refuse_empty
from certificates.roster.turns import at_entry
from portal import clock
from portal.audit.recording import record


def suspend_duty(
    appointment: Appointment, *, starts: date, reason: str, actor_id: int | None
) -> DutySuspension:
    """Keep somebody in office from duty from the day `starts` (today or later) on, in a term that
    is renewed already as well. Raises Refused."""
    refuse_bad_day("starts", starts)
    refuse_empty("reason", reason, _("Please enter the reason."))
    try:
        with transaction.atomic():
            entry = at_entry(appointment.pk)
            if starts < entry.starts or (entry.ends and starts >= entry.ends):
                raise Refused("starts", _("The person is not in office on that day."))
            row = DutySuspension.objects.create(
                appointment=appointment,
                organisation=appointment.organisation,
                starts=starts,
                reason=reason.strip(),
                recorded_at=clock.now(),
                recorded_by_id=actor_id,
            )
            for before, after in pairwise(_terms_from(entry)):
                carry_over(before, after)
            record(
                "duty.suspended",
                appointment,
                actor_id=actor_id,
                place=appointment.organisation.path,
                reason=reason.strip(),
                data={"starts": starts.isoformat()},
            )
    except IntegrityError as error:
        raise Refused("", _("The person is suspended from duty already.")) from error
    return row


def lift_suspension(
    suspension: DutySuspension, *, ends: date, reason: str, actor_id: int | None
) -> None:
    """Let somebody back on duty from the day `ends` (today or later) on, in a term that is renewed
    already as well: a suspension that never began there ends the day it begins. Raises Refused."""
    refuse_bad_day("ends", ends)
    refuse_empty("reason", reason, _("Please enter the reason."))
    if ends < suspension.starts:
        raise Refused("ends", _("The suspension begins later than that day."))
    lifted = {
        "lift_reason": reason.strip(),
        "lift_recorded_at": clock.now(),
        "lift_recorded_by_id": actor_id,
    }
    rows = DutySuspension.objects.unscoped("lifting").filter(ends__isnull=True)
    with transaction.atomic():
        entry = at_entry(suspension.appointment_id)
        if not rows.filter(pk=suspension.pk).update(ends=ends, **lifted):
            raise Refused("", _("This suspension has been lifted already."))
        for term in _terms_from(entry)[1:]:
            carried = rows.filter(appointment=term, starts=term.starts)
            carried.update(ends=max(ends, term.starts), **lifted)
        record(
            "duty.resumed",
            suspension.appointment,
            actor_id=actor_id,
            place=suspension.organisation.path,
            reason=reason.strip(),
            data={"ends": ends.isoformat()},
        )


def _terms_from(entry: Appointment) -> list[Appointment]:
    """The entry and the terms that follow it because it was renewed."""
    terms = [entry]
    following = Appointment.objects.unscoped("renewed terms").filter(
        post_id=entry.post_id, person_id=entry.person_id, superseded_at__isnull=True
    )
    endings = AppointmentEnding.objects.unscoped("renewed terms").filter(reason=EndReason.RENEWED)
    while ending := endings.filter(appointment=terms[-1]).first():
        renewed = following.filter(starts=ending.day).exclude(pk=terms[-1].pk).first()
        if renewed is None:
            break
        terms.append(renewed)
    return terms


def carry_over(before: Appointment, after: Appointment) -> None:
    """The suspensions of an entry that was wrong, or of a term that is renewed, as far as they
    reach into the entry that takes its place, are written to that, in the caller's transaction:
    neither brings anybody back on duty."""
    rows = DutySuspension.objects.unscoped("carried over").filter(
        Q(ends__isnull=True) | Q(ends__gt=after.starts), appointment=before
    )
    for row in rows.order_by("starts"):
        row.starts = max(row.starts, after.starts)
        if after.ends is None or row.starts < after.ends:
            row.pk, row.appointment, row.recorded_at = None, after, clock.now()
            row.save(force_insert=True)
