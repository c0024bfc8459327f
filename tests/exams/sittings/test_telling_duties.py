"""Invigilators and examiners are told when they are named, taken off, or needed elsewhere."""

from collections.abc import Iterator
from typing import Any

import pytest

from exams.choices import SittingMode
from exams.models import Sitting, SittingRoom
from exams.sittings import arranging, telling
from portal import clock
from portal.accounts.models import User
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.sittings.being_told import later, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


def staffed(**changed: Any) -> tuple[SittingRoom, User, User]:
    sitting = held.sitting(rows.qualifying(), **changed)
    arranging.use_rooms(sitting, [held.room()], actor_id=None)
    first, second = (rows.staff("clerk", rows.organisation()) for _n in range(2))
    return SittingRoom.every.get(sitting=sitting), first, second


@pytest.fixture
def bank() -> None:
    rows.module(hours="24.0")
    rows.fill(for_exams=rows.ENOUGH)


@pytest.mark.usefixtures("bank")
def test_invigilators_are_told_when_named_and_when_taken_off() -> None:
    room, first, second = staffed()
    for _twice in range(2):
        arranging.appoint(room, [first.pk], actor_id=None)
    (words,) = told(first)
    for part in ("监考员", "101考点", "2026年11月23日 16:00"):
        assert part in words, part
    arranging.appoint(room, [second.pk], actor_id=None)
    assert "不再" in told(first)[0]
    assert len(told(second)) == 1
    arranging.appoint(room, [first.pk, second.pk], actor_id=None)
    assert len(told(first)) == 1
    assert told(second) == []


@pytest.mark.usefixtures("bank")
def test_who_watches_is_told_of_another_hour_or_room_and_of_a_cancelled_sitting() -> None:
    room, first, second = staffed(mode=SittingMode.ORAL)
    arranging.appoint(room, [first.pk], actor_id=None)
    assert "口试考官" in told(first)[0]
    sitting = Sitting.every.get()
    arranging.replan(sitting, later(sitting, days=1), actor_id=None)
    assert "现为2026年11月24日 16:00" in told(first)[0]
    arranging.use_rooms(sitting, [room.room, held.room(name="202")], actor_id=None)
    assert told(first) == []
    arranging.appoint(SittingRoom.every.get(room__name="202"), [first.pk], actor_id=None)
    (words,) = told(first)
    assert "考场：原为101，现为101、202\n" in f"{words}\n"
    assert "考点：原为101考点，和平路1号，现为101考点，和平路1号；202考点，和平路1号\n" in words
    arranging.use_rooms(sitting, [room.room], actor_id=None)
    assert "现为101" in told(first)[0]
    arranging.cancel(sitting, reason="暴雨", actor_id=None)
    assert "暴雨" in told(first)[0]
    assert told(second) == []


@pytest.mark.usefixtures("bank")
def test_who_watches_reads_the_reasons_of_all_changes_whichever_job_comes_first() -> None:
    room, first, second = staffed()
    arranging.appoint(room, [first.pk], actor_id=None)
    told(first)
    sitting = Sitting.every.get()
    for hours, reason in ((1, "停电"), (2, "考点维修")):
        arranging.replan(sitting, later(sitting, hours=hours), actor_id=None, reason=reason)
    arranging.appoint(room, [first.pk, second.pk], actor_id=None)
    telling.tell_duties(sitting.pk)
    (words,) = told(first)
    assert "原因：停电；考点维修" in words
    (words,) = told(second)
    assert "原因" not in words
    arranging.replan(sitting, later(sitting, hours=1), actor_id=None, reason="来电")
    assert ["原因：来电" in words for who in (first, second) for words in told(who)] == [True] * 2
