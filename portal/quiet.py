"""Errors as they may be kept and logged: what kind, where in the code, never their own words.

The words of an error may carry somebody's name or number (PostgreSQL: "Failing row contains …";
Python: "invalid literal …: '1990…'"), and logs are read by people who may not know it.
"""

from traceback import format_tb
from typing import Any

from portal import masking


def told(error: BaseException) -> str:
    """The type of an error, and the constraint that a row broke, where a database says it."""
    cause = error.__cause__
    constraint = getattr(getattr(cause, "diag", None), "constraint_name", None)
    if constraint is None and type(cause).__module__ == "sqlite3":
        constraint = str(cause).partition("\n")[0]  # SQLite names columns, never values
    kind = type(error).__name__
    return f"{kind}: {constraint}" if constraint else kind


def traced(error: BaseException) -> str:
    """The lines of code an error came through."""
    return "".join(format_tb(error.__traceback__))


def without_words(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """A step of structlog: an exception is logged by `told` and `traced` only."""
    given = event.pop("exc_info", None)
    error = given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        event |= {"error": told(error), "trace": traced(error)}
    return event


def without_numbers(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """A step of structlog: an ID number in whatever is logged (an address that was not found, a
    library's message) is masked."""
    return {
        name: masking.within(value) if isinstance(value, str) else value
        for name, value in event.items()
    }
