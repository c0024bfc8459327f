"""Any later touch of the trail is found with its day and place."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from portal import clock
from portal.accounts.models import User
from portal.audit.erasing import erase_bodies
from portal.audit.models import AuditBody
from portal.audit.publishing import publish_roots
from portal.audit.recording import record
from portal.audit.sealing import close_days, seal
from portal.audit.verifying import Fault, verify
from tests.portal.audit.trail import DAY, MONDAY, as_an_intruder, events

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (
            "UPDATE audit_auditevent SET kind = 'x' WHERE id = {second}",
            Fault(DAY, 2, "event {second} is not as it was sealed"),
        ),
        (
            "DELETE FROM audit_auditseal WHERE event_id = {second}",
            Fault(DAY, 2, "seals or events are missing from here"),
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


@pytest.mark.parametrize("first", [1, 2, 3])
def test_deleted_events_are_found_also_at_the_end_of_a_day(monday: None, first: int) -> None:
    ids = [event.pk for event in events(3)]
    seal()
    with clock.at(MONDAY + timedelta(days=1)):
        close_days()
    gone = ", ".join(str(pk) for pk in ids[first - 1 :])
    as_an_intruder(f"DELETE FROM audit_auditevent WHERE id IN ({gone})")
    faults = verify().faults
    as_an_intruder(f"DELETE FROM audit_auditseal WHERE event_id IN ({gone})")  # for foreign keys
    as_an_intruder(f"DELETE FROM audit_auditbody WHERE event_id IN ({gone})")
    assert faults == (Fault(DAY, first, "events are missing to the end of the day"),)


def test_an_event_deleted_between_others_is_found(monday: None) -> None:
    second = events(3)[1].pk
    seal()
    as_an_intruder(f"DELETE FROM audit_auditevent WHERE id = {second}")
    faults = verify().faults
    as_an_intruder(f"DELETE FROM audit_auditseal WHERE event_id = {second}")
    as_an_intruder(f"DELETE FROM audit_auditbody WHERE event_id = {second}")
    assert faults[0] == Fault(DAY, 2, "seals or events are missing from here")


def test_an_erased_body_leaves_the_trail_intact(monday: None) -> None:
    events(2)
    user = User.objects.get(username="clerk")
    with transaction.atomic():
        assert erase_bodies(user, but="person.erased", actor_id=None, place="") == 2
    seal()
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert out.getvalue() == "3 events sealed, 0 waiting for a seal\nthe trail is intact\n"


def test_a_body_that_is_gone_without_an_act_is_found(monday: None) -> None:
    first, second = events(2)
    seal()
    AuditBody.objects.filter(pk=second.pk).delete()
    what = f"the body of event {second.pk} is gone, and no act erased it"
    assert verify().faults == (Fault(DAY, 2, what),)
    assert AuditBody.objects.filter(pk=first.pk).exists()


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
