"""Ending an appointment and, for a replacement, what goes with it: the certificate withdrawn, the
successor put in through his own gate or the post left vacant."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from certificates import proposing_ends
from certificates.choices import MOVES, CertificateKind, ReasonCode
from certificates.lifecycle import MoveRefused, revoke
from certificates.models import ACTORS, Certificate
from certificates.roster.appointing import GateClosed, appoint
from certificates.roster.choices import MISCONDUCT, EndReason
from certificates.roster.ending import end_appointment
from certificates.roster.gate import Gate
from certificates.roster.models import Appointment, AppointmentEnding
from certificates.roster.refusing import Refused
from certificates.roster.standing import REPLACING
from portal import clock
from portal.people.models import Person
from portal.scope import Scope

# Endings with which a certificate may be withdrawn at once.
WITHDRAWING = REPLACING | {EndReason.DECEASED}


def may_withdraw(scope: Scope, person_id: int) -> bool:
    """Withdrawing with a replacement asks for what withdrawing by itself asks for: a role of
    `ACTORS` over the organisation of each certificate."""
    paths = _held(person_id).values_list("organisation__path", flat=True)
    return scope.holds(*ACTORS) and all(scope.covers(path, *ACTORS) for path in paths)


def needs_two() -> bool:
    """Somebody else has to agree before a certificate is withdrawn."""
    return proposing_ends.needs_two("revoke")


def end(
    appointment: Appointment,
    *,
    day: date,
    reason: str,
    deciding_body: str,
    actor_id: int | None,
    document_number: str = "",
    note: str = "",
    withdraw: bool = False,
    successor: Person | None = None,
    successor_basis: str = "",
) -> AppointmentEnding:
    """End an appointment (see `end_appointment`); with `withdraw` the person's post certificates
    are revoked in the same transaction, from today, and what rests on them with them; where the
    rule asks for two people they are suspended, and their end is proposed to somebody else.

    `successor` takes up the post on the same day, through the gate like everybody; without one it
    stands vacant (暂缺). Withdrawing goes with replacement or death only and needs an explanation;
    the caller has asked `may_withdraw`. Raises Refused: then nothing is recorded.
    """
    if withdraw:
        _refuse_bad_withdrawal(day, reason, note)
    if successor and successor.pk == appointment.person_id:
        raise Refused("successor", _("Nobody succeeds himself. Choose somebody else, or vacant."))
    with transaction.atomic():
        ending = end_appointment(
            appointment,
            day=day,
            reason=reason,
            deciding_body=deciding_body,
            document_number=document_number,
            note=note,
            actor_id=actor_id,
        )
        if withdraw:
            _withdraw(appointment.person_id, reason, note, actor_id)
        if successor:
            _put_in(successor, appointment, day, successor_basis, actor_id)
    return ending


def _put_in(
    successor: Person, before: Appointment, day: date, basis: str, actor_id: int | None
) -> None:
    """The successor serves what is left of the term."""
    left = before.term_ends if before.term_ends and before.term_ends > day else None
    try:
        appoint(
            successor,
            before.post,
            mode=before.mode,
            starts=day,
            basis=basis,
            term_ends=left,
            actor_id=actor_id,
        )
    except GateClosed as refused:
        raise Refused("successor", _why_not(successor, refused.gate)) from refused
    except Refused as refused:
        field = "successor_basis" if refused.field == "basis" else "successor"
        raise Refused(field, str(refused)) from refused


def _why_not(successor: Person, gate: Gate) -> str:
    words = {"name": successor.name}
    if any(found.id == "certificate" for found in gate.missing):
        return (
            _(
                "%(name)s does not hold a valid post certificate yet. Choose somebody else, or "
                "leave the post vacant for now."
            )
            % words
        )
    return (
        _(
            "%(name)s cannot take up this post yet. Leave it vacant for now and see in “Record an "
            "appointment” what is missing."
        )
        % words
    )


def _refuse_bad_withdrawal(day: date, reason: str, note: str) -> None:
    if reason not in WITHDRAWING:
        raise Refused(
            "withdraw",
            _("A certificate is withdrawn only with a replacement or a death (see the reason)."),
        )
    if day != clock.today():
        raise Refused(
            "withdraw",
            _(
                "A certificate is withdrawn on the day itself, and this day is not today. Record "
                "the end alone now, and let the certificate be revoked when the day has come."
            ),
        )
    if not note.strip():
        raise Refused("note", _("Please explain why the certificate is withdrawn."))


def _withdraw(person_id: int, reason: str, note: str, actor_id: int | None) -> None:
    code = ReasonCode.MISCONDUCT if reason in MISCONDUCT else reason
    for certificate in _held(person_id).select_related("organisation"):
        try:
            if actor_id is not None and needs_two():
                proposing_ends.propose(
                    certificate,
                    "revoke",
                    reason_code=code,
                    reason=note,
                    actor_id=actor_id,
                    suspend=True,
                )
            else:
                revoke(certificate, reason_code=code, reason=note, actor_id=actor_id)
        except MoveRefused as refused:
            raise Refused("withdraw", str(refused)) from refused


def _held(person_id: int) -> QuerySet[Certificate]:
    sources, _target = MOVES["revoke"]
    rows: QuerySet[Certificate] = Certificate.objects.unscoped("withdrawn with a replacement")
    return rows.filter(person_id=person_id, kind=CertificateKind.POST, state__in=sources)
