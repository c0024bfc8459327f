"""Mending what was recorded wrongly: the wrong entry counts for nothing from then on and stays, the
right one takes its place. Always two people's act (promise P19)."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from certificates.roster import (
    appointing,
    ending,
    handing,
    notifying,
    seconding,
    succeeding,
    suspending,
)
from certificates.roster.appraising import recording
from certificates.roster.choices import EndReason
from certificates.roster.gate import Gate, decide_gate
from certificates.roster.models import Appointment
from certificates.roster.refusing import ANOTHER_TERM, Refused, Signed, refuse_empty
from certificates.roster.turns import at_person, at_post
from certificates.roster.writing import End, Terms, supersede, write_appointment, write_ending
from portal.audit.recording import record


@dataclass(frozen=True)
class Right:
    """How the entry should read; `end` is None for somebody who is in office."""

    mode: str
    starts: date
    terms: Terms
    end: End | None = None

    @property
    def until(self) -> date | None:
        """The first day out of office."""
        return self.end.day if self.end else None


def of_appointment(appointment: Appointment) -> Right:
    """The entry as it stands, to begin a correction with."""
    terms = Terms(appointment.basis, appointment.term_ends, appointment.minority_member)
    told = getattr(appointment, "ending", None)
    end = (
        End(told.day, told.reason, told.deciding_body, told.document_number, told.note)
        if told
        else None
    )
    return Right(appointment.mode, appointment.starts, terms, end)


def refuse_bad_correction(appointment: Appointment, right: Right, signed: Signed) -> None:
    """Raises Refused for a day, a paper or an end that cannot be, and when nothing would change."""
    refuse_empty("reason", signed.reason, _("Please enter the reason."))
    if appointment.superseded_at is not None:
        raise Refused("", _("This entry has been corrected already. Please look at the new one."))
    if right == of_appointment(appointment):
        raise Refused("", _("Nothing would change. Please mend what is wrong first."))
    appointing.refuse_bad_terms(right.starts, right.terms, signed)
    if right.terms.term_ends != appointment.term_ends:
        appointing.refuse_long_term(appointment.post, right.mode, right.starts, right.terms)
    if right.end:
        if right.end.day <= right.starts:
            raise Refused("day", _("The appointment would end before it begins."))
        ending.refuse_bad_end(right.starts, right.end, signed)
        ending.refuse_past_the_term(right.end, right.terms.term_ends)
        _refuse_new_renewal(appointment, right.end)


def _refuse_new_renewal(appointment: Appointment, end: End) -> None:
    """Raises Refused when the end would become that of a renewal: another term is an act of its
    own, which says so itself."""
    told = of_appointment(appointment).end
    if end.reason == EndReason.RENEWED and (told is None or told.reason != end.reason):
        raise Refused("end_reason", str(ANOTHER_TERM))


def gate_of(appointment: Appointment, right: Right) -> Gate:
    """What the gate says to the right entry in the place of the wrong one."""
    return decide_gate(
        appointment.person,
        appointment.post,
        right.mode,
        right.starts,
        until=right.until,
        instead_of=appointment.pk,
    )


def correct(
    appointment: Appointment, right: Right, *, actor_id: int | None, signed: Signed
) -> Appointment:
    """Let the right entry take the place of a wrong one: its suspensions, its rotation and whom it
    followed go with it. Raises Refused, GateClosed (the gate is asked again for the right day)."""
    refuse_bad_correction(appointment, right, signed)
    try:
        with transaction.atomic():
            return _mend(appointment, right, actor_id, signed)
    except IntegrityError as error:
        raise Refused(
            "", _("Something changed a moment ago. Please look again and confirm.")
        ) from error


def _mend(
    appointment: Appointment, right: Right, actor_id: int | None, signed: Signed
) -> Appointment:
    at_post(appointment.post_id)
    at_person(appointment.person_id)
    supersede(appointment, signed)
    gate = gate_of(appointment, right)
    appointing.refuse_closed(gate, signed)
    row = write_appointment(
        gate,
        appointment.post,
        right.terms,
        actor_id,
        signed=signed,
        ends=right.until,
        corrects=appointment,
    )
    suspending.carry_over(appointment, row)
    seconding.carry_over(appointment, row)
    recording.carry_over(appointment, row)
    _end_too(appointment, row, right, signed)
    succeeding.settle(row.post_id)
    _note(appointment, row, actor_id, signed)
    return row


def _end_too(wrong: Appointment, row: Appointment, right: Right, signed: Signed) -> None:
    notifying.owe(row, row.starts, of_ending=False)
    if right.end is None:
        return
    told = write_ending(row, right.end, signed.first, signed)
    handing.carry_over(wrong, told)
    succeeding.stay_closed(wrong, succeeding.leave_vacant(told))
    notifying.owe(row, right.end.day, of_ending=True)


def annul(appointment: Appointment, *, actor_id: int | None, signed: Signed) -> None:
    """Strike an entry that was never right at all; whoever was before is followed by whoever came
    after it, or by nobody again. Raises Refused."""
    refuse_empty("reason", signed.reason, _("Please enter the reason."))
    with transaction.atomic():
        at_post(appointment.post_id)
        supersede(appointment, signed)
        succeeding.settle(appointment.post_id)
        _note(appointment, None, actor_id, signed)


def _note(
    wrong: Appointment, right: Appointment | None, actor_id: int | None, signed: Signed
) -> None:
    data = {"right": right.pk if right else None, "second": signed.second}
    record(
        "appointment.corrected" if right else "appointment.annulled",
        wrong,
        actor_id=actor_id,
        place=wrong.organisation.path,
        reason=signed.reason,
        data=data,
    )
