"""A small law library, and one login for each part in the three reviews."""

import pytest

from portal.accounts.choices import Role
from portal.accounts.models import User
from tests.courses import rows
from tests.courses.editing import desks


@pytest.fixture
def library() -> None:
    rows.library()


@pytest.fixture
def people() -> dict[str, User]:
    return {
        "author": desks.login("author"),
        "judge": desks.login("judge"),
        "second": desks.login("second", Role.COMMITTEE),
        "final": desks.login("final", Role.COMMITTEE),
        "city": desks.login("city", Role.CITY),
        "clerk": desks.login("clerk", Role.CLERK),
    }
