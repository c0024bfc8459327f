"""The small city of the roster's tests."""

from tests.certificates.roster.conftest import clerk, hr, town

__all__ = ["clerk", "hr", "town"]
