"""Seals chain the events of a day; any later touch is found with its day and place."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from portal import clock
from portal.accounts.models import User
from portal.audit import sealing
from portal.audit.models import AuditBody, AuditDay, AuditEvent, AuditSeal
from portal.audit.publishing import publish_roots
from portal.audit.recording import record
from portal.audit.sealing import close_days, seal
from portal.audit.verifying import Fault, verify
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import Job
from portal.jobs.working import work

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)


def events(count: int) -> list[AuditEvent]:
    user, _new = User.objects.get_or_create(username="clerk")
    with transaction.atomic():
        return [record("t.done", user, actor_id=None, data={"n": n}) for n in range(count)]


@pytest.fixture
def monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


def as_an_intruder(statement: str) -> None:
    """What somebody with the database in hand can do: switch the triggers off and write."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement)
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement)
        for _name, sql in triggers:
            cursor.execute(sql)


def test_sealing_gives_each_event_the_next_place_of_the_day(monday: None) -> None:
    events(3)
    assert seal() == 3
    assert seal() == 0
    events(1)
    assert seal() == 1
    places = AuditSeal.objects.order_by("position").values_list("day", "position")
    assert list(places) == [(DAY, 1), (DAY, 2), (DAY, 3), (DAY, 4)]
    assert verify().faults == ()
    assert (verify().sealed, verify().unsealed) == (4, 0)


def test_an_event_that_commits_late_is_sealed_late(monday: None) -> None:
    first = events(1)[0]
    with transaction.atomic():
        AuditEvent.objects.create(
            pk=first.pk + 9, at=MONDAY, kind="t.done", subject="t:1", digest=""
        )
    assert seal() == 2
    late = AuditEvent.objects.create(
        pk=first.pk + 5, at=MONDAY, kind="t.done", subject="t:2", digest=""
    )
    assert verify().unsealed == 1
    assert seal() == 1
    assert AuditSeal.objects.get(event=late).position == 3
    assert verify().faults == ()


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_leave_one_whole_chain() -> None:
    events(40)
    start = Barrier(2)

    def hand() -> int:
        start.wait()
        try:
            return seal() + seal()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        sealed = sum(job.result() for job in [pool.submit(hand), pool.submit(hand)])
    assert sealed == 40
    places = AuditSeal.objects.order_by("position").values_list("position", flat=True)
    assert list(places) == list(range(1, 41))
    assert verify().faults == ()


def test_a_day_is_closed_with_a_root_bound_to_the_day_before(monday: None) -> None:
    events(2)
    seal()
    assert close_days() == 0
    with clock.at(MONDAY + timedelta(days=1)):
        events(1)
        seal()
        assert close_days() == 1
    with clock.at(MONDAY + timedelta(days=2)):
        assert close_days() == 1
        assert close_days() == 0
    days = list(AuditDay.objects.order_by("day"))
    assert [(day.day, day.count) for day in days] == [(DAY, 2), (DAY + timedelta(days=1), 1)]
    assert verify().faults == ()


def test_an_event_far_behind_the_sealed_ones_is_sealed_at_night(
    monday: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "BEHIND", 10)
    first = events(1)[0]
    values = {"at": MONDAY, "kind": "t.done", "digest": ""}
    AuditEvent.objects.create(pk=first.pk + 20, subject="t:1", **values)
    assert seal() == 2
    late = AuditEvent.objects.create(pk=first.pk + 5, subject="t:2", **values)
    assert seal() == 0
    with clock.at(MONDAY + timedelta(days=1)):
        with transaction.atomic():
            enqueue("audit.close_days", "2026-11-24", {"period": "2026-11-24"})
        assert work(Job.objects.get().pk) is True
        assert seal(whole=True) == 0
    assert AuditSeal.objects.get(event=late).position == 1
    assert verify().faults == ()


def test_closing_days_is_a_nightly_job(monday: None) -> None:
    events(1)
    seal()
    with clock.at(MONDAY + timedelta(days=1)):
        with transaction.atomic():
            enqueue("audit.close_days", "2026-11-24", {"period": "2026-11-24"})
        assert work(Job.objects.get().pk) is True
    assert AuditDay.objects.get().day == DAY


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (
            "UPDATE audit_auditevent SET kind = 'x' WHERE id = {second}",
            Fault(DAY, 2, "event {second} is not as it was sealed"),
        ),
        (
            "DELETE FROM audit_auditseal WHERE event_id = {second}",
            Fault(DAY, 2, "seals are missing from here"),
        ),
        (
            "UPDATE audit_auditbody SET reason = 'x' WHERE event_id = {second}",
            Fault(DAY, 2, "the body of event {second} was changed"),
        ),
        ("UPDATE audit_auditday SET root = 'x'", Fault(DAY, 0, "the root of the day was changed")),
        (
            "DELETE FROM audit_auditseal WHERE position = 3",
            Fault(DAY, 3, "the day does not end where its root says"),
        ),
    ],
)
def test_a_touch_is_found_with_its_day_and_place(
    monday: None, statement: str, fault: Fault
) -> None:
    second = events(3)[1].pk
    seal()
    with clock.at(MONDAY + timedelta(days=1)):
        close_days()
    as_an_intruder(statement.format(second=second))
    expected = Fault(fault.day, fault.position, fault.what.format(second=second))
    assert verify().faults[0] == expected
    out = StringIO()
    with pytest.raises(CommandError, match="not as they were sealed"):
        call_command("verify_audit", stdout=out)
    assert expected.what in out.getvalue()


def test_an_erased_body_leaves_the_trail_intact(monday: None) -> None:
    event = events(1)[0]
    seal()
    AuditBody.objects.filter(pk=event.pk).delete()
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert out.getvalue() == "1 events sealed, 0 waiting for a seal\nthe trail is intact\n"


def test_bodies_with_fractions_and_signs_of_all_kinds_verify(monday: None) -> None:
    user = User.objects.create(username="clerk")
    with transaction.atomic():
        for data in (
            {"n": 1.0, "m": 2.5},
            {"名": "阿·𠮷", "x": '\u2028\x01"\\'},
            {"b": [None, True]},
        ):
            record("t.done", user, actor_id=user.pk, reason="“因”", data=data)
    seal()
    assert verify().faults == ()


def test_an_event_put_between_others_with_a_seal_is_found(monday: None) -> None:
    first = events(3)[0].pk
    seal()
    last = events(1)[0].pk
    as_an_intruder("UPDATE audit_auditseal SET position = position + 10 WHERE position > 1")
    as_an_intruder(
        "INSERT INTO audit_auditseal (event_id, day, position, chain) "
        f"SELECT {last}, day, 2, chain FROM audit_auditseal WHERE event_id = {first}"
    )
    for place in (11, 12, 13):
        as_an_intruder(
            f"UPDATE audit_auditseal SET position = {place - 8} WHERE position = {place}"
        )
    assert verify().faults[0] == Fault(DAY, 2, f"event {last} is not as it was sealed")


def test_two_events_that_changed_places_are_found(monday: None) -> None:
    _first, second, third = (event.pk for event in events(3))
    seal()
    for name, there, here in (("x", second, third), ("y", third, second)):
        as_an_intruder(
            f"UPDATE audit_auditevent SET kind = '{name}', digest = (SELECT digest FROM "
            f"audit_auditevent WHERE id = {here}) WHERE id = {there}"
        )
    assert [fault.position for fault in verify().faults][:2] == [2, 2]


def test_a_day_rewritten_whole_is_found_by_the_root_kept_outside(
    monday: None, tmp_path: Path, settings: Any
) -> None:
    settings.DATA_DIR = tmp_path
    events(2)
    seal()
    with clock.at(MONDAY + timedelta(days=1)):
        close_days()
    assert publish_roots() == 1
    assert publish_roots() == 0
    kept = tmp_path / "audit-roots.txt"
    call_command("verify_audit", "--roots", str(kept), stdout=StringIO())
    as_an_intruder("DELETE FROM audit_auditday")
    as_an_intruder("DELETE FROM audit_auditseal")
    as_an_intruder("UPDATE audit_auditevent SET kind = 't.undone'")
    seal()
    with clock.at(MONDAY + timedelta(days=1)):
        close_days()
    assert verify().faults == ()
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_audit", "--roots", str(kept), stdout=out)
    assert "the root kept outside is another one" in out.getvalue()


@pytest.mark.parametrize("content", ["yesterday abc\n", "2026-13-01 abc\n", "根\n"])
def test_a_file_that_holds_no_roots_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "roots"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match=r"roots"):
        call_command("verify_audit", "--roots", str(path), stdout=StringIO())
