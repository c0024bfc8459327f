"""Staff sent by an agency (派驻): when their rotation is due, and whom the agency sends instead.
The one writer of secondments."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from certificates.roster.models import Appointment, Secondment
from certificates.roster.refusing import Refused, judged_on, refuse_empty
from certificates.roster.turns import at_entry
from portal import clock
from portal.audit.recording import record
from portal.counting import years_later
from portal.policy.rules import rule

WHY = "secondments"


def due_on(starts: date) -> date:
    """The day by which whoever was sent on a day is to be rotated (a city's rule)."""
    return years_later(starts, rule("secondment.years", on=judged_on(starts)).number)


def second(
    appointment: Appointment,
    *,
    agency: str,
    detached: bool,
    actor_id: int | None,
    exchanges: Secondment | None = None,
) -> Secondment:
    """Note that somebody in office was sent by an agency; with `exchanges` for whom, whose agency
    must be the same (由原单位负责调换). Raises Refused."""
    refuse_empty("agency", agency, _("Please enter the agency that sent the person."))
    if exchanges and exchanges.agency != agency.strip():
        raise Refused("agency", _("Whoever is exchanged was sent by another agency."))
    row = Secondment(
        appointment=appointment,
        organisation_id=appointment.organisation_id,
        agency=agency.strip(),
        detached=detached,
        due_on=due_on(appointment.starts),
        exchanges=exchanges,
        recorded_at=clock.now(),
        recorded_by_id=actor_id,
    )
    try:
        with transaction.atomic():
            _refuse_second(appointment, exchanges)
            row.save(force_insert=True)
            data = {"agency": row.agency, "due": row.due_on.isoformat(), "detached": detached}
            place = appointment.organisation.path
            record("roster.seconded", appointment, actor_id=actor_id, place=place, data=data)
    except IntegrityError:
        raise Refused("", _("Somebody has been exchanged for this person already.")) from None
    return row


def _refuse_second(appointment: Appointment, exchanges: Secondment | None) -> None:
    if at_entry(appointment.pk).ends:
        raise Refused("", _("This appointment has been ended already."))
    rows = Secondment.objects.unscoped(WHY)
    if rows.filter(appointment=appointment).exists():
        raise Refused("", _("It is entered already who sent this person."))
    if exchanges and rows.filter(exchanges=exchanges).exists():
        raise Refused("", _("Somebody has been exchanged for this person already."))


def carry_over(before: Appointment, after: Appointment, *, renewed: bool = False) -> None:
    """After a correction the right entry is the secondment; after a renewal the new term is, and
    the rotation stays due as it was. In the caller's transaction."""
    row = Secondment.objects.unscoped(WHY).filter(appointment=before).first()
    if row:
        Secondment.objects.create(
            appointment=after,
            organisation_id=row.organisation_id,
            agency=row.agency,
            detached=row.detached,
            due_on=row.due_on if renewed else due_on(after.starts),
            recorded_at=clock.now(),
            recorded_by_id=row.recorded_by_id,
        )


def exchanged(row: Secondment) -> Appointment | None:
    """In whose place the agency sent somebody; also when the entry was corrected or the term
    renewed since: the exchange is noted where it was entered."""
    same = Secondment.objects.unscoped(WHY).filter(
        appointment__person=row.appointment.person_id,
        appointment__post=row.appointment.post_id,
        agency=row.agency,
        exchanges__isnull=False,
        recorded_at__lte=row.recorded_at,
    )
    found = same.select_related("exchanges__appointment__person").order_by("-recorded_at").first()
    return found.exchanges.appointment if found and found.exchanges else None
