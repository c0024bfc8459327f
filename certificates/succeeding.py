"""A version of a certificate takes the place of the one before: same number, code, act and period.
The old one, file and print, is superseded from that moment; both stay."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from certificates import planning, writing
from certificates.choices import REASONS, ReasonCode, VersionCause
from certificates.lifecycle import REASON_LENGTH, MoveRefused, ReasonMissing
from certificates.models import Certificate, CertificateVersion
from certificates.planning import Plan
from certificates.writing import Happening
from portal import clock
from portal.notices.wording import Wording

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
        why = Happening(
            before.act,
            act.cause,
            ReasonCode(ground.reason_code),
            act.past,
            act.said,
            words,
            ground.actor_id,
            {"reason_code": ground.reason_code},
        )
        return writing.add_version(before.certificate, plan, before.decision, why, moment)


def _hold(certificate: Certificate, seen: int) -> CertificateVersion:
    """The version in force; nobody withdraws or renews the certificate before the transaction
    ends."""
    held = writing.hold(certificate)
    versions = CertificateVersion.objects.unscoped(WHY).filter(certificate=certificate)
    current = versions.filter(superseded_at__isnull=True, n=seen).first() if held else None
    if current is None:
        raise MoveRefused(
            _("The certificate was changed in the meantime. Please look at it again.")
        )
    if current.valid_until < clock.today():
        raise MoveRefused(_("Its period is over: only a renewal brings a new version."))
    return current
