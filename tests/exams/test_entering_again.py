"""Opening a sheet again that two had written down as absent: once, and a third enters it."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, transaction

from exams import entering
from exams.choices import EntryState
from exams.entering import EntryRefused
from exams.models import Attempt, Seat, SheetReopening
from exams.sittings import standing
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditBody, AuditEvent
from tests.exams import entry_rows, rows
from tests.exams.entry_rows import right

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


@pytest.fixture(scope="module")
def places(lasting: None) -> list[int]:
    with clock.at(rows.MOMENT):
        return [seat.pk for seat in entry_rows.seats(entry_rows.ready_people("赵一"))]


@pytest.fixture
def seat(places: list[int]) -> Iterator[Seat]:
    found = entry_rows.as_it_is(places)[0]
    with entry_rows.after_opening(found):
        yield found


@pytest.fixture
def staff() -> list[User]:
    return [rows.staff("officer", rows.organisation()) for _n in range(4)]


def absent(seat: Seat, *staff: User) -> None:
    for one in staff:
        entering.enter(seat, [], absent=True, actor_id=one.pk)


def test_a_sheet_that_was_found_after_all_is_opened_again_and_entered_by_a_third(
    seat: Seat, staff: list[User]
) -> None:
    absent(seat, *staff[:2])
    held = entering.reopen(seat, reason="答题卡在另一信封", actor_id=staff[0].pk)
    assert (held.state, held.over) == (EntryState.DIFFERS, False)
    assert standing.standing(seat.sitting).absent == 0
    event = AuditEvent.objects.get(kind="sheet.opened_again")
    assert AuditBody.objects.get(event=event).reason == "答题卡在另一信封"
    assert entering.enter(seat, right(seat), actor_id=staff[2].pk).state == EntryState.HANDED_IN
    assert Attempt.every.get(seat=seat).result.passed


def test_who_opens_a_sheet_again_does_not_enter_it(seat: Seat, staff: list[User]) -> None:
    absent(seat, *staff[:2])
    entering.reopen(seat, reason="找到了", actor_id=staff[2].pk)
    for one in staff[:3]:
        with pytest.raises(EntryRefused):
            entering.enter(seat, right(seat), actor_id=one.pk)
    assert entering.enter(seat, right(seat), actor_id=staff[3].pk).over


def test_the_third_may_say_once_more_that_nobody_was_there(seat: Seat, staff: list[User]) -> None:
    absent(seat, *staff[:2])
    entering.reopen(seat, reason="找到了", actor_id=staff[0].pk)
    absent(seat, staff[2])
    assert entering.sheet_of(Seat.every.get(pk=seat.pk)).state == EntryState.ABSENT
    assert standing.standing(seat.sitting).absent == 1
    with pytest.raises(EntryRefused):
        entering.reopen(seat, reason="又找到了", actor_id=staff[0].pk)


def test_only_what_two_wrote_down_as_absent_is_opened_again(seat: Seat, staff: list[User]) -> None:
    with pytest.raises(EntryRefused):
        entering.reopen(seat, reason="x", actor_id=staff[0].pk)
    entry_rows.handed_in(seat, staff[0], staff[1])
    with pytest.raises(EntryRefused):
        entering.reopen(seat, reason="x", actor_id=staff[0].pk)
    assert not SheetReopening.every.exists()


def test_a_reopening_is_never_changed(seat: Seat, staff: list[User]) -> None:
    absent(seat, *staff[:2])
    entering.reopen(seat, reason="找到了", actor_id=staff[0].pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        SheetReopening.every.update(reason="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        SheetReopening.every.all().delete()
