"""A version of a certificate takes the place of the one before: same number, code, act and period.
The old one, file and print, is superseded from that moment; both stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from certificates import numbering, planning
from certificates.choices import (
    REASONS,
    CertificateKind,
    CertificateState,
    ReasonCode,
    VersionCause,
)
from certificates.lifecycle import REASON_LENGTH, MoveRefused, ReasonMissing
from certificates.models import Certificate, CertificateChange, CertificateVersion
from certificates.planning import Plan
from portal import clock
from portal.audit.recording import record
from portal.jobs.enqueueing import enqueue
from portal.notices.telling import tell
from portal.notices.wording import Wording

MINE = "/desk/certificates/mine/"
WHY = "a version that takes the place of another"


@dataclass(frozen=True)
class Act:
    """What is done: its name among the reasons, the cause of the version, what was done to the
    certificate, and what the holder is told."""

    name: str
    cause: VersionCause
    past: str
    said: Wording


@dataclass(frozen=True)
class Ground:
    """Why, and who: a reason in words with a code that fits the act; `seen` is the number of the
    version that was before the eyes of whoever decided, so that a second click brings nothing."""

    seen: int
    reason_code: str
    reason: str
    actor_id: int | None


def succeed(
    certificate: Certificate, act: Act, ground: Ground, named: Mapping[str, str]
) -> CertificateVersion:
    """Write the next version of an issued certificate whose period runs, with what happened, the
    job that prints it and word to the holder. `named` is what changes of the printed names.

    Raises MoveRefused, ReasonMissing.
    """
    words = ground.reason.strip()
    fits = ground.reason_code in REASONS[act.name]
    if not words or len(words) > REASON_LENGTH or not fits:
        raise ReasonMissing(_("Please choose a reason and say it in words."))
    with transaction.atomic():
        before = _hold(certificate, ground.seen)
        moment = clock.now()
        plan = planning.again(Plan(**before.plan), edition=before.n + 1, moment=moment, **named)
        CertificateVersion.objects.unscoped(WHY).filter(pk=before.pk).update(superseded_at=moment)
        version = _written(before, plan, act.cause, moment)
        _tell_of(version, act, ground, words)
    return version


def _hold(certificate: Certificate, seen: int) -> CertificateVersion:
    """The version in force; nobody withdraws or renews the certificate before the transaction
    ends."""
    rows = Certificate.objects.unscoped(WHY).filter(
        pk=certificate.pk, state=CertificateState.ISSUED
    )
    versions = CertificateVersion.objects.unscoped(WHY).filter(certificate=certificate)
    held = rows.update(state=CertificateState.ISSUED)
    current = versions.filter(superseded_at__isnull=True, n=seen).first() if held else None
    if current is None:
        raise MoveRefused(
            _("The certificate was changed in the meantime. Please look at it again.")
        )
    if current.valid_until < clock.today():
        raise MoveRefused(_("Its period is over: only a renewal brings a new version."))
    return current


def _written(
    before: CertificateVersion, plan: Plan, cause: VersionCause, moment: datetime
) -> CertificateVersion:
    return CertificateVersion.objects.create(
        certificate=before.certificate,
        n=before.n + 1,
        cause=cause,
        act=before.act,
        attempt_id=before.attempt_id,
        plan=plan.as_json(),
        decision=before.decision,
        valid_from=before.valid_from,
        valid_until=before.valid_until,
        template_version=plan.template,
        font_set=plan.font_set,
        recorded_at=moment,
    )


def _tell_of(version: CertificateVersion, act: Act, ground: Ground, words: str) -> None:
    certificate = version.certificate
    CertificateChange.objects.create(
        certificate=certificate,
        state=CertificateState.ISSUED,
        day=clock.today(),
        reason_code=ReasonCode(ground.reason_code),
        reason=words,
        version=version.n,
        recorded_at=clock.now(),
        actor_id=ground.actor_id,
    )
    record(
        f"certificate.{act.past}",
        certificate,
        actor_id=ground.actor_id,
        place=certificate.organisation.path,
        reason=words,
        data={"reason_code": ground.reason_code, "version": version.n},
    )
    enqueue("certificate.render", str(version.pk), {"version": version.pk})
    tell(
        act.said,
        key=str(version.pk),
        person_id=certificate.person_id,
        facts={
            "number": numbering.spaced_number(certificate.number),
            "title": CertificateKind(certificate.kind).label,
        },
        link=MINE,
    )
