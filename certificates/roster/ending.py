"""Recording that the body that elected or hired ended an appointment."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certificates.roster import notifying, succeeding, writing
from certificates.roster.choices import EndReason
from certificates.roster.models import Appointment, AppointmentEnding
from certificates.roster.refusing import Refused, Signed, refuse_bad_day, refuse_empty
from certificates.roster.standing import REPLACING
from certificates.roster.turns import at_post
from certificates.roster.writing import End
from portal import clock
from portal.audit.recording import record


def end_appointment(
    appointment: Appointment,
    *,
    day: date,
    reason: str,
    deciding_body: str,
    actor_id: int | None,
    document_number: str = "",
    note: str = "",
    signed: Signed | None = None,
) -> AppointmentEnding:
    """Record that the body that elected or hired ended an appointment (Mediation Law art. 15); the
    post stands vacant from then on, and bureau and court are to be told.

    `day` is the first day out of office, today or later; with `signed` also an earlier one, which
    stays marked. Replacement needs the document's number. Withdrawing the certificate is an act of
    its own (`replacing`). Raises Refused.
    """
    end = End(day, reason, deciding_body, document_number, note)
    refuse_bad_end(appointment.starts, end, signed)
    refuse_past_the_term(end, appointment.term_ends)
    with transaction.atomic():
        at_post(appointment.post_id)
        ending = writing.write_end(appointment, end, actor_id, signed)
        succeeding.leave_vacant(ending)
        notifying.owe(appointment, end.day, of_ending=True)
        note_end(ending, actor_id)
    return ending


def refuse_bad_end(starts: date, end: End, signed: Signed | None = None) -> None:
    """Raises Refused for a day that does not fit one who came on `starts`, a thin reason, a
    replacement without paper."""
    refuse_bad_day("day", end.day, signed)
    if end.day <= starts:
        raise Refused("day", _("The appointment begins later than that day."))
    if end.reason not in EndReason.values:
        raise Refused("reason", _("Please choose a reason."))
    refuse_empty("deciding_body", end.deciding_body, _("Please enter which body decided."))
    if end.reason in REPLACING:
        refuse_empty(
            "document_number",
            end.document_number,
            _("A replacement needs the number of the decision."),
        )


def refuse_past_the_term(end: End, term_ends: date | None) -> None:
    """Raises Refused for a day to come beyond the planned end (exclusive): an end lengthens no
    term, but whoever served on is recorded as leaving today."""
    if term_ends and end.day > max(term_ends, clock.today()):
        raise Refused(
            "day",
            _("The term ends on %(day)s. A later end is recorded when it has come.")
            % {"day": date_format(term_ends - timedelta(days=1))},
        )


def note_end(ending: AppointmentEnding, actor_id: int | None) -> None:
    """The event of an ending, in the caller's transaction."""
    signers = {"second": ending.second_signer_id} if ending.second_signer_id else {}
    record(
        "appointment.ended",
        ending.appointment,
        actor_id=actor_id,
        place=ending.appointment.organisation.path,
        reason=ending.note,
        data={
            "day": ending.day.isoformat(),
            "reason": ending.reason,
            "document": ending.document_number,
            **signers,
        },
    )
