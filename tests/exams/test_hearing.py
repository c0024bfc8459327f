"""Oral exams: two examiners, the first writes down, the second confirms."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from exams import hearing
from exams.choices import EntryState
from exams.entering import EntryRefused
from exams.models import Attempt, OralProtocol, PaperEntry, Seat, Sitting
from exams.sittings import arranging
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from tests.exams import entry_rows, rows
from tests.exams.entry_rows import right, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


def test_what_one_hears_and_the_other_confirms_is_handed_in(seat: Seat, both: list[User]) -> None:
    once = hearing.hear(seat, right(seat), remarks="听力不好", actor_id=both[0].pk)
    assert (once.state, Attempt.every.filter(seat=seat).exists()) == (EntryState.ONCE, False)
    assert hearing.confirm(seat, right(seat), actor_id=both[1].pk).state == EntryState.HANDED_IN
    protocol = OralProtocol.every.get()
    assert (protocol.first, protocol.second, protocol.remarks) == (*both, "听力不好")
    assert protocol.confirmed_at == clock.now()
    assert Attempt.every.get(seat=seat).result.passed
    kinds = AuditEvent.objects.filter(kind__startswith="oral.").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["oral.entered", "oral.entered_again"]


def test_one_examiner_alone_hears_nobody(seat: Seat, both: list[User]) -> None:
    hearing.hear(seat, right(seat), actor_id=both[0].pk)
    with pytest.raises(EntryRefused):
        hearing.confirm(seat, right(seat), actor_id=both[0].pk)
    with pytest.raises(EntryRefused):
        hearing.hear(seat, right(seat), actor_id=both[1].pk)
    assert PaperEntry.every.count() == OralProtocol.every.count() == 1
    sitting = Sitting.every.get(pk=seat.sitting_id)
    arranging.appoint(sitting.rooms.get(), [both[0].pk], actor_id=None)
    with pytest.raises(EntryRefused):
        hearing.confirm(seat, right(seat), actor_id=both[1].pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        OralProtocol.every.update(second=both[0], confirmed_at=clock.now())


def test_only_the_examiners_of_the_room_write_down_what_they_heard(seat: Seat) -> None:
    stranger = rows.staff("officer", rows.organisation())
    with pytest.raises(EntryRefused):
        hearing.hear(seat, right(seat), actor_id=stranger.pk)
    assert not OralProtocol.every.exists()


def test_the_second_examiner_changes_something_with_a_reason_only(
    seat: Seat, both: list[User]
) -> None:
    hearing.hear(seat, wrong(seat), actor_id=both[0].pk)
    with pytest.raises(EntryRefused):
        hearing.confirm(seat, right(seat), note=" ", actor_id=both[1].pk)
    assert OralProtocol.every.get().confirmed_at is None
    hearing.confirm(seat, right(seat), note="第一题听错", actor_id=both[1].pk)
    assert OralProtocol.every.get().note == "第一题听错"
    assert Attempt.every.get(seat=seat).result.passed


def test_nothing_is_confirmed_that_nobody_wrote_down(seat: Seat, both: list[User]) -> None:
    with pytest.raises(EntryRefused):
        hearing.confirm(seat, right(seat), actor_id=both[1].pk)


def test_a_candidate_who_did_not_come_is_absent_when_both_say_so(
    seat: Seat, both: list[User]
) -> None:
    hearing.hear(seat, [], absent=True, actor_id=both[0].pk)
    sheet = hearing.confirm(seat, [], absent=True, actor_id=both[1].pk)
    assert (sheet.state, Attempt.every.filter(seat=seat).exists()) == (EntryState.ABSENT, False)


def test_a_confirmed_protocol_is_never_changed(seat: Seat, both: list[User]) -> None:
    hearing.hear(seat, right(seat), actor_id=both[0].pk)
    hearing.confirm(seat, right(seat), actor_id=both[1].pk)
    for change in ({"remarks": "x"}, {"note": "x"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            OralProtocol.every.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        OralProtocol.every.all().delete()


def test_nobody_is_heard_before_the_opening_or_on_paper(heard_place: int, both: list[User]) -> None:
    (early,) = entry_rows.as_it_is([heard_place])
    with pytest.raises(EntryRefused):
        hearing.hear(early, right(early), actor_id=both[0].pk)
    Sitting.every.update(mode="paper")
    early = Seat.every.get(pk=early.pk)
    with entry_rows.after_opening(early), pytest.raises(EntryRefused):
        hearing.hear(early, right(early), actor_id=both[0].pk)
