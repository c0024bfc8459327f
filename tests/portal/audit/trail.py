"""Events of a Monday, and what an intruder does to them."""

from datetime import UTC, date, datetime

from django.db import connection, transaction

from portal.accounts.models import User
from portal.audit.models import AuditBody, AuditEvent
from portal.audit.recording import digest_of, record

MONDAY = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)


def events(count: int) -> list[AuditEvent]:
    user, _new = User.objects.get_or_create(username="clerk")
    with transaction.atomic():
        return [record("t.done", user, actor_id=None, data={"n": n}) for n in range(count)]


def an_event(pk: int) -> AuditEvent:
    """As `record` writes one, with the id that a slow transaction had drawn before others."""
    event = AuditEvent.objects.create(
        pk=pk, at=MONDAY, kind="t.done", subject=f"t:{pk}", digest=digest_of("salt", "", {})
    )
    AuditBody.objects.create(event=event, salt="salt")
    return event


def as_an_intruder(statement: str) -> None:
    """What somebody with the database in hand can do: switch the triggers off and write."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement)
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement)
        for _name, sql in triggers:
            cursor.execute(sql)
