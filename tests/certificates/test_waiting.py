"""Who has passed and waits for a certificate."""

from typing import Any

import pytest

from certificates import eligibility, waiting
from courses import progress
from exams.models import Exam
from portal import clock
from portal.scope import Scope
from tests.certificates.rows import passed
from tests.exams import rows as exam_rows

QUERIES = 13


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 3])
def test_the_waiting_list_asks_as_much_for_three_as_for_one(
    people: int, django_assert_num_queries: Any
) -> None:
    who, attempt = passed()
    quiz = Exam.objects.get(kind="quiz")
    for _ in range(people - 1):
        other = exam_rows.person(at=who.organisation)
        exam_rows.learn(other, *progress.live_modules())
        exam_rows.sit(other, quiz)
        exam_rows.sit(other, attempt.exam)
    scope = Scope(user_id=1, places={"hr": (who.organisation.path,)})
    waiting.people(scope)
    with django_assert_num_queries(QUERIES):
        found = waiting.people(scope)
    assert len(found) == people
    assert found[0].decision.granted
    alone = [
        eligibility.decide(eligibility.facts_of(entry.person.pk, clock.today(), entry.attempt_id))
        for entry in found
    ]
    assert [entry.decision for entry in found] == alone
