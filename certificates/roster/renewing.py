"""Another term for whoever holds a post (连选连任, 续聘): the old term ends the day the new one
begins."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from certificates.roster import appointing, ending, seconding, suspending
from certificates.roster.choices import EndReason
from certificates.roster.models import Appointment
from certificates.roster.refusing import Refused, Signed

LONGEST_NUMBER = 100  # what `AppointmentEnding.document_number` holds


def renew(
    appointment: Appointment,
    *,
    starts: date,
    basis: str,
    deciding_body: str,
    actor_id: int | None,
    term_ends: date | None = None,
    signed: Signed | None = None,
) -> Appointment:
    """End a term on `starts` and begin the next in the same post, past the gate, in one
    transaction; who is kept from duty stays so, and a rotation stays due. A basis that is longer
    than the number of a document can be explains the end of the old term. Raises Refused and
    GateClosed: then the old term stands as it was."""
    if starts <= appointment.starts:
        raise Refused("starts", _("The term that is there begins later than that day."))
    with transaction.atomic():
        ending.end_appointment(
            appointment,
            day=starts,
            reason=EndReason.RENEWED,
            deciding_body=deciding_body,
            **_paper(basis),
            actor_id=actor_id,
            signed=signed,
        )
        row = appointing.appoint(
            appointment.person,
            appointment.post,
            mode=appointment.mode,
            starts=starts,
            basis=basis,
            term_ends=term_ends,
            minority_member=appointment.minority_member,
            actor_id=actor_id,
            signed=signed,
        )
        suspending.carry_over(appointment, row)
        seconding.carry_over(appointment, row, renewed=True)
    return row


def _paper(basis: str) -> dict[str, str]:
    """Where the end of the old term keeps what the new one rests on."""
    return {"document_number" if len(basis) <= LONGEST_NUMBER else "note": basis}
