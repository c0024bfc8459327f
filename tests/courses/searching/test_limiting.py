"""No search works longer than its seconds on PostgreSQL; what else goes wrong stays what it is."""

import pytest
from django.db import OperationalError, connection

from courses.searching.limiting import TooSlow, briefly

pytestmark = pytest.mark.django_db


def said() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'done'")
        return str(cursor.fetchone()[0])


def test_what_is_quick_is_answered() -> None:
    with briefly():
        assert said() == "done"
    assert said() == "done"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no such limit")
def test_a_statement_over_its_time_is_stopped_and_the_next_one_works() -> None:
    with pytest.raises(TooSlow), briefly(0.05), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(3)")
    assert said() == "done"


def test_another_failure_is_not_called_slow() -> None:
    with pytest.raises(OperationalError), briefly():
        raise OperationalError("the server closed the connection")


def test_a_database_without_such_a_limit_is_asked_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "vendor", "sqlite")
    with briefly():
        assert said() == "done"
