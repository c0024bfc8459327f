"""What takes two people (ASVS 2.3.5): one keeper proposes to let somebody past the gate, to enter a
past day, to mend or strike an entry; another one, with a say over the place, agrees."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from certificates.choices import ProposalState
from certificates.roster import appointing, correcting, ending, entering, proposed
from certificates.roster.appointing import GateClosed
from certificates.roster.choices import ProposalAct
from certificates.roster.correcting import Right
from certificates.roster.gate import Gate, decide_gate
from certificates.roster.models import Appointment, RosterProposal
from certificates.roster.refusing import Refused, Signed, refuse_empty
from certificates.roster.writing import End, Terms
from portal import clock
from portal.audit.recording import record
from portal.people.models import Person, Post
from portal.scope import Scope

# Who may be the second: not those who keep the roster of a single township.
SECONDS = ("admin", "city", "hr")
REASON_LENGTH = 500
WHY = "decided by a person who was let in by scope"


def propose_appointment(
    person: Person,
    post: Post,
    *,
    mode: str,
    starts: date,
    basis: str,
    reason: str,
    actor_id: int,
    term_ends: date | None = None,
    minority_member: bool | None = None,
    end: End | None = None,
) -> RosterProposal:
    """Propose an appointment that takes two: on a past day, with its `end` when that is past too,
    or past the gate. Raises Refused, and GateClosed when something is missing that nobody signs
    away."""
    stand = _stand(reason, actor_id)
    terms = Terms(basis, term_ends, minority_member)
    right = Right(mode, starts, terms, end)
    if end:
        entering.refuse_bad_entry(
            post, mode=mode, starts=starts, terms=terms, end=end, signed=stand
        )
        entering.refuse_afterlife(person, end)
    else:
        appointing.refuse_bad_terms(starts, terms, stand)
        appointing.refuse_long_term(post, mode, starts, terms)
    gate = decide_gate(person, post, mode, starts, until=right.until)
    _refuse_never(gate)
    if gate.granted and starts >= clock.today():
        raise Refused("", _("Everything needed is there: record the appointment, alone."))
    told = _of_right(right) | _of_gate(gate)
    row = RosterProposal(act=ProposalAct.APPOINT, person=person, post=post, terms=told)
    return _write(row, reason, actor_id)


def propose_end(
    appointment: Appointment, end: End, *, reason: str, actor_id: int
) -> RosterProposal:
    """Propose an end on a past day. Raises Refused."""
    ending.refuse_bad_end(appointment.starts, end, _stand(reason, actor_id))
    if end.day >= clock.today():
        raise Refused("day", _("This day is not past: record the end, alone."))
    return _of_row(ProposalAct.END, appointment, _of_end(end), reason, actor_id)


def propose_correction(
    appointment: Appointment, right: Right, *, reason: str, actor_id: int
) -> RosterProposal:
    """Propose how an entry should read. Raises Refused, and GateClosed when something is missing
    that nobody signs away."""
    stand = _stand(reason, actor_id)
    correcting.refuse_bad_correction(appointment, right, stand)
    gate = correcting.gate_of(appointment, right)
    _refuse_never(gate)
    told = _of_right(right) | _of_gate(gate)
    return _of_row(ProposalAct.CORRECT, appointment, told, reason, actor_id)


def propose_annulment(appointment: Appointment, *, reason: str, actor_id: int) -> RosterProposal:
    """Propose to strike an entry that was never right. Raises Refused."""
    _stand(reason, actor_id)
    if appointment.superseded_at is not None:
        raise Refused("", _("This entry has been corrected already. Please look at the new one."))
    return _of_row(ProposalAct.ANNUL, appointment, {}, reason, actor_id)


def _stand(reason: str, actor_id: int) -> Signed:
    """What is checked before a second person is there; the reason is long enough and short."""
    refuse_empty("reason", reason, _("Please enter the reason."))
    if len(reason) > REASON_LENGTH:
        raise Refused("reason", _("The reason is longer than 500 characters."))
    return Signed(actor_id, 0, reason.strip())


def _refuse_never(gate: Gate) -> None:
    """Raises GateClosed when something is missing that nobody signs away."""
    if not gate.may_be_overridden:
        raise GateClosed(gate)


def _of_gate(gate: Gate) -> dict[str, Any]:
    """What was missing when it was proposed: the two stand for that, and for nothing more."""
    return {"missing": sorted(found.id for found in gate.missing)}


def _of_right(right: Right) -> dict[str, Any]:
    terms = right.terms
    return {
        "mode": right.mode,
        "starts": right.starts.isoformat(),
        "basis": terms.basis.strip(),
        "term_ends": terms.term_ends.isoformat() if terms.term_ends else None,
        "minority_member": terms.minority_member,
        "end": _of_end(right.end) if right.end else None,
    }


def _of_end(end: End) -> dict[str, Any]:
    return {
        "day": end.day.isoformat(),
        "reason": end.reason,
        "deciding_body": end.deciding_body,
        "document_number": end.document_number,
        "note": end.note,
    }


def _of_row(
    act: ProposalAct, row: Appointment, terms: dict[str, Any], reason: str, actor_id: int
) -> RosterProposal:
    found = RosterProposal(act=act, person=row.person, post=row.post, appointment=row, terms=terms)
    return _write(found, reason, actor_id)


def _write(row: RosterProposal, reason: str, actor_id: int) -> RosterProposal:
    if row.person.user_id == actor_id:
        raise Refused("", _("This is about yourself: somebody else must enter it."))
    try:
        with transaction.atomic():
            row.organisation = row.post.organisation
            row.reason, row.state = reason.strip(), ProposalState.WAITING
            row.proposed_by_id, row.proposed_at = actor_id, clock.now()
            row.save(force_insert=True)
            _note("roster.proposed", row, actor_id, reason.strip())
    except IntegrityError:
        raise Refused(
            "", _("Something is proposed here already. Look at that proposal first.")
        ) from None
    return row


def is_own(proposal: RosterProposal, user_id: int | None) -> bool:
    """Whoever proposed it may take it back."""
    return proposal.proposed_by_id == user_id


def may_decide(proposal: RosterProposal, scope: Scope) -> bool:
    """Neither whoever proposed it nor whom it is about, but somebody with a say over the place."""
    return (
        not is_own(proposal, scope.user_id)
        and proposal.person_id != scope.person_id
        and scope.covers(proposal.organisation.path, *SECONDS)
    )


def waiting_for(scope: Scope) -> int:
    """How many proposals somebody may decide on."""
    rows = RosterProposal.objects.scoped(scope).filter(
        scope.below("organisation__path", *SECONDS), state=ProposalState.WAITING
    )
    others = rows.exclude(proposed_by_id=scope.user_id).exclude(person_id=scope.person_id or 0)
    return others.count()


def agree(proposal: RosterProposal, *, actor_id: int) -> bool:
    """Do what was proposed as the act of both; False when that is done already. The caller has
    asked `may_decide`. Raises Refused, and GateClosed when more is missing by now than when it was
    proposed: then the proposal waits on."""
    if is_own(proposal, actor_id) or proposal.person.user_id == actor_id:
        raise Refused("", _("You proposed this, or it is about you: somebody else must agree."))
    seen = frozenset(proposal.terms.get("missing", ()))
    signed = Signed(proposal.proposed_by_id, actor_id, proposal.reason, seen)
    with transaction.atomic():
        if not _decide("roster.agreed", proposal, ProposalState.AGREED, actor_id):
            return False
        _ACTS[ProposalAct(proposal.act)](proposal, signed, actor_id)
    return True


def decline(proposal: RosterProposal, *, actor_id: int, reason: str) -> bool:
    """Leave everything as it is, with a reason; False when that is done already. Raises Refused."""
    refuse_empty("reason", reason, _("Please say in words why."))
    if is_own(proposal, actor_id) or proposal.person.user_id == actor_id:
        raise Refused("", _("You proposed this, or it is about you: somebody else decides on it."))
    with transaction.atomic():
        return _decide(
            "roster.declined", proposal, ProposalState.DECLINED, actor_id, reason.strip()
        )


def take_back(proposal: RosterProposal, *, actor_id: int) -> bool:
    """Whoever proposed it thinks better of it; False when that is done already. Raises Refused."""
    if not is_own(proposal, actor_id):
        raise Refused("", _("Somebody else proposed this: decline it instead."))
    with transaction.atomic():
        return _decide("roster.taken_back", proposal, ProposalState.TAKEN_BACK, actor_id)


def _decide(
    kind: str, proposal: RosterProposal, target: ProposalState, actor_id: int, answer: str = ""
) -> bool:
    rows = RosterProposal.objects.unscoped(WHY)
    moved = rows.filter(pk=proposal.pk, state=ProposalState.WAITING).update(
        state=target, decided_by_id=actor_id, decided_at=clock.now(), answer=answer
    )
    state = rows.values_list("state", flat=True).get(pk=proposal.pk)
    if not moved and state == target:
        return False
    if not moved:
        raise Refused(
            "",
            _("The proposal is “%(state)s” by now. Nothing was changed.")
            % {"state": ProposalState(state).label},
        )
    _note(kind, proposal, actor_id, answer)
    return True


def _note(kind: str, proposal: RosterProposal, actor_id: int, reason: str) -> None:
    data = {"act": proposal.act, "person": proposal.person_id, "post": proposal.post_id}
    record(
        kind,
        proposal,
        actor_id=actor_id,
        place=proposal.organisation.path,
        reason=reason,
        data=data,
    )


def _appoint(proposal: RosterProposal, signed: Signed, actor_id: int) -> None:
    right = proposed.right_of(proposal)
    both: dict[str, Any] = {"actor_id": actor_id, "signed": signed}
    when: dict[str, Any] = {"mode": right.mode, "starts": right.starts}
    if right.end:
        entering.enter(
            proposal.person, proposal.post, **when, terms=right.terms, end=right.end, **both
        )
    else:
        appointing.appoint(proposal.person, proposal.post, **when, **asdict(right.terms), **both)


def _end(proposal: RosterProposal, signed: Signed, actor_id: int) -> None:
    end = proposed.end_of(proposal.terms)
    ending.end_appointment(
        proposed.entry_of(proposal),
        day=end.day,
        reason=end.reason,
        deciding_body=end.deciding_body,
        document_number=end.document_number,
        note=end.note,
        actor_id=actor_id,
        signed=signed,
    )


def _correct(proposal: RosterProposal, signed: Signed, actor_id: int) -> None:
    correcting.correct(
        proposed.entry_of(proposal), proposed.right_of(proposal), actor_id=actor_id, signed=signed
    )


def _annul(proposal: RosterProposal, signed: Signed, actor_id: int) -> None:
    correcting.annul(proposed.entry_of(proposal), actor_id=actor_id, signed=signed)


_ACTS = {
    ProposalAct.APPOINT: _appoint,
    ProposalAct.END: _end,
    ProposalAct.CORRECT: _correct,
    ProposalAct.ANNUL: _annul,
}
