"""An event is written in the transaction of its act and can never be changed or removed."""

import re

import pytest
from django.db import DatabaseError, transaction

from portal.accounts.models import User
from portal.audit import recording
from portal.audit.models import AuditBody, AuditEvent
from portal.audit.recording import NoTransaction, record


def an_event(**values: object) -> AuditEvent:
    user, _new = User.objects.get_or_create(username="clerk")
    with transaction.atomic():
        return record(
            "login.created", user, actor_id=user.pk, place="0001", reason="because", data={"n": 1}
        )


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    user = User.objects.create(username="clerk")
    with pytest.raises(NoTransaction):
        record("login.created", user, actor_id=None)


@pytest.mark.django_db
def test_an_event_says_who_did_what_to_whom_where_and_why() -> None:
    event = an_event()
    user = User.objects.get()
    assert (event.kind, event.subject, event.actor, event.place) == (
        "login.created",
        f"accounts.user:{user.pk}",
        user,
        "0001",
    )
    assert (event.body.reason, event.body.data) == ("because", {"n": 1})


@pytest.mark.django_db
def test_one_statement_or_two_write_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    first = an_event()
    monkeypatch.setattr(recording, "_together", recording._one_by_one)
    second = an_event()
    assert first.pk != second.pk
    for told in ("kind", "subject", "actor_id", "place"):
        assert getattr(first, told) == getattr(second, told)
    for event in (first, second):
        body = AuditBody.objects.get(event_id=event.pk)
        assert recording.digest_of(body.salt, body.reason, body.data) == event.digest
        assert (body.reason, body.data) == ("because", {"n": 1})


def test_the_statements_name_every_column_of_the_tables() -> None:
    """A column that came later, with a default, would be forgotten in silence."""
    for model, key, written in (
        (AuditEvent, "id", (recording.EVENT, recording.BOTH)),
        (AuditBody, "", (recording.BODY, recording.BOTH)),
    ):
        columns = {column.column for column in model._meta.concrete_fields} - {key}
        for statement in written:
            named = re.search(rf"INTO {model._meta.db_table} \(([a-z_, ]+)\)", statement)
            assert named
            assert set(named[1].split(", ")) == columns


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["update", "delete"])
def test_the_database_refuses_to_change_an_event(act: str) -> None:
    event = an_event()
    rows = AuditEvent.objects.filter(pk=event.pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(kind="nothing") if act == "update" else rows._raw_delete(rows.db)
    assert AuditEvent.objects.get().kind == "login.created"


@pytest.mark.django_db
def test_a_body_may_be_erased_but_not_rewritten() -> None:
    event = an_event()
    rows = AuditBody.objects.filter(pk=event.pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(reason="another")
    assert rows.delete()[0] == 1
