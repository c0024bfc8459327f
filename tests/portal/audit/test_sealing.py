"""Seals chain the events of a day, and a closed day has a root."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction

from portal import clock
from portal.audit import sealing
from portal.audit.models import AuditDay, AuditEvent, AuditSeal
from portal.audit.sealing import close_days, seal
from portal.audit.verifying import verify
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import Job
from portal.jobs.working import work
from tests.portal.audit.trail import DAY, MONDAY, an_event, events

pytestmark = pytest.mark.django_db


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
        an_event(first.pk + 9)
    assert seal() == 2
    late = an_event(first.pk + 5)
    assert verify().unsealed == 1
    assert seal() == 1
    assert AuditSeal.objects.get(event=late).position == 3
    assert verify().faults == ()


def test_a_sealer_that_was_overtaken_writes_nothing(
    monday: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = events(2)
    quick = sealing.link

    def overtaken(chain: str, position: int, event: AuditEvent) -> str:
        """Another hand seals the second event while this one chains the first."""
        if event == first:
            AuditSeal.objects.create(event=second, day=DAY, position=1, chain="theirs")
        return quick(chain, position, event)

    monkeypatch.setattr(sealing, "link", overtaken)
    assert seal() == 0
    assert not AuditSeal.objects.exists()


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
    with clock.at(datetime(2026, 11, 23, 16, 59, tzinfo=UTC)):
        assert close_days() == 0  # 0:59 in the city: somebody may still be sealing
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
    an_event(first.pk + 20)
    assert seal() == 2
    late = an_event(first.pk + 5)
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
