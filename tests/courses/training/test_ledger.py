"""Reading the ledger: what a person was credited for and keeps."""

from datetime import date
from decimal import Decimal

import pytest

from courses.training import crediting
from courses.training.choices import Form
from courses.training.ledger import Credit, credits_of
from courses.training.models import HoursEntry
from tests.courses import rows

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def test_credits_are_read_by_their_day_without_those_taken_back() -> None:
    person = rows.learner(rows.committee())
    for source, day in (("module:7", 20), ("hearing:1", 18), ("module:8", 19)):
        crediting.credit(
            person.pk,
            Form.ONLINE,
            source,
            Decimal(2),
            earned_on=DAY.replace(day=day),
            actor_id=None,
        )
    taken = HoursEntry.every.get(source="module:8")
    crediting.take_back(taken.pk, "记错了人", actor_id=None)
    found = credits_of(person.pk)
    assert found == (
        Credit("hearing:1", Form.ONLINE, Decimal(2), DAY.replace(day=18)),
        Credit("module:7", Form.ONLINE, Decimal(2), DAY),
    )
    assert [one.module_id for one in found] == [None, 7]
