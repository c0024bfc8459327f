"""Ending a certificate for good by two people (ASVS 2.3.5): one proposes to revoke it or to declare
it void, another one agrees; only then something is done. Suspending is one person's act, and
protects the public meanwhile."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from certificates import lifecycle
from certificates.choices import (
    FOR_GOOD,
    MOVES,
    REASONS,
    CertificateState,
    ProposalState,
    ReasonCode,
)
from certificates.lifecycle import REASON_LENGTH, MoveRefused, ReasonMissing
from certificates.models import Certificate, EndProposal
from portal import clock
from portal.audit.recording import record
from portal.policy.rules import rule

TWO = "cert.end_two_people"


def needs_two(act: str) -> bool:
    """Somebody else has to agree to this act today."""
    return act in FOR_GOOD and bool(rule(TWO, on=clock.today()).number)


def propose(
    certificate: Certificate,
    act: str,
    *,
    reason_code: str,
    reason: str,
    actor_id: int,
    suspend: bool = False,
) -> EndProposal:
    """Write down that somebody wants to revoke or void a certificate; with `suspend` it is
    suspended at once, in the same transaction. Raises MoveRefused, ReasonMissing."""
    words = _fitting(act, reason_code, reason)
    try:
        with transaction.atomic():
            _hold(certificate, act)
            found = EndProposal.objects.create(
                certificate=certificate,
                act=act,
                reason_code=reason_code,
                reason=words,
                state=ProposalState.WAITING,
                proposed_by_id=actor_id,
                proposed_at=clock.now(),
            )
            _note("certificate.end_proposed", found, actor_id, words)
            if suspend and act == "revoke" and certificate.state == CertificateState.ISSUED:
                inquiry = ReasonCode.UNDER_INQUIRY
                lifecycle.suspend(certificate, reason_code=inquiry, reason=words, actor_id=actor_id)
    except IntegrityError:
        raise MoveRefused(
            _("An end of this certificate is proposed already. Look at that proposal first.")
        ) from None
    return found


def _fitting(act: str, reason_code: str, reason: str) -> str:
    words = reason.strip()
    if not words or len(words) > REASON_LENGTH or reason_code not in REASONS[act]:
        raise ReasonMissing(_("Please choose a reason and say it in words."))
    return words


def _hold(certificate: Certificate, act: str) -> None:
    """Nobody moves the certificate before the transaction ends. Raises MoveRefused when the act
    cannot be done any more."""
    rows = Certificate.objects.unscoped("an end is proposed").filter(
        pk=certificate.pk, state__in=MOVES[act][0]
    )
    if not rows.update(state=F("state")):
        raise MoveRefused(
            _("The certificate was changed in the meantime. Please look at it again.")
        )
    certificate.refresh_from_db(fields=["state"])


def is_own(proposal: EndProposal, user_id: int | None) -> bool:
    """Whoever proposed it may take it back."""
    return proposal.proposed_by_id == user_id


def may_decide(proposal: EndProposal, user_id: int | None) -> bool:
    """Neither whoever proposed it nor the holder agrees to it or declines it."""
    return not is_own(proposal, user_id) and proposal.certificate.person.user_id != user_id


def agree(proposal: EndProposal, *, actor_id: int) -> bool:
    """Do what was proposed, as the act of both; False when that is done already. Raises
    MoveRefused: also when the certificate has moved on."""
    if not may_decide(proposal, actor_id):
        raise MoveRefused(
            _("You proposed this, or it is about you: somebody else must agree to it.")
        )
    with transaction.atomic():
        if not _decide("certificate.end_agreed", proposal, ProposalState.AGREED, actor_id):
            return False
        lifecycle.ACTS[proposal.act](
            proposal.certificate,
            reason_code=proposal.reason_code,
            reason=proposal.reason,
            actor_id=actor_id,
        )
    return True


def decline(proposal: EndProposal, *, actor_id: int, reason: str) -> bool:
    """Leave the certificate as it is, with a reason; a suspension stays until it is lifted. False
    when it is declined already. Raises MoveRefused, ReasonMissing."""
    if not 0 < len(reason.strip()) <= REASON_LENGTH:
        raise ReasonMissing(_("Please say in words why."))
    if not may_decide(proposal, actor_id):
        raise MoveRefused(_("You proposed this, or it is about you: somebody else decides on it."))
    with transaction.atomic():
        return _decide(
            "certificate.end_declined", proposal, ProposalState.DECLINED, actor_id, reason.strip()
        )


def take_back(proposal: EndProposal, *, actor_id: int) -> bool:
    """Whoever proposed it thinks better of it; False when that is done already. Raises
    MoveRefused."""
    if not is_own(proposal, actor_id):
        raise MoveRefused(_("Somebody else proposed this: decline it instead."))
    with transaction.atomic():
        return _decide("certificate.end_taken_back", proposal, ProposalState.TAKEN_BACK, actor_id)


def _decide(
    kind: str, proposal: EndProposal, target: ProposalState, actor_id: int, answer: str = ""
) -> bool:
    """In the caller's transaction."""
    rows = EndProposal.objects.unscoped("decided by a person who was let in by scope")
    moved = rows.filter(pk=proposal.pk, state=ProposalState.WAITING).update(
        state=target, decided_by_id=actor_id, decided_at=clock.now(), answer=answer
    )
    state = rows.values_list("state", flat=True).get(pk=proposal.pk)
    if not moved and state == target:
        return False
    if not moved:
        raise MoveRefused(
            _("The proposal is “%(state)s” by now. Nothing was changed.")
            % {"state": ProposalState(state).label}
        )
    _note(kind, proposal, actor_id, answer)
    return True


def _note(kind: str, proposal: EndProposal, actor_id: int, reason: str) -> None:
    record(
        kind,
        proposal.certificate,
        actor_id=actor_id,
        place=proposal.certificate.organisation.path,
        reason=reason,
        data={"act": proposal.act, "proposal": proposal.pk, "reason_code": proposal.reason_code},
    )
