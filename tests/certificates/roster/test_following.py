"""What changed in the roster, for programs of offices: in the order of the seals, each once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from certificates.roster import correcting, following, suspending
from certificates.roster.correcting import of_appointment
from certificates.roster.writing import Terms
from portal import clock
from portal.audit import sealing
from portal.audit.models import AuditEvent, AuditSeal
from tests.certificates.roster.acts import signed
from tests.certificates.roster.conftest import Town
from tests.certificates.roster.test_api import CHANGES, end, reader, serving
from tests.certificates.test_api import told

pytestmark = pytest.mark.django_db


def test_changes_come_once_in_the_order_of_their_seals(town: Town) -> None:
    client = reader(town)
    row, _certificate = serving(town.east_village, "周桂芳")
    serving(town.west_village, "别处")
    assert client.get(CHANGES).json()["changes"] == []
    sealing.seal()
    first = client.get(CHANGES).json()
    assert [(one["what"], one["name"]) for one in first["changes"]] == [("appointed", "周桂芳")]
    suspension = suspending.suspend_duty(row, starts=clock.today(), reason="核实", actor_id=None)
    suspending.lift_suspension(
        suspension, ends=clock.today() + timedelta(days=1), reason="查清", actor_id=None
    )
    with clock.at(clock.now() + timedelta(days=1)):
        end(row)
        sealing.seal()
        second = client.get(CHANGES, {"since": first["next"]}).json()
        assert [one["what"] for one in second["changes"]] == ["suspended", "resumed", "ended"]
        assert {one["appointment"] for one in second["changes"]} == {row.pk}
        last = client.get(CHANGES, {"since": second["next"]}).json()
        assert (last["changes"], last["next"], last["more"]) == ([], second["next"], False)


def test_what_is_committed_late_is_told_behind_what_was_told(town: Town) -> None:
    """The earlier event is sealed after the later one, as when its transaction took long."""
    first, _certificate = serving(town.east_village, "甲")
    second, _other = serving(town.east_village, "乙")
    for row in (second, first):
        event = AuditEvent.objects.get(subject=f"roster.appointment:{row.pk}")
        position = AuditSeal.objects.count() + 1
        AuditSeal.objects.create(event=event, day=clock.today(), position=position, chain="0" * 64)
    told_all = following.since("", town.east.path)
    assert [one.appointment.pk for one in told_all.happened] == [second.pk, first.pk]
    then = following.since(told_all.happened[0].cursor, town.east.path)
    assert [one.appointment.pk for one in then.happened] == [first.pk]
    assert following.since(then.cursor, town.east.path).happened == ()


def test_many_changes_come_in_pages_without_a_gap(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "AT_ONCE", 2)
    monkeypatch.setattr(following, "LOOKED_AT", 7)
    rows = [serving(town.east_village, name)[0].pk for name in "甲乙丙丁戊"]
    sealing.seal()
    found, cursor, more = [], "", True
    while more:
        page = following.since(cursor, town.east.path)
        found += [one.appointment.pk for one in page.happened]
        assert page.cursor != cursor
        cursor, more = page.cursor, page.more
    assert found == rows


@pytest.mark.parametrize("since", ["x", "20260230-1", "20261128", "20261128--1", "1' OR 1=1"])
def test_what_is_no_cursor_is_refused(town: Town, since: str) -> None:
    told(reader(town).get(CHANGES, {"since": since}), 422)


def test_a_corrected_entry_is_told_with_the_one_in_its_place(town: Town) -> None:
    row, _certificate = serving(town.east_village, "周桂芳")
    sealing.seal()
    before = following.since("", town.east.path).cursor
    right = replace(of_appointment(row), terms=Terms("更正后的会议记录", row.term_ends))
    made = correcting.correct(row, right, actor_id=None, signed=signed("记录写错"))
    sealing.seal()
    answer = reader(town).get(CHANGES, {"since": before}).json()
    assert [(one["appointment"], one["what"], one["counts"]) for one in answer["changes"]] == [
        (row.pk, "corrected", False),
        (made.pk, "corrected", True),
    ]
    assert {one["cursor"] for one in answer["changes"]} == {answer["next"]}
