"""What marking points bring on a paper, and what is said of it."""

from decimal import Decimal

import pytest

from exams import attempts, bank, composing
from exams.bank import Label
from exams.choices import ExamKind, ItemState
from exams.marking import claiming, scheming
from exams.marking.collecting import COLLECT
from exams.marking.forms import MarkForm
from exams.marking.giving import MarkRefused
from exams.marking.models import Script
from exams.models import Exam, Mark, PaperQuestion
from exams.wording import MarkingPoint, Wording
from portal.jobs.working import work_all
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.written_rows import candidate

pytestmark = pytest.mark.django_db
THREE = tuple(MarkingPoint(words, Decimal(1)) for words in ("受理", "调查", "回访"))
MORE = tuple(MarkingPoint(words, Decimal(2)) for words in ("受理", "调查", "回访"))


def sat(points: tuple[MarkingPoint, ...]) -> Exam:
    """A paper with a written question of ten points, whose author weighed it with three."""
    exam_rows.fill(for_exams=10)
    asked = Wording("open", "调解有哪些步骤？", answer="略", marking=points, marks=Decimal(3))
    label = Label("property")
    bank.add_item("three", asked, label=label, state=ItemState.LIVE, actor_id=None)
    lines = [
        {"subject": "property", "kind": kind, "count": 1, "points": 10}
        for kind in ("single", "open")
    ]
    of = composing.compose(ExamKind.QUALIFYING, "上岗考试", {"rows": lines}, actor_id=None)
    who = candidate()
    attempt = attempts.start(who.pk, of, actor_id=who.user_id)
    place = PaperQuestion.every.get(attempt=attempt, version__item__ref="three").position
    attempts.save(attempt.pk, question=place, sequence=1, value=["受理、调查、回访。"])
    attempts.submit(attempt.pk, actor_id=who.user_id)
    work_all(COLLECT)
    return of


def test_points_that_weigh_the_same_come_together_to_the_whole() -> None:
    of = sat(THREE)
    (task,) = scheming.sheet_of(Script.every.get()).tasks
    assert task.fields == (Decimal("3.34"), Decimal("3.33"), Decimal("3.33"))
    for user in rows.markers(of, "甲", "乙"):
        rows.mark_all(of, user)
    assert Script.every.get().points == Decimal(10)
    mark = Mark.every.get(pk=Script.every.get().pk)
    assert (mark.points, mark.full) == (Decimal(10), True)


def test_where_more_can_be_said_than_is_needed_each_point_keeps_its_weight() -> None:
    sat(MORE)
    (task,) = scheming.sheet_of(Script.every.get()).tasks
    assert task.fields == (Decimal("6.67"),) * 3


def test_ten_points_are_written_as_ten() -> None:
    of = sat((MarkingPoint("受理、调查、回访", Decimal(3)),))
    (first,) = rows.markers(of, "甲")
    marking = claiming.take_next(of.pk, first.pk)
    assert marking is not None
    with pytest.raises(MarkRefused, match="0至10分"):
        rows.give(marking, [[Decimal(11)]])
    form = MarkForm(sheet=scheming.sheet_of(marking.script))
    assert "10" in str(form.fields["m-0-0"].label)
