"""An extract of the trail holds what anybody needs to check it against the seals."""

import hashlib
from datetime import timedelta

import pytest
from django.db import connection, transaction

from portal import clock
from portal.audit import sealing
from portal.audit.extracting import Act, extract
from portal.audit.models import AuditBody, AuditDay, AuditEvent
from portal.audit.recording import digest_of, record, subject_of
from portal.people.models import Organisation
from tests.exams import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Organisation:
    return rows.organisation()


def acted(place: Organisation, *kinds: str) -> list[Act]:
    with transaction.atomic():
        for kind in kinds:
            record(kind, place, actor_id=None, reason="断网", data={"n": 1})
    return extract([subject_of(place)])


def test_the_chain_of_each_act_can_be_computed_again_from_the_extract(place: Organisation) -> None:
    acted(place, "thing.done", "thing.undone")
    sealing.seal()
    for act in extract([subject_of(place)]):
        assert act.sealed
        linked = f"{act.sealed.previous}:{act.sealed.position}:{act.line}"
        assert hashlib.sha256(linked.encode()).hexdigest() == act.sealed.chain
        assert act.salt is not None
        assert digest_of(act.salt, act.reason, act.data) == act.digest
        assert act.intact


def test_an_act_without_a_seal_says_so_and_is_whole(place: Organisation) -> None:
    last = acted(place, "thing.done")[-1]
    assert (last.sealed, last.intact, last.reason) == (None, True, "断网")


def test_a_closed_day_brings_its_root(place: Organisation) -> None:
    acted(place, "thing.done")
    sealing.seal()
    with clock.at(clock.now() + timedelta(days=2)):
        sealing.close_days()
    last = extract([subject_of(place)])[-1]
    assert last.sealed
    assert last.sealed.root == AuditDay.objects.get(day=last.sealed.day).root


def test_a_kind_can_be_left_out(place: Organisation) -> None:
    acted(place, "thing.done", "thing.read")
    found = extract([subject_of(place)], without=["thing.read"])
    assert "thing.read" not in [act.kind for act in found]
    assert "thing.done" in [act.kind for act in found]


@pytest.mark.parametrize("table", ["audit_auditevent", "audit_auditbody"])
def test_an_act_that_was_changed_is_not_intact(place: Organisation, table: str) -> None:
    last = acted(place, "thing.done")[-1]
    sealing.seal()
    column = "place" if table.endswith("event") else "reason"
    key = "id" if table.endswith("event") else "event_id"
    with connection.cursor() as cursor:
        for name in _triggers(table):
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(f"UPDATE {table} SET {column} = 'x' WHERE {key} = %s", [last.number])
    assert not extract([subject_of(place)])[-1].intact


def _triggers(table: str) -> list[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table]
            )
            return [str(row[0]) for row in cursor.fetchall()]
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
            [table],
        )
        return [f"{row[0]} ON {table}" for row in cursor.fetchall()]


def test_an_erased_body_leaves_the_act_intact_and_its_words_empty(place: Organisation) -> None:
    last = acted(place, "thing.done")[-1]
    with connection.cursor() as cursor:
        for name in _triggers(AuditBody._meta.db_table):
            cursor.execute(f"DROP TRIGGER {name}")
    AuditBody.objects.filter(event=last.number).delete()
    assert AuditEvent.objects.filter(pk=last.number).exists()
    bare = extract([subject_of(place)])[-1]
    assert (bare.salt, bare.reason, bare.data, bare.intact) == (None, "", {}, True)
