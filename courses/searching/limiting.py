"""No search works longer than three seconds, whatever was typed (threat T35)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction

SECONDS = 3
CANCELED = "57014"  # PostgreSQL: query_canceled


class TooSlow(RuntimeError):
    """The database was told to stop; a narrower question takes less."""


@contextmanager
def briefly(seconds: float = SECONDS) -> Iterator[None]:
    """Each statement inside may take so long on PostgreSQL; SQLite knows no such limit, and needs
    none: its searches are reads by the same index. Raises TooSlow."""
    if connection.vendor != "postgresql":
        yield
        return
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT set_config('statement_timeout', %s, true)", [f"{seconds * 1000:.0f}"]
                )
            yield
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout TO DEFAULT")
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) == CANCELED:
            raise TooSlow from error
        raise
