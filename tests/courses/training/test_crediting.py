"""The ledger of hours: each source once, mistakes taken back by a counter-entry, all kept."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from courses.training import crediting, ledger
from courses.training.choices import Form
from courses.training.models import HoursEntry
from portal.audit.models import AuditEvent
from portal.people.models import Person
from portal.scope import Scope
from tests.courses import rows

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


@pytest.fixture
def person() -> Person:
    return rows.learner(rows.committee())


def credit(person: Person, source: str, hours: str, form: Form = Form.ONLINE) -> bool:
    return crediting.credit(person.pk, form, source, Decimal(hours), earned_on=DAY, actor_id=None)


def test_a_source_counts_once(person: Person) -> None:
    assert [credit(person, "module:7", hours) for hours in ("3.5", "4")] == [True, False]
    found = ledger.hours_of(person.pk)
    assert (found.total, found.modules) == (Decimal("3.5"), frozenset({7}))
    event = AuditEvent.objects.get(kind="hours.credited")
    assert event.place == person.organisation.path


def test_a_credit_is_taken_back_once_with_a_reason_and_both_entries_stay(person: Person) -> None:
    credit(person, "module:7", "4")
    entry = HoursEntry.every.get()
    with pytest.raises(ValueError, match=r"\S"):
        crediting.take_back(entry.pk, "  ", actor_id=None)
    counter = crediting.take_back(entry.pk, "记错了人", actor_id=None)
    assert (counter.hours, counter.reverses_id, counter.reason) == (
        Decimal(-4),
        entry.pk,
        "记错了人",
    )
    assert ledger.hours_of(person.pk) == ledger.NONE
    for again in (entry.pk, counter.pk):
        with pytest.raises(crediting.NothingToTakeBack):
            crediting.take_back(again, "再来一次", actor_id=None)
    assert credit(person, "module:7", "4") is False
    assert HoursEntry.every.count() == 2


@pytest.mark.parametrize("act", ["update", "delete"])
def test_nothing_in_the_ledger_is_changed_or_deleted(person: Person, act: str) -> None:
    credit(person, "module:7", "4")
    held = HoursEntry.every.all()
    acts = {"update": lambda: held.update(hours=5), "delete": lambda: held._raw_delete("default")}
    with pytest.raises(DatabaseError), transaction.atomic():
        acts[act]()
    assert HoursEntry.every.get().hours == 4


@pytest.mark.parametrize(
    "values",
    [{"hours": "0"}, {"hours": "-1"}, {"hours": "1", "reverses": True, "reason": "写反了"}],
)
def test_the_table_refuses_hours_that_no_verb_would_write(
    person: Person, values: dict[str, object]
) -> None:
    credit(person, "module:7", "4")
    given = values | ({"reverses": HoursEntry.every.get()} if "reverses" in values else {})
    moment = HoursEntry.every.get().recorded_at
    with pytest.raises(IntegrityError), transaction.atomic():
        HoursEntry.every.create(
            person=person, form="online", source="x", earned_on=DAY, recorded_at=moment, **given
        )


def test_lessons_online_make_up_their_share_of_the_hours_and_no_more(person: Person) -> None:
    credit(person, "module:7", "20")
    credit(person, "class:1", "6", Form.CLASS)
    found = ledger.hours_of(person.pk)
    shares = [found.counted(Decimal(24), Decimal(percent)) for percent in (100, 50, 0)]
    assert shares == [26, 18, 6]


def test_hours_are_read_by_oneself_and_by_those_who_read_the_organisation(person: Person) -> None:
    credit(person, "module:7", "4")
    path = person.organisation.path
    own, clerk = Scope(person_id=person.pk), Scope(places={"clerk": (path,)})
    other, far = Scope(person_id=person.pk + 1), Scope(places={"clerk": ("9999",)})
    seen = [HoursEntry.objects.scoped(scope).count() for scope in (own, clerk, other, far)]
    assert seen == [1, 1, 0, 0]
