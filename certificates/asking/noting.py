"""The only writer of questions to the register: one insert each, and the end of old ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import structlog
from django.db import DatabaseError, InterfaceError, connection

from certificates.asking.models import Asked
from portal import clock
from portal.policy.rules import rule
from portal.prepared import planned

log = structlog.get_logger("hezhong.certificates")

COLUMNS = "query, day, verdict, way, network, certificate_id, key_id"
ROW = "(%s, %s, %s, %s, %s, %s, %s)"
AT_ONCE = 100  # rows of one statement


@dataclass(frozen=True)
class Note:
    """A question as it is kept; `certificate_id` None when nothing was found."""

    query: str
    day: date
    verdict: str
    way: str
    network: str
    certificate_id: int | None
    key_id: int | None = None


def note(notes: Sequence[Note]) -> None:
    """Keep the questions. The register has answered by then: when they cannot be kept, the log
    says so, and the answer is given all the same."""
    try:
        for at in range(0, len(notes), AT_ONCE):
            keep(notes[at : at + AT_ONCE])
    except (DatabaseError, InterfaceError) as error:
        log.error("questions are not kept", error=type(error).__name__, count=len(notes))


def keep(notes: Sequence[Note]) -> None:
    """Keep some questions by one insert, or raise DatabaseError. In plain words: Django takes
    longer to write an insert than the database to do it."""
    values = [value for one in notes for value in row_of(one)]
    rows = ", ".join([ROW] * len(notes))
    planned(f"INSERT INTO asking_asked ({COLUMNS}) VALUES {rows}", values)  # noqa: S608


def row_of(one: Note) -> tuple[str | int | date | None, ...]:
    """The values of `COLUMNS` for a question."""
    day: str | date | None = connection.ops.adapt_datefield_value(one.day)
    return (one.query, day, one.verdict, one.way, one.network, one.certificate_id, one.key_id)


def forget_old() -> int:
    """Delete what is older than the rule `verify.questions_keep_days`; how many."""
    today = clock.today()
    days = rule("verify.questions_keep_days", on=today).number
    rows = Asked.objects.unscoped("retention")
    return rows.filter(day__lt=today - timedelta(days=days)).delete()[0]
