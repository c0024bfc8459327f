"""Counting how often questions were shown, at night."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exams import attempts, periodic
from exams.models import Item
from tests.exams import rows

pytestmark = pytest.mark.django_db


class Claim:
    """Keeps the statements of the transaction that ends the job."""

    payload: dict[str, Any] = {}

    def __init__(self) -> None:
        self.statements: list[str] = []

    @contextmanager
    def finish(self) -> Iterator[None]:
        with CaptureQueriesContext(connection) as captured:
            yield
        self.statements += [query["sql"] for query in captured]


def test_the_papers_are_read_before_the_transaction_that_writes() -> None:
    who, quiz = rows.ready_quiz()
    attempts.start(who.pk, quiz, actor_id=None)
    claim = Claim()
    periodic.exposure(claim)
    assert Item.objects.filter(exposure=1).count() == 5
    acts = {statement.split()[0] for statement in claim.statements}
    assert acts == {"SAVEPOINT", "UPDATE", "RELEASE"}
