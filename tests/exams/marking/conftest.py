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


@pytest.fixture(scope="module")
def waiting(lasting: None) -> int:
    """What one candidate wrote waits for its markers: the number of that exam."""
    with clock.at(exam_rows.MOMENT):
        made = exam()
        rows.handed_in(candidate(), made)
    return made.pk


@pytest.fixture(scope="module")
def marked(waiting: int) -> None:
    """Two have given everything that can be given for it."""
    of = Exam.objects.get(pk=waiting)
    with clock.at(exam_rows.MOMENT):
        for user in rows.markers(of, "甲", "乙"):
            rows.mark_all(of, user)


@pytest.fixture
def of(waiting: int) -> Exam:
    return Exam.objects.get(pk=waiting)
