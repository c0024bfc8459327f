"""Suspending, lifting, revoking and voiding a certificate, and telling the holder; the allowed
moves stand in `choices`."""

from django.db import transaction
from django.utils.translation import gettext as _

from certificates import informing, own_reasons
from certificates.choices import IN_FORCE, MOVES, OF_ITSELF, REASONS, CertificateState, ReasonCode
from certificates.models import Certificate, CertificateChange
from portal import clock
from portal.audit.recording import record

REASON_LENGTH = 500


class MoveRefused(Exception):
    """The certificate is not in a state from which this can be done."""


class ReasonMissing(ValueError):
    """Nothing is done to a certificate without a reason in words and a code that fits the act."""


def suspend(
    certificate: Certificate, *, reason_code: str, reason: str, actor_id: int | None
) -> CertificateChange:
    """Suspend an issued certificate from today. Raises MoveRefused, ReasonMissing."""
    return _move("suspend", certificate, reason_code, reason, actor_id)


def lift(
    certificate: Certificate, *, reason_code: str, reason: str, actor_id: int | None
) -> CertificateChange:
    """Lift a suspension from today. Raises MoveRefused, ReasonMissing."""
    return _move("lift", certificate, reason_code, reason, actor_id)


def revoke(
    certificate: Certificate, *, reason_code: str, reason: str, actor_id: int | None
) -> CertificateChange:
    """Revoke a certificate from today, for ever. Raises MoveRefused, ReasonMissing."""
    return _move("revoke", certificate, reason_code, reason, actor_id)


def void(
    certificate: Certificate, *, reason_code: str, reason: str, actor_id: int | None
) -> CertificateChange:
    """Declare a certificate issued in error void, for ever; its number is never used again.

    Raises MoveRefused, ReasonMissing.
    """
    return _move("void", certificate, reason_code, reason, actor_id)


def supersede(
    certificate: Certificate, *, reason_code: str, reason: str, actor_id: int | None
) -> CertificateChange:
    """A higher grade takes the place of this one from today. Raises MoveRefused, ReasonMissing."""
    return _move("supersede", certificate, reason_code, reason, actor_id)


ACTS = {
    "suspend": suspend,
    "lift": lift,
    "revoke": revoke,
    "void": void,
    "supersede": supersede,
}
CARRYING = {CertificateState.REVOKED, CertificateState.VOIDED}  # ends that others end with


def acts_for(state: str) -> tuple[str, ...]:
    """What can be done to a certificate in this state."""
    return tuple(act for act, (sources, _target) in MOVES.items() if state in sources)


def _move(
    act: str, certificate: Certificate, reason_code: str, reason: str, actor_id: int | None
) -> CertificateChange:
    words = reason.strip()
    fits = reason_code in (*REASONS[act], *OF_ITSELF.get(act, ()))
    if not words or len(words) > REASON_LENGTH or not fits:
        raise ReasonMissing(_("Please choose a reason and say it in words."))
    sources, target = MOVES[act]
    with transaction.atomic():
        rows = Certificate.objects.unscoped("moved by a person who was let in by scope")
        moved = rows.filter(pk=certificate.pk, state__in=sources).update(state=target)
        if not moved:
            raise MoveRefused(
                _("The certificate was changed in the meantime. Please look at it again.")
            )
        change = CertificateChange.objects.create(
            certificate=certificate,
            state=CertificateState(target),
            day=clock.today(),
            reason_code=ReasonCode(reason_code),
            reason=words,
            recorded_at=clock.now(),
            actor_id=actor_id,
        )
        record(
            f"certificate.{_PAST[act]}",
            certificate,
            actor_id=actor_id,
            place=certificate.organisation.path,
            reason=words,
            data={"reason_code": reason_code},
        )
        informing.inform(act, change)
        if target in CARRYING:
            _end_what_rests_on(certificate, actor_id)
    certificate.state = target
    return change


def _end_what_rests_on(certificate: Certificate, actor_id: int | None) -> None:
    """Titles and grades end with the post certificate they stand on."""
    rows = Certificate.objects.unscoped("what rests on a certificate").filter(
        rests_on=certificate, state__in=IN_FORCE
    )
    words = own_reasons.POST_ENDED
    for row in rows.select_related("organisation").order_by("pk"):
        revoke(row, reason_code=ReasonCode.POST_ENDED, reason=words, actor_id=actor_id)


_PAST = {
    "suspend": "suspended",
    "lift": "lifted",
    "revoke": "revoked",
    "void": "voided",
    "supersede": "superseded",
}
