"""A case is graded question by question, and waits where somebody wrote."""

from decimal import Decimal

import pytest

from exams.grading import Asked, Marked, mark
from exams.models import ItemVersion
from exams.parting import parts_of
from tests.exams.written_rows import RIGHT_CASE, exam

pytestmark = pytest.mark.django_db


def case(*answer: str, points: str = "10") -> Asked:
    version = ItemVersion.objects.select_related("item", "answer_key").get(item__ref="case-1")
    parts = parts_of(version, version.answer_key.parts, Decimal(points), answer)
    return Asked(6, "case_analysis", Decimal(points), "", (), answer, parts=parts)


@pytest.mark.parametrize(
    ("answer", "points", "waits"),
    [
        (RIGHT_CASE, "6", True),
        (["", *RIGHT_CASE[1:]], "6", False),
        (["由饲养人承担。"], "0", True),
        (["", "C", "A", "1245", ""], "2", False),
        ([], "0", False),
    ],
)
def test_keys_bring_their_shares_and_what_was_written_waits(
    answer: list[str], points: str, *, waits: bool
) -> None:
    exam()
    assert mark(case(*answer)) == Marked(6, Decimal(points), full=False, waits=waits)


def test_a_paper_that_gives_half_the_points_gives_half_of_each() -> None:
    exam()
    assert [part.points for part in case(points="5").parts] == [2, 1, 1, 1]
    assert mark(case(*RIGHT_CASE, points="5")).points == Decimal(3)
