"""Two hands at one record: the later one learns of the earlier and overwrites nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from portal.audit.models import AuditEvent
from portal.people.correcting import (
    ChangedMeanwhile,
    ContactRefused,
    clean_email,
    correct,
    correct_many,
)
from portal.people.models import Person
from tests.portal.people import rows

pytestmark = pytest.mark.django_db
WHY = "a test"


class OtherHand:
    """Writes a phone once, between what this hand has read and its first write to the people."""

    def __init__(self, person: Person) -> None:
        self.person, self.waits = person, True

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if self.waits and sql.startswith('UPDATE "people_person"'):
            self.waits = False
            Person.objects.unscoped(WHY).filter(pk=self.person.pk).update(phone="13800000001")
        return execute(sql, params, many, context)


def phones() -> list[str]:
    return list(Person.objects.unscoped(WHY).order_by("pk").values_list("phone", flat=True))


def test_what_is_written_after_the_look_is_not_overwritten() -> None:
    person = rows.person(rows.centre())
    other = OtherHand(person)
    with connection.execute_wrapper(other), pytest.raises(ChangedMeanwhile):
        correct(person, {"name": "周桂芬"}, actor_id=None, reason="来信")
    assert not other.waits
    assert not AuditEvent.objects.filter(kind="person.corrected").exists()
    person.refresh_from_db()
    assert person.name == "周桂芳"


def test_of_many_none_is_changed_when_one_was_changed_meanwhile() -> None:
    place = rows.centre()
    people = [rows.person(place, f"周桂{n}") for n in "一二三"]
    Person.objects.unscoped(WHY).filter(pk=people[1].pk).update(phone="13800000001")
    changes = [(person, {"phone": "13800000002"}) for person in people]
    with pytest.raises(ChangedMeanwhile):
        correct_many(changes, actor_id=None, reason="名单")
    assert phones() == ["", "13800000001", ""]


def test_many_are_changed_each_to_its_own() -> None:
    place = rows.centre()
    people = [rows.person(place, f"周桂{n}") for n in "一二三"]
    values = [f"1380000000{n}" for n in range(3)]
    changes = [(person, {"phone": phone}) for person, phone in zip(people, values, strict=True)]
    correct_many(changes, actor_id=None, reason="名单")
    assert phones() == values


def test_an_address_for_mail_that_tells_an_id_number_is_refused() -> None:
    assert clean_email(" a@example.cn ") == "a@example.cn"
    for typed in ("990000199001010017@example.cn", "zhou.99000019900101001x@example.cn"):
        with pytest.raises(ContactRefused, match="ID number"), translation.override("en"):
            clean_email(typed)
