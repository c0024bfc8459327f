"""The figures that a chief examiner and the office read."""

import pytest

from exams.marking import claiming, overseeing
from exams.marking.overseeing import OfQuestion
from tests.exams.marking import rows
from tests.exams.written_rows import candidate, exam


@pytest.mark.parametrize(
    ("scripts", "settled", "decided", "told"),
    [
        (3, 3, 1, (100, 67)),
        (3, 2, 0, (67, 100)),
        (200, 199, 1, (99, 99)),
        (300, 1, 1, (1, 0)),
        (8, 1, 0, (13, 100)),
        (2, 0, 0, (0, None)),
    ],
)
def test_percents_are_rounded_and_all_is_said_of_all_only(
    scripts: int, settled: int, decided: int, told: tuple[int, int | None]
) -> None:
    one = OfQuestion(1, "q", scripts, 0, 0, settled, decided)
    assert (one.share, one.agreement) == told


@pytest.mark.django_db
def test_who_decides_is_not_counted_among_those_who_differed() -> None:
    of = exam()
    rows.handed_in(candidate(), of)
    first, second, chief = rows.markers(of, "甲", "乙", "丙", chief="丙")
    one, other = (claiming.take_next(of.pk, user.pk) for user in (first, second))
    assert one is not None
    assert other is not None
    rows.give(one, rows.full(one.script))
    script = rows.give(other, rows.none(other.script))
    rows.give(claiming.take_apart(script, chief.pk), rows.full(script))
    told = {one.marker.user_id: (one.marked, one.apart) for one in overseeing.by_marker(of.pk)}
    assert told == {chief.pk: (1, 0), first.pk: (1, 1), second.pk: (1, 1)}
