"""What whoever leaves hands over (交接); the one writer of its items."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from certificates.roster.choices import HandOverKind
from certificates.roster.models import Appointment, AppointmentEnding, HandOverItem
from certificates.roster.refusing import Refused, refuse_empty
from certificates.roster.turns import at_entry
from portal import clock
from portal.audit.recording import record

MOST = 200


def put_down(
    ending: AppointmentEnding, *, kind: str, what: str, actor_id: int | None
) -> HandOverItem:
    """Enter something to be handed over. Raises Refused, also once the entry was corrected."""
    if kind not in HandOverKind.values:
        raise Refused("kind", _("Please choose what kind of thing it is."))
    refuse_empty("what", what, _("Please enter what is handed over."))
    rows = HandOverItem.objects.unscoped("the list of one ending").filter(ending=ending)
    if rows.count() >= MOST:
        raise Refused("what", _("A list has at most 200 lines. Please put things together."))
    with transaction.atomic():
        at_entry(ending.pk)
        row = HandOverItem.objects.create(
            ending=ending,
            organisation_id=ending.appointment.organisation_id,
            kind=kind,
            what=what.strip(),
            recorded_at=clock.now(),
            recorded_by_id=actor_id,
        )
        record(
            "roster.hand_over_listed",
            ending.appointment,
            actor_id=actor_id,
            place=ending.appointment.organisation.path,
            data={"item": row.pk, "kind": kind},
        )
    return row


def receive(item: HandOverItem, *, by: str, day: date, actor_id: int | None) -> None:
    """Note that it was received, by whom and when. Raises Refused for a day to come, one before
    anybody left, and when it was received already."""
    refuse_empty("received_by", by, _("Please enter who received it."))
    if day > clock.today():
        raise Refused("received_on", _("This day has not come yet."))
    ending = item.ending
    if day < min(ending.day, clock.day_of(ending.recorded_at)):
        raise Refused("received_on", _("Nobody had left by that day. Please check the date."))
    rows = HandOverItem.objects.unscoped("received").filter(pk=item.pk, received_on__isnull=True)
    with transaction.atomic():
        at_entry(ending.pk)
        if not rows.update(received_by=by.strip(), received_on=day):
            raise Refused("", _("This has been received already."))
        record(
            "roster.handed_over",
            item.ending.appointment,
            actor_id=actor_id,
            place=item.organisation.path,
            data={"item": item.pk, "day": day.isoformat()},
        )


def carry_over(wrong: Appointment, right: AppointmentEnding) -> None:
    """After a correction the right end has the list too, with what was received, in the caller's
    transaction."""
    rows = HandOverItem.objects.unscoped("carried over").filter(ending=wrong.pk)
    for row in rows.order_by("pk"):
        row.pk, row.ending = None, right
        row.save(force_insert=True)
