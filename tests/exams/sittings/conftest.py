"""What all tests of sittings need."""

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _no_sheets_of_other_tests(settings: Settings, tmp_path: Path) -> None:
    """Sheets lie in folders named by sittings, whose numbers begin anew in each test."""
    settings.FILES_ROOT = tmp_path
