"""The key by which a version is graded now."""

import pytest

from exams import correcting, reviewing
from exams.choices import Fix
from exams.grading import shown_letters
from exams.keying import keys_in_force
from exams.models import Attempt, PaperQuestion, Result
from exams.regrading import Wanted
from portal import clock
from portal.jobs.working import work_all
from tests.exams import rows
from tests.exams.marking.rows import logins
from tests.exams.test_correcting import MOMENT, applied, other_key

pytestmark = pytest.mark.django_db


def a_quiz_with_a_corrected_key() -> tuple[Attempt, int, str]:
    """Everything was right by the keys as they were written; the first one is corrected."""
    who, quiz = rows.ready_quiz()
    attempt = rows.sit(who, quiz)
    asked = PaperQuestion.every.filter(attempt=attempt, version__item__kind="single")
    version = asked.select_related("version__item").order_by("position")[0].version
    wanted = other_key(version)
    first, second = logins("核对甲", "核对乙")
    made = correcting.propose(version, wanted, "答案有误", actor_id=first.pk)
    correcting.approve(made, actor_id=second.pk)
    applied(made)
    return attempt, version.pk, wanted.key


def test_a_corrected_key_is_told_before_the_first_one() -> None:
    with clock.at(MOMENT):
        attempt, version, key = a_quiz_with_a_corrected_key()
    assert keys_in_force([version])[version].key == key
    result = Result.every.select_related("attempt__exam").get(attempt=attempt)
    (mistake,) = reviewing.mistakes(result)
    (right,) = (told.line.letter for told in mistake.told.lines if told.right)
    order = PaperQuestion.every.get(attempt=attempt, version_id=version).option_order
    assert right == shown_letters(key, order)


def test_where_everybody_gets_the_points_it_is_told_as_it_was_written() -> None:
    with clock.at(MOMENT):
        who, quiz = rows.ready_quiz()
        attempt = rows.sit(who, quiz)
        version = PaperQuestion.every.filter(attempt=attempt).earliest("position").version
        first, second = logins("核对甲", "核对乙")
        made = correcting.propose(version, Wanted(Fix.FREE), "送分", actor_id=first.pk)
        correcting.approve(made, actor_id=second.pk)
    work_all(correcting.APPLY)
    assert keys_in_force([version.pk])[version.pk].key == version.answer_key.key
