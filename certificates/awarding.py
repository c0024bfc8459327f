"""Entering what a body decided about a title or grade, agreeing to what somebody else entered, and
withdrawing what has brought no certificate yet; the certificate follows from the outbox."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from certificates import issuing, programmes, titles
from certificates.choices import STANDING_ON, AwardState, CertificateKind
from certificates.models import Award, Certificate
from certificates.requirements import Decision
from portal import clock
from portal.audit.recording import record
from portal.policy.rules import rule

TWO = "cert.award_two_people"
PAST = {AwardState.AGREED: "agreed", AwardState.DECLINED: "declined"}


class Refused(ValueError):
    """This cannot be entered or agreed to; the message says why, `decision` what is missing."""

    def __init__(self, words: str, decision: Decision | None = None) -> None:
        super().__init__(words)
        self.decision = decision


@dataclass(frozen=True)
class Wanted:
    """What the document says; `rank` for a grade."""

    kind: str
    document_number: str
    decided_on: date
    deciding_body: str
    rank: int | None = None


def needs_two() -> bool:
    """Somebody else has to agree to what is entered today."""
    return bool(rule(TWO, on=clock.today()).number)


def enter(post: Certificate, wanted: Wanted, *, key: str, actor_id: int) -> Award:
    """Write down a decision about the holder of a post certificate; in force at once where the
    rule `cert.award_two_people` asks for no second person. `key` names the form: sent twice it is
    one award. Raises Refused."""
    mine = Award.objects.unscoped("sent twice").filter(key=key, entered_by_id=actor_id)
    if (before := mine.first()) is not None:
        return before
    award = _entered(post, wanted, key, actor_id)
    _refuse(award)
    try:
        with transaction.atomic():
            award.save(force_insert=True)
            _note("award.entered", award, actor_id)
            if award.state == AwardState.AGREED:
                issuing.ask_for_award(award)
    except IntegrityError:
        before = mine.first()
        if before is None:
            raise Refused(_("This document was entered for this person already.")) from None
        return before
    return award


def _entered(post: Certificate, wanted: Wanted, key: str, actor_id: int) -> Award:
    two, moment = needs_two(), clock.now()
    return Award(
        key=key,
        person_id=post.person_id,
        organisation_id=post.organisation_id,
        kind=wanted.kind,
        rank=wanted.rank,
        post=post,
        document_number=wanted.document_number,
        decided_on=wanted.decided_on,
        deciding_body=wanted.deciding_body,
        state=AwardState.ENTERED if two else AwardState.AGREED,
        two_people=two,
        entered_by_id=actor_id,
        entered_at=moment,
        decided_by_id=None if two else actor_id,
        decided_at=None if two else moment,
    )


def _refuse(award: Award) -> None:
    ranks = {level.rank for level in programmes.levels(clock.today())}
    graded = award.kind == CertificateKind.GRADE
    if award.kind not in STANDING_ON or (award.rank in ranks) is not graded:
        raise Refused(_("There is no such title or grade."))
    if award.decided_on > clock.today():
        raise Refused(_("The day of the decision is still to come."))
    _refuse_what_is_missing(award)


def _refuse_what_is_missing(award: Award) -> None:
    decision = judged(award)
    if not decision.granted:
        raise Refused(_("Something that is required is missing; see the list."), decision)


def judged(award: Award) -> Decision:
    """What is required for the title or grade of a decision, and what was found today."""
    return titles.decide(titles.facts_of(award.person_id, award.kind, clock.today(), award))


def may_agree(award: Award, user_id: int | None) -> bool:
    """Whoever entered what two people must agree to does not agree to it as well, and nobody to
    their own."""
    entered = award.two_people and award.entered_by_id == user_id
    return not entered and award.person.user_id != user_id


def agree(award: Award, *, actor_id: int) -> bool:
    """Let a decision be in force; False when it is already. Raises Refused."""
    if not may_agree(award, actor_id):
        raise Refused(_("You entered this, or it is about you: somebody else must agree to it."))
    if award.state == AwardState.ENTERED:
        _refuse_what_is_missing(award)
    return _decide(award, AwardState.AGREED, actor_id, "")


def decline(award: Award, *, actor_id: int, reason: str) -> bool:
    """Take an entry for wrong, with a reason; False when it is declined already. Raises
    Refused."""
    words = reason.strip()
    if not words:
        raise Refused(_("Please say in words why."))
    return _decide(award, AwardState.DECLINED, actor_id, words)


def withdraw(award: Award, *, actor_id: int, reason: str) -> bool:
    """Take a decision in force back before it has brought its certificate, with a reason; False
    when it is withdrawn already. One person does it: nothing comes of it. Raises Refused."""
    words = reason.strip()
    if not words:
        raise Refused(_("Please say in words why."))
    try:
        with transaction.atomic():
            moved = (
                _rows(award)
                .filter(state=AwardState.AGREED)
                .update(
                    state=AwardState.WITHDRAWN,
                    withdrawn_by_id=actor_id,
                    withdrawn_at=clock.now(),
                    reason=words,
                )
            )
            if moved:
                _note("award.withdrawn", award, actor_id, words)
    except IntegrityError:
        raise Refused(
            _("It has brought its certificate meanwhile. That one can be suspended or revoked.")
        ) from None
    award.refresh_from_db()
    return bool(moved) or _is(award, AwardState.WITHDRAWN)


def _rows(award: Award) -> QuerySet[Award]:
    return Award.objects.unscoped("decided by a person who was let in by scope").filter(pk=award.pk)


def _is(award: Award, target: AwardState) -> bool:
    """False when somebody did the same before. Raises Refused when it is in another state."""
    if award.state == target:
        return False
    raise Refused(
        _("The decision is “%(state)s” by now. Nothing was changed.")
        % {"state": award.get_state_display()}
    )


def _decide(award: Award, target: AwardState, actor_id: int, reason: str) -> bool:
    with transaction.atomic():
        moved = (
            _rows(award)
            .filter(state=AwardState.ENTERED)
            .update(state=target, decided_by_id=actor_id, decided_at=clock.now(), reason=reason)
        )
        award.refresh_from_db()
        if not moved:
            return _is(award, target)
        _note(f"award.{PAST[target]}", award, actor_id, reason)
        if target == AwardState.AGREED:
            issuing.ask_for_award(award)
    return True


def _note(kind: str, award: Award, actor_id: int, reason: str = "") -> None:
    told = {"kind": award.kind, "document": award.document_number, "rank": award.rank}
    record(kind, award, actor_id=actor_id, place=award.organisation.path, reason=reason, data=told)
