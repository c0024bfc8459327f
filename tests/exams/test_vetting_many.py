"""Many questions at once: each handed in, or left, as it would be by itself."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection

from exams import bank, vetting, vetting_many
from exams.bank import Label
from exams.choices import CHECKLIST, ItemState
from exams.models import Item
from portal.audit.models import AuditBody, AuditEvent
from tests.exams.rows import organisation, single, staff

pytestmark = pytest.mark.django_db


class Bank:
    """An author, a reviewer, and questions of the author's."""

    def __init__(self) -> None:
        place = organisation()
        self.author, self.reviewer = staff("author", place), staff("reviewer", place)

    def item(self, n: int) -> Item:
        return bank.add_item(f"q-{n}", single(n), label=Label("tort"), actor_id=self.author.pk)

    def hand_in(self, *items: Item) -> int:
        return vetting_many.submit_many([one.pk for one in items], actor_id=self.author.pk)


@pytest.fixture
def questions() -> Bank:
    return Bank()


def handed_in() -> list[tuple[str, int]]:
    """What the trail says was handed in: question and version."""
    events = AuditEvent.objects.filter(kind="item.submitted").order_by("pk")
    kept = AuditBody.objects.filter(event__in=events)
    bodies = {body.event_id: body.data["n"] for body in kept}
    return [(event.subject, bodies[event.pk]) for event in events]


def test_what_waits_or_was_judged_already_is_left_as_it_is(questions: Bank) -> None:
    fresh, waits, back, live, retired = map(questions.item, range(1, 6))
    for one in (waits, back, live):
        vetting.submit(one.pk, actor_id=questions.author.pk)
    reviewer = questions.reviewer.pk
    vetting.send_back(back.versions.get(), reviewer_id=reviewer, comment="请写清楚")
    vetting.approve(live.versions.get(), reviewer_id=reviewer, checklist=list(CHECKLIST))
    bank.move(retired.pk, ItemState.RETIRED, actor_id=None, reason="旧题")
    before = handed_in()
    assert questions.hand_in(fresh, waits, back, live, retired) == 1
    assert handed_in() == [*before, (f"exams.item:{fresh.pk}", 1)]
    states = dict(Item.objects.values_list("ref", "submitted_n"))
    assert states == {"q-1": 1, "q-2": 1, "q-3": 0, "q-4": 1, "q-5": 0}
    assert questions.hand_in(fresh) == 0


def test_of_each_question_the_newest_version_is_handed_in(questions: Bank) -> None:
    first, second = questions.item(1), questions.item(2)
    bank.revise(second, single(3), actor_id=questions.author.pk, reason="更清楚")
    assert questions.hand_in(first, second) == 2
    assert handed_in() == [(f"exams.item:{first.pk}", 1), (f"exams.item:{second.pk}", 2)]


def test_more_than_a_transaction_takes_are_handed_in_by_number_too(
    questions: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vetting_many, "AT_ONCE", 1)
    first, second, third = (questions.item(n) for n in range(1, 4))
    assert questions.hand_in(third, first, second) == 3
    assert [subject for subject, _n in handed_in()] == [
        f"exams.item:{one.pk}" for one in (first, second, third)
    ]


def test_many_questions_cost_few_queries(
    questions: Bank, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    items = [questions.item(n) for n in range(1, 31)]
    with django_assert_max_num_queries(12):
        assert questions.hand_in(*items) == len(items)


def test_when_somebody_is_quicker_with_one_the_others_are_handed_in_each_by_itself(
    questions: Bank,
) -> None:
    first, second = questions.item(1), questions.item(2)
    moved: list[str] = []

    def quicker(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not moved and sql.startswith("UPDATE") and "submitted_n" in sql:
            moved.append(sql)
            Item.objects.filter(pk=first.pk).update(state=ItemState.RETIRED)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(quicker):
        done = questions.hand_in(first, second)
    assert moved
    assert (f"exams.item:{second.pk}", 1) in handed_in()
    assert len(handed_in()) == done == Item.objects.filter(submitted_n=1).count()
