"""Outbox jobs that need the scope of a login: dry run and entering of a table or of portraits."""

from collections.abc import Callable
from typing import NamedTuple

from portal.accounts.models import User
from portal.accounts.scoping import scope_of
from portal.jobs.registry import Claim, handler
from portal.people.choices import ImportState
from portal.people.importing import checking, committing, portrait_batch
from portal.people.importing.kinds import Bearer
from portal.people.models import ImportRun, roles_of

Step = Callable[[ImportRun, Bearer, Claim], None]


def bearer_of(user_id: int, kind: str = "") -> Bearer:
    """The login with the places where it may import tables of a kind today."""
    scope = scope_of(User.objects.get(pk=user_id))
    return Bearer(user_id, scope.paths(*roles_of(kind)))


def _check_table(run: ImportRun, bearer: Bearer, claim: Claim) -> None:
    judge = checking.check(run, bearer)
    with claim.finish():
        checking.finish(run, judge, bearer)


def _commit_table(run: ImportRun, bearer: Bearer, claim: Claim) -> None:
    with claim.finish():
        committing.commit(run, bearer)


def _check_portraits(run: ImportRun, bearer: Bearer, claim: Claim) -> None:
    is_read = portrait_batch.check(run, bearer)
    with claim.finish():
        portrait_batch.finish(run, is_read)


def _commit_portraits(run: ImportRun, bearer: Bearer, claim: Claim) -> None:
    kept = portrait_batch.prepare(run, bearer)
    with claim.finish():
        portrait_batch.commit(run, kept, bearer)


class Way(NamedTuple):
    """How runs of a kind are checked and committed, each ending the job."""

    check: Step
    commit: Step


TABLES = Way(_check_table, _commit_table)  # the engine serves every kind of table
WAYS = {portrait_batch.KIND: Way(_check_portraits, _commit_portraits)}


@handler("import.check")
def check(claim: Claim) -> None:
    """Payload: `run`, `number`, `actor` (ids). Reads and decides outside any transaction."""
    run = checking.waiting_run(claim.payload["run"], claim.payload["number"], ImportState.CHECKING)
    if run is None:
        with claim.finish():
            return
    WAYS.get(run.kind, TABLES).check(run, bearer_of(claim.payload["actor"], run.kind), claim)


@handler("import.commit")
def commit(claim: Claim) -> None:
    """Payload: `run`, `number`, `actor` (ids). Who was beaten by somebody else asks again."""
    run = checking.waiting_run(
        claim.payload["run"], claim.payload["number"], ImportState.COMMITTING
    )
    if run is None:
        with claim.finish():
            return
    bearer = bearer_of(claim.payload["actor"], run.kind)
    try:
        WAYS.get(run.kind, TABLES).commit(run, bearer, claim)
    except committing.BEATEN:
        run.refresh_from_db()
        with claim.finish():
            committing.send_back(run)
