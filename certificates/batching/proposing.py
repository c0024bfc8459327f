"""Asking for a batch: the people in it are written down before anybody decides; sent twice it is
one batch."""

from collections.abc import Sequence
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.batching import stepping
from certificates.batching.choices import BatchState
from certificates.batching.listing import Candidate, candidates
from certificates.batching.models import Batch, BatchMember
from certificates.choices import RequirementKind
from portal import clock
from portal.audit.recording import record
from portal.people.models import Organisation
from portal.policy.rules import rule
from portal.scope import Scope

TWO = "cert.batch_two_people"
AT_ONCE = 500
# What a human can put right in the records; whoever lacks anything else has more to do.
IN_THE_RECORDS = {RequirementKind.NAME, RequirementKind.AGE, RequirementKind.RECORD}


class Refused(ValueError):
    """The batch cannot be asked for like this; the message says what to do."""


def needs_two() -> bool:
    """Somebody else has to agree to a batch that is proposed today."""
    return bool(rule(TWO, on=clock.today()).number)


def is_ready(one: Candidate) -> bool:
    return one.decision.granted


def will_be_held(one: Candidate) -> bool:
    """All is done, and a record stands in the way: in the batch, so that it is not forgotten."""
    return (
        not one.decision.granted and {item.kind for item in one.decision.missing} <= IN_THE_RECORDS
    )


def members_of(found: Sequence[Candidate]) -> list[Candidate]:
    return [one for one in found if is_ready(one) or will_be_held(one)]


def name_of(members: Sequence[Candidate]) -> str:
    """A name of a list as it was shown: whom, on which pass, and who would be held (hex)."""
    shown = sorted((one.person.pk, one.attempt_id, is_ready(one)) for one in members)
    return sha256(repr(shown).encode()).hexdigest()


def propose(
    scope: Scope, place: Organisation, words: str, *, key: str, seen: str, reason: str
) -> Batch:
    """Write down who is to be certified at or below the place; at work at once where the rule
    `cert.batch_two_people` asks for no second person. `key` names the form; `seen` is the name
    (`name_of`) of the list it showed, `words` part of a name. Raises Refused."""
    before = Batch.objects.unscoped("sent twice").filter(key=key, proposed_by=scope.user_id)
    if (batch := before.first()) is not None:
        return batch
    members = members_of(candidates(scope, place, words))
    _refuse(members, seen)
    try:
        with transaction.atomic():
            return _write(scope, place, members, key, reason.strip())
    except IntegrityError:
        batch = before.first()
        if batch is None:
            raise
        return batch


def _refuse(members: Sequence[Candidate], seen: str) -> None:
    if not any(map(is_ready, members)):
        raise Refused(_("Nobody here can be certified today. Choose another place, or look below."))
    if name_of(members) != seen:
        raise Refused(
            ngettext(
                "The list has changed since you opened it: it has %(number)s person now. Please "
                "look at it again, then send it.",
                "The list has changed since you opened it: it has %(number)s people now. Please "
                "look at it again, then send it.",
                len(members),
            )
            % {"number": len(members)}
        )


def _write(
    scope: Scope, place: Organisation, members: Sequence[Candidate], key: str, reason: str
) -> Batch:
    if scope.user_id is None:
        raise PermissionError("nobody proposes a batch")
    moment = clock.now()
    two = rule(TWO, on=clock.today())
    alone = not two.number
    batch = Batch.objects.create(
        key=key,
        organisation=place,
        state=BatchState.RUNNING if alone else BatchState.PROPOSED,
        reason=reason,
        total=len(members),
        two_people=not alone,
        proposed_by_id=scope.user_id,
        proposed_at=moment,
        decided_by_id=scope.user_id if alone else None,
        decided_at=moment if alone else None,
    )
    rows = (
        BatchMember(batch=batch, person=one.person, attempt_id=one.attempt_id) for one in members
    )
    BatchMember.objects.unscoped("the people of a batch").bulk_create(rows, batch_size=AT_ONCE)
    data = {"people": len(members), "rule": {two.key: two.version}}
    record(
        "batch.started" if alone else "batch.proposed",
        batch,
        actor_id=scope.user_id,
        place=place.path,
        reason=reason,
        data=data,
    )
    if alone:
        stepping.ask(batch.pk, batch.turn)
    return batch
