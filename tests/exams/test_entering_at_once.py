"""The same sheet entered by many hands at once, on real connections."""

import pytest

from exams import entering, hearing
from exams.entering import EntryRefused
from exams.models import Attempt, OralProtocol, PaperEntry, Seat
from portal.audit.models import AuditEvent
from tests.exams import entry_rows, rows
from tests.exams.sittings.rows import AHEAD
from tests.exams.test_parallel import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def opened(seat: Seat) -> Seat:
    """Its sitting opened an hour ago, by the real clock."""
    sitting = seat.sitting
    sitting.opens_at -= 3 * AHEAD / 2
    sitting.save()
    return Seat.every.get(pk=seat.pk)


def test_six_people_who_enter_one_sheet_at_once_hand_one_paper_in() -> None:
    (seat,) = entry_rows.seats(entry_rows.ready_people("赵一"))
    seat, answers = opened(seat), entry_rows.right(seat)
    staff = [rows.staff("officer", rows.organisation()).pk for _n in range(6)]

    def enter(n: int) -> str:
        for _try in range(3):
            try:
                return str(entering.enter(seat, answers, actor_id=staff[n]).state)
            except EntryRefused:
                continue
        return "refused"

    states = at_once(6, enter)
    assert PaperEntry.every.count() == 2
    assert Attempt.every.filter(seat=seat).count() == 1
    assert states.count("refused") == 4
    assert AuditEvent.objects.filter(kind="sheet.entered_again").count() == 1


def test_both_examiners_who_write_down_at_once_leave_one_protocol() -> None:
    both = [rows.staff("instructor", rows.organisation()) for _n in range(2)]
    (seat,) = entry_rows.seats(entry_rows.ready_people("赵一"), "oral", both)
    seat, answers = opened(seat), entry_rows.right(seat)

    def hear(n: int) -> bool:
        try:
            hearing.hear(seat, answers, actor_id=both[n].pk)
        except EntryRefused:
            return False
        return True

    assert sorted(at_once(2, hear)) == [False, True]
    assert (OralProtocol.every.count(), PaperEntry.every.count()) == (1, 1)
