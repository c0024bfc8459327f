"""The one writer of appointments, their endings, the gate's decisions and corrections; the acts
themselves (`appointing`, `ending`, `correcting`, `renewing`) say what is written."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from certificates.roster.gate import Gate
from certificates.roster.models import (
    Appointment,
    AppointmentCorrection,
    AppointmentEnding,
    GateDecision,
)
from certificates.roster.refusing import Refused, Signed
from portal import clock
from portal.people.models import Post


@dataclass(frozen=True)
class Terms:
    """What an appointment rests on: the paper, the planned end (exclusive), and, for a committee's
    composition, whether a member of a smaller ethnic group was elected (None: not asked)."""

    basis: str
    term_ends: date | None = None
    minority_member: bool | None = None


@dataclass(frozen=True)
class End:
    """How an appointment ended; `day` is the first day out of office."""

    day: date
    reason: str
    deciding_body: str
    document_number: str = ""
    note: str = ""


def write_appointment(
    gate: Gate,
    post: Post,
    terms: Terms,
    actor_id: int | None,
    *,
    signed: Signed | None = None,
    ends: date | None = None,
    corrects: Appointment | None = None,
) -> Appointment:
    """The decision and the appointment that rests on it, in the caller's transaction. What the gate
    refuses is written as overridden by the two signers."""
    late = signed if signed and (gate.day < clock.today() or ends or corrects) else None
    decision = _write_decision(gate, post, actor_id, signed if not gate.granted else None)
    return Appointment.objects.create(
        person_id=gate.person_id,
        post=post,
        organisation=post.organisation,
        mode=gate.mode,
        full_time=post.kind == "full_time",
        starts=gate.day,
        ends=ends,
        term_ends=terms.term_ends,
        basis=terms.basis.strip(),
        minority_member=terms.minority_member,
        certificate_id=gate.certificate_id,
        gate_decision=decision,
        late_reason=late.reason if late else "",
        second_signer_id=late.second if late else None,
        corrects=corrects,
        recorded_at=decision.recorded_at,
        recorded_by_id=signed.first if signed else actor_id,
    )


def _write_decision(
    gate: Gate, post: Post, actor_id: int | None, overrides: Signed | None
) -> GateDecision:
    return GateDecision.objects.create(
        person_id=gate.person_id,
        post=post,
        organisation=post.organisation,
        mode=gate.mode,
        day=gate.day,
        granted=gate.granted,
        requirements=gate.as_stored(),
        override_reason=overrides.reason if overrides else "",
        override_first_id=overrides.first if overrides else None,
        override_second_id=overrides.second if overrides else None,
        recorded_at=clock.now(),
        recorded_by_id=actor_id,
    )


def write_end(
    appointment: Appointment, end: End, actor_id: int | None, signed: Signed | None = None
) -> AppointmentEnding:
    """Set the end of an open appointment and say why, in the caller's transaction. Raises Refused
    when somebody was quicker."""
    rows = Appointment.objects.unscoped("ending").filter(
        pk=appointment.pk, ends__isnull=True, superseded_at__isnull=True
    )
    if not rows.update(ends=end.day):
        raise Refused("", _("This appointment has been ended already."))
    appointment.ends = end.day
    return write_ending(appointment, end, actor_id, signed)


def write_ending(
    appointment: Appointment, end: End, actor_id: int | None, signed: Signed | None = None
) -> AppointmentEnding:
    """Why an appointment ended whose row says the day already."""
    late = signed if signed and end.day < clock.today() else None
    return AppointmentEnding.objects.create(
        appointment=appointment,
        day=end.day,
        reason=end.reason,
        deciding_body=end.deciding_body.strip(),
        document_number=end.document_number.strip(),
        note=end.note.strip(),
        late_reason=late.reason if late else "",
        second_signer_id=late.second if late else None,
        recorded_at=clock.now(),
        recorded_by_id=signed.first if signed else actor_id,
    )


def supersede(appointment: Appointment, signed: Signed) -> None:
    """Let an appointment that was recorded wrongly count for nothing from now on, in the caller's
    transaction. Raises Refused when it does already."""
    moment = clock.now()
    rows = Appointment.objects.unscoped("correcting").filter(pk=appointment.pk)
    if AppointmentCorrection.objects.unscoped("correcting").filter(wrong=appointment).exists():
        raise Refused("", _("This entry has been corrected already. Please look at the new one."))
    AppointmentCorrection.objects.create(
        wrong=appointment,
        reason=signed.reason,
        first_signer_id=signed.first,
        second_signer_id=signed.second,
        recorded_at=moment,
    )
    rows.update(superseded_at=moment)
    appointment.superseded_at = moment
