"""What all tests of sittings need."""

from pathlib import Path

import pytest
from pytest_django import Settings

from portal import clock
from tests.exams import rows
from tests.exams.sittings.test_arranging import ready_people


@pytest.fixture(scope="module")
def known_people(lasting: None) -> None:
    with clock.at(rows.MOMENT):
        ready_people("赵一", "钱二")


@pytest.fixture(autouse=True)
def _no_sheets_of_other_tests(settings: Settings, tmp_path: Path) -> None:
    """Sheets lie in folders named by sittings, whose numbers begin anew in each test."""
    settings.FILES_ROOT = tmp_path
