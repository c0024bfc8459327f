"""Ending an appointment and, for a replacement, withdrawing the certificate with it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from certificates.choices import MOVES
from certificates.lifecycle import revoke
from certificates.models import Certificate
from certificates.roster.appointing import Refused, end_appointment
from certificates.roster.models import Appointment, AppointmentEnding
from certificates.roster.standing import REPLACING


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
    """End an appointment (see `end_appointment`); with `withdraw` the person's certificates are
    revoked in the same transaction, from today.

    Withdrawing goes with replacement only and needs an explanation. Raises Refused.
    """
    if withdraw and reason not in REPLACING:
        raise Refused(
            "withdraw", _("A certificate is withdrawn only with a replacement (see the reason).")
        )
    if withdraw and not note.strip():
        raise Refused("note", _("Please explain why the certificate is withdrawn."))
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


def _withdraw(person_id: int, reason: str, note: str, actor_id: int | None) -> None:
    sources, _target = MOVES["revoke"]
    rows = Certificate.objects.unscoped("withdrawn with a replacement")
    held = rows.filter(person_id=person_id, state__in=sources).select_related("organisation")
    for certificate in held:
        revoke(certificate, reason_code=reason, reason=note, actor_id=actor_id)
