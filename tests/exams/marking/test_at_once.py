"""Markers who ask at the same moment, on real connections."""

from collections import Counter
from collections.abc import Iterator

import pytest

from exams.marking import claiming
from exams.marking.models import Marking, Script
from exams.models import Exam
from portal import clock
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.test_parallel import at_once
from tests.exams.written_rows import candidate, exam

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def of() -> Iterator[Exam]:
    with clock.at(exam_rows.MOMENT):
        made = exam()
        for name in ("赵一", "钱二", "孙三"):
            rows.handed_in(candidate(name), made)
        yield made


def test_eight_markers_at_once_get_turns_of_their_own(of: Exam) -> None:
    users = rows.markers(of, *"甲乙丙丁戊己庚辛")
    found = at_once(8, lambda n: claiming.take_next(of.pk, users[n].pk))
    turns = Counter((one.script_id, one.turn) for one in found if one)
    assert set(turns.values()) == {1}
    assert len(turns) == 8
    assert Marking.every.count() == 8


def test_of_two_chief_examiners_at_once_one_has_the_answer_and_the_other_is_told(of: Exam) -> None:
    first, second, *chiefs = rows.markers(of, *"甲乙丙丁")
    one, other = (claiming.take_next(of.pk, user.pk) for user in (first, second))
    assert one is not None
    assert other is not None
    rows.give(one, rows.full(one.script))
    rows.give(other, rows.none(other.script))
    script = Script.every.get(pk=one.script_id)

    def take(n: int) -> str:
        try:
            return f"turn {claiming.take_apart(script, chiefs[n].pk).turn}"
        except claiming.Taken:
            return "taken"

    assert sorted(at_once(2, take)) == ["taken", "turn 3"]
