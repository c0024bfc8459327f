"""Putting people into posts and out of them; the one writer of the roster's tables."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from certificates.roster.choices import EndReason
from certificates.roster.gate import Gate, decide_gate
from certificates.roster.models import (
    Appointment,
    AppointmentEnding,
    AssessorTerm,
    DutySuspension,
    GateDecision,
)
from certificates.roster.standing import REPLACING
from portal import clock
from portal.audit.recording import record
from portal.counting import age_on, years_later
from portal.people.models import Organisation, Person, Post
from portal.policy.rules import rule

FURTHEST_YEARS = 5
APPOINTED_YEARS = 1


class Refused(ValueError):
    """The roster does not take this; `field` names what to mend, the message says how."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class GateClosed(Refused):
    """Something is missing; `gate` lists every requirement."""

    def __init__(self, gate: Gate) -> None:
        super().__init__("", _("This appointment cannot be made yet. See what is missing below."))
        self.gate = gate


def appoint(
    person: Person, post: Post, *, mode: str, starts: date, basis: str, actor_id: int | None
) -> Appointment:
    """Put a person into a post from the day `starts` (today to a year from now) on.

    `basis` names the minutes of the election or the letter. Raises Refused for another day,
    GateClosed with the whole list when a requirement is missing, also when another clerk filled
    the post in the meantime.
    """
    refuse_bad_day("starts", starts)
    if starts > years_later(clock.today(), APPOINTED_YEARS):
        raise Refused("starts", _("An appointment begins at most one year from now."))
    _refuse_empty("basis", basis, _("Please enter the minutes or the letter it rests on."))
    gate = decide_gate(person, post, mode, starts)
    if not gate.granted:
        raise GateClosed(gate)
    try:
        with transaction.atomic():
            return _write_appointment(gate, post, basis, actor_id)
    except IntegrityError as error:
        gate = decide_gate(person, post, mode, starts)
        if not gate.granted:
            raise GateClosed(gate) from error
        raise Refused(
            "", _("Something changed a moment ago. Please look again and confirm.")
        ) from error


def _write_appointment(gate: Gate, post: Post, basis: str, actor_id: int | None) -> Appointment:
    moment = clock.now()
    decision = GateDecision.objects.create(
        person_id=gate.person_id,
        post=post,
        organisation=post.organisation,
        mode=gate.mode,
        day=gate.day,
        granted=gate.granted,
        requirements=gate.as_stored(),
        recorded_at=moment,
        recorded_by_id=actor_id,
    )
    row = Appointment.objects.create(
        person_id=gate.person_id,
        post=post,
        organisation=post.organisation,
        mode=gate.mode,
        full_time=post.kind == "full_time",
        starts=gate.day,
        term_ends=years_later(gate.day, rule("committee.term_years", on=gate.day).number),
        basis=basis.strip(),
        certificate_id=gate.certificate_id,
        gate_decision=decision,
        recorded_at=moment,
        recorded_by_id=actor_id,
    )
    data = {"person": gate.person_id, "post": post.pk, "mode": gate.mode, "gate": decision.pk}
    record(
        "appointment.made",
        row,
        actor_id=actor_id,
        place=post.organisation.path,
        data=data | {"starts": gate.day.isoformat()},
    )
    return row


def end_appointment(
    appointment: Appointment,
    *,
    day: date,
    reason: str,
    deciding_body: str,
    actor_id: int | None,
    document_number: str = "",
    note: str = "",
) -> AppointmentEnding:
    """Record that the body that elected or hired ended an appointment (Mediation Law art. 15).

    `day` is the first day out of office, today or later. Replacement needs the document's number.
    Withdrawing the certificate is an act of its own (`replacing`). Raises Refused.
    """
    refuse_bad_day("day", day)
    if day <= appointment.starts:
        raise Refused("day", _("The appointment begins later than that day."))
    _refuse_thin_ending(reason, deciding_body, document_number)
    with transaction.atomic():
        rows = Appointment.objects.unscoped("ending").filter(pk=appointment.pk, ends__isnull=True)
        if not rows.update(ends=day):
            raise Refused("", _("This appointment has been ended already."))
        ending = AppointmentEnding.objects.create(
            appointment=appointment,
            day=day,
            reason=reason,
            deciding_body=deciding_body.strip(),
            document_number=document_number.strip(),
            note=note.strip(),
            recorded_at=clock.now(),
            recorded_by_id=actor_id,
        )
        _record_ending(ending, actor_id)
    return ending


def _record_ending(ending: AppointmentEnding, actor_id: int | None) -> None:
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
        },
    )


def _refuse_thin_ending(reason: str, deciding_body: str, document_number: str) -> None:
    if reason not in EndReason.values:
        raise Refused("reason", _("Please choose a reason."))
    _refuse_empty("deciding_body", deciding_body, _("Please enter which body decided."))
    if reason in REPLACING:
        _refuse_empty(
            "document_number",
            document_number,
            _("A replacement needs the number of the decision."),
        )


def suspend_duty(
    appointment: Appointment, *, starts: date, reason: str, actor_id: int | None
) -> DutySuspension:
    """Keep somebody in office from duty from the day `starts` (today or later) on. Raises
    Refused."""
    refuse_bad_day("starts", starts)
    _refuse_empty("reason", reason, _("Please enter the reason."))
    if starts < appointment.starts or (appointment.ends and starts >= appointment.ends):
        raise Refused("starts", _("The person is not in office on that day."))
    try:
        with transaction.atomic():
            row = DutySuspension.objects.create(
                appointment=appointment,
                organisation=appointment.organisation,
                starts=starts,
                reason=reason.strip(),
                recorded_at=clock.now(),
                recorded_by_id=actor_id,
            )
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
    """Let somebody back on duty from the day `ends` (today or later) on. Raises Refused."""
    refuse_bad_day("ends", ends)
    _refuse_empty("reason", reason, _("Please enter the reason."))
    if ends <= suspension.starts:
        raise Refused("ends", _("The suspension begins on that day or later."))
    with transaction.atomic():
        rows = DutySuspension.objects.unscoped("lifting").filter(
            pk=suspension.pk, ends__isnull=True
        )
        if not rows.update(
            ends=ends,
            lift_reason=reason.strip(),
            lift_recorded_at=clock.now(),
            lift_recorded_by_id=actor_id,
        ):
            raise Refused("", _("This suspension has been lifted already."))
        record(
            "duty.resumed",
            suspension.appointment,
            actor_id=actor_id,
            place=suspension.organisation.path,
            reason=reason.strip(),
            data={"ends": ends.isoformat()},
        )


def mirror_assessor_term(
    person: Person,
    court: Organisation,
    *,
    starts: date,
    ends: date,
    appointed_by: str,
    actor_id: int | None,
) -> AssessorTerm:
    """Enter a people's assessor's term [starts, ends) that the standing committee decided; the
    platform appoints none. Past days are allowed: the fact is another body's. Raises Refused below
    the age of the law (People's Assessors Law art. 5) and for a second term at once."""
    least = rule("assessor.age_min", on=starts).number
    if age_on(person.birth_date, starts) < least:
        raise Refused(
            "starts", _("An assessor must be at least %(age)s years old.") % {"age": least}
        )
    try:
        with transaction.atomic():
            row = AssessorTerm.objects.create(
                person=person,
                court=court,
                starts=starts,
                ends=ends,
                appointed_by=appointed_by.strip(),
                recorded_at=clock.now(),
                recorded_by_id=actor_id,
            )
            place = person.organisation.path
            record("assessor.mirrored", row, actor_id=actor_id, place=place)
    except IntegrityError as error:
        raise Refused("starts", _("The person is an assessor in that time already.")) from error
    return row


def refuse_bad_day(field: str, day: date) -> None:
    """Raises Refused, naming the field, for a day before today or more than 5 years ahead."""
    today = clock.today()
    if day < today:
        raise Refused(
            field,
            _("The day lies in the past. The roster takes today or a later day."),
        )
    if day > years_later(today, FURTHEST_YEARS):
        raise Refused(field, _("The day lies more than 5 years ahead."))


def _refuse_empty(field: str, text: str, message: str) -> None:
    if not text.strip():
        raise Refused(field, message)
