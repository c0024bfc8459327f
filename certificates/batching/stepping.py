"""Working through a batch, a few people in each transaction."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.db.models import F, QuerySet

from certificates import eligibility, issuing, requirements, resting
from certificates.batching.choices import BatchState, MemberState
from certificates.batching.models import Batch, BatchMember
from certificates.models import Certificate
from certificates.numbering import SerialsUsedUp
from certificates.writing import Overtaken
from portal import clock
from portal.audit.recording import record
from portal.jobs.enqueueing import enqueue

STEP = 10  # people in one transaction: the counter of numbers is held for a fraction of a second
KIND = "certificate.batch"
WHY = "working through a batch"


@dataclass(frozen=True)
class _Outcome:
    state: MemberState
    certificate: Certificate | None = None
    decision: dict[str, Any] | None = None


def job_key(batch_id: int, turn: int) -> str:
    return f"{batch_id}:{turn}"


def ask(batch_id: int, turn: int) -> None:
    """Let a worker take the next step; in the caller's transaction."""
    enqueue(KIND, job_key(batch_id, turn), {"batch": batch_id, "turn": turn})


def waiting_in(batch_id: int) -> "QuerySet[BatchMember]":
    rows = BatchMember.objects.unscoped(WHY)
    return rows.filter(batch_id=batch_id, state=MemberState.WAITING)


def step(batch_id: int, turn: int) -> int:
    """Settle the next people and ask for the step after this one; how many were settled. Does
    nothing when the batch rests, or when this is not its turn: the row is held meanwhile, so a
    pause waits for the step and the next one sees it. Must run in a transaction."""
    rows = Batch.objects.unscoped(WHY).filter(pk=batch_id)
    mine = rows.filter(state=BatchState.RUNNING, turn=turn)
    if not mine.update(turn=F("turn") + 1):
        return 0
    batch = rows.select_related("organisation").get()
    some = list(waiting_in(batch_id).select_related("person").order_by("pk")[:STEP])
    if not some:
        _finish(batch)
        return 0
    resting.hold([member.attempt_id for member in some])
    outcomes = [_settle(member) for member in some]
    issued = [one.certificate.pk for one in outcomes if one.certificate and _is_ours(one)]
    data = {"certificates": issued, "others": len(outcomes) - len(issued)}
    record("batch.stepped", batch, actor_id=None, place=batch.organisation.path, data=data)
    ask(batch_id, batch.turn)
    return len(some)


def _is_ours(outcome: _Outcome) -> bool:
    return outcome.state == MemberState.ISSUED


def _settle(member: BatchMember) -> _Outcome:
    outcome = _try(member)
    settled = waiting_in(member.batch_id).filter(pk=member.pk)
    settled.update(
        state=outcome.state,
        certificate=outcome.certificate,
        decision=outcome.decision,
        settled_at=clock.now(),
    )
    return outcome


def _try(member: BatchMember) -> _Outcome:
    """One certificate for a pass, as ever; what stands in the way is kept with its evidence."""
    try:
        came = issuing.issue_if_eligible(member.person_id, member.attempt_id)
    except (SerialsUsedUp, IntegrityError, Overtaken) as error:
        return _Outcome(MemberState.HELD, decision={"fault": type(error).__name__})
    if came.certificate is None:
        facts = eligibility.facts_of(member.person_id, clock.today(), member.attempt_id)
        missing = came.decision or eligibility.decide(facts)
        return _Outcome(MemberState.HELD, decision=requirements.kept(facts, missing))
    if came.decision is None:
        return _Outcome(MemberState.OVERTAKEN, certificate=came.certificate)
    return _Outcome(MemberState.ISSUED, certificate=came.certificate)


def _finish(batch: Batch) -> None:
    Batch.objects.unscoped(WHY).filter(pk=batch.pk).update(
        state=BatchState.DONE, ended_at=clock.now()
    )
    members = BatchMember.objects.unscoped(WHY).filter(batch=batch)
    counts = {state.value: members.filter(state=state).count() for state in MemberState}
    record("batch.finished", batch, actor_id=None, place=batch.organisation.path, data=counts)
