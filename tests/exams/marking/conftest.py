"""The afternoon of an exam, and an exam with a paper to be marked."""

from collections.abc import Iterator

import pytest

from exams.models import Exam
from portal import clock
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.written_rows import candidate, exam


@pytest.fixture
def afternoon() -> Iterator[None]:
    with clock.at(exam_rows.MOMENT):
        yield


@pytest.fixture
def of() -> Exam:
    """What one candidate wrote waits for its markers."""
    made = exam()
    rows.handed_in(candidate(), made)
    return made
