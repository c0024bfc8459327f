"""Ending an appointment and, for a replacement, withdrawing the certificate with it."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from certificates import proposing_ends
from certificates.choices import MOVES, CertificateKind
from certificates.lifecycle import MoveRefused, revoke
from certificates.models import ACTORS, Certificate
from certificates.roster.appointing import Refused, end_appointment
from certificates.roster.models import Appointment, AppointmentEnding
from certificates.roster.standing import REPLACING
from portal import clock
from portal.scope import Scope


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
) -> AppointmentEnding:
    """End an appointment (see `end_appointment`); with `withdraw` the person's post certificates
    are revoked in the same transaction, from today, and what rests on them with them; where the
    rule asks for two people they are suspended, and their end is proposed to somebody else.

    Withdrawing goes with replacement only and needs an explanation; the caller has asked
    `may_withdraw`. Raises Refused.
    """
    if withdraw:
        _refuse_bad_withdrawal(day, reason, note)
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
    return ending


def _refuse_bad_withdrawal(day: date, reason: str, note: str) -> None:
    if reason not in REPLACING:
        raise Refused(
            "withdraw", _("A certificate is withdrawn only with a replacement (see the reason).")
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
    for certificate in _held(person_id).select_related("organisation"):
        try:
            if actor_id is not None and needs_two():
                proposing_ends.propose(
                    certificate,
                    "revoke",
                    reason_code=reason,
                    reason=note,
                    actor_id=actor_id,
                    suspend=True,
                )
            else:
                revoke(certificate, reason_code=reason, reason=note, actor_id=actor_id)
        except MoveRefused as refused:
            raise Refused("withdraw", str(refused)) from refused


def _held(person_id: int) -> QuerySet[Certificate]:
    sources, _target = MOVES["revoke"]
    rows: QuerySet[Certificate] = Certificate.objects.unscoped("withdrawn with a replacement")
    return rows.filter(person_id=person_id, kind=CertificateKind.POST, state__in=sources)
