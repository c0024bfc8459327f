"""What people do to a batch: agree or not, pause, resume, stop; pressed twice is once done."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from certificates.batching import stepping
from certificates.batching.choices import DECISIONS, MOVES, BatchState
from certificates.batching.models import Batch, BatchMember
from portal import clock
from portal.audit.recording import record
from portal.scope import Scope

PAST = {
    "approve": "approved",
    "decline": "declined",
    "pause": "paused",
    "resume": "resumed",
    "stop": "stopped",
}
ENDS = (BatchState.DECLINED, BatchState.STOPPED)


class Refused(ValueError):
    """This cannot be done to the batch by this person now; the message says what to do."""


def acts_for(batch: Batch, scope: Scope) -> tuple[str, ...]:
    """What this person can do to the batch as it is."""
    return tuple(
        act
        for act, (sources, _target) in MOVES.items()
        if batch.state in sources and not (act == "approve" and is_own(batch, scope))
    )


def is_own(batch: Batch, scope: Scope) -> bool:
    """Whoever proposed a batch that two people must agree to, or is certified by it, does not agree
    to it as well."""
    return batch.two_people and (batch.proposed_by_id == scope.user_id or _is_in(batch, scope))


def _is_in(batch: Batch, scope: Scope) -> bool:
    members = BatchMember.objects.unscoped("whoever agrees is none of them")
    return members.filter(batch=batch, person_id=scope.person_id or 0).exists()


def move(act: str, batch: Batch, scope: Scope, *, reason: str = "") -> bool:
    """One of the acts of `MOVES`; False when the batch has come there already. Raises Refused."""
    sources, target = MOVES[act]
    if act == "approve" and is_own(batch, scope):
        raise Refused(_("You proposed this batch, or are in it: somebody else must agree to it."))
    moment = clock.now()
    changes: dict[str, object] = {"state": target, "turn": F("turn") + 1}
    if act in DECISIONS:
        changes |= {
            "decided_by_id": scope.user_id,
            "decided_at": moment,
            "decision_reason": reason.strip(),
        }
    if target in ENDS:
        changes["ended_at"] = moment
    with transaction.atomic():
        rows = Batch.objects.unscoped("moved by a person who was let in by scope")
        if not rows.filter(pk=batch.pk, state__in=sources).update(**changes):
            batch.refresh_from_db()
            if batch.state == target:
                return False
            raise Refused(
                _("The batch is “%(state)s” by now. Nothing was changed.")
                % {"state": batch.get_state_display()}
            )
        batch.refresh_from_db()
        record(
            f"batch.{PAST[act]}",
            batch,
            actor_id=scope.user_id,
            place=batch.organisation.path,
            reason=reason.strip(),
            data={"left": stepping.waiting_in(batch.pk).count()},
        )
        if target == BatchState.RUNNING:
            stepping.ask(batch.pk, batch.turn)
    return True
