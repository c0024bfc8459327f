"""On PostgreSQL the site's own role reads and writes rows, and can only add to what is
append-only."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction

from portal import app_role
from portal.accounts.models import User
from portal.audit.checks import the_site_only_adds
from portal.audit.models import AuditEvent
from portal.audit.recording import record

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no roles"),
]
ROLE = "hezhong_tried"


@pytest.fixture(scope="module")
def granted(lasting: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
    app_role.grant(connection, ROLE)


@pytest.fixture
def site(granted: None) -> Iterator[None]:
    """Everything said meanwhile is said by the site's role."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        yield
        cursor.execute("RESET ROLE")


@contextmanager
def refused() -> Iterator[None]:
    words = r"permission denied|must be owner"
    with pytest.raises(ProgrammingError, match=words), transaction.atomic():
        yield


def test_ordinary_work_goes(site: None) -> None:
    user = User.objects.create(username="clerk")
    User.objects.filter(pk=user.pk).update(display_name="吴敏")
    record("t.done", user, actor_id=user.pk)
    assert AuditEvent.objects.filter(kind="t.done").count() == 1
    User.objects.create(username="nobody").delete()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET kind = 'x'",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditseal CASCADE",
        "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
        "DROP TABLE audit_auditday",
        "UPDATE exams_answerevent SET sequence = 9",
        "DELETE FROM certificates_certificate",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('x', 'y', now())",
        "CREATE TABLE public.mine (n int)",
        "SET session_replication_role = replica",
    ],
)
def test_the_site_cannot_rewrite_history(site: None, statement: str) -> None:
    with refused(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_doctor_tells_a_bound_role_from_an_owner(granted: None, settings: object) -> None:
    settings.OWNER_APART = True  # type: ignore[attr-defined]
    assert not the_site_only_adds().ok
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        assert the_site_only_adds().ok
        cursor.execute("RESET ROLE")


def test_the_command_may_be_said_again_and_refuses_who_cannot_be_the_site(granted: None) -> None:
    said = StringIO()
    call_command("grant_app_role", ROLE, stdout=said)
    assert f"{ROLE} may use" in said.getvalue()
    with pytest.raises(CommandError, match="CREATE ROLE nobody_yet LOGIN"):
        call_command("grant_app_role", "nobody_yet")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (owner,) = cursor.fetchone()
    with pytest.raises(CommandError, match="take another role"):
        call_command("grant_app_role", owner)
