"""The tick rings for what nobody did and starts each calendar period once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from portal import clock
from portal.jobs import registry, sweeping, tasks
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import Job, PeriodicRun
from portal.jobs.registry import Claim, Daily, Hourly, daily, every_tick, hourly
from portal.jobs.working import claim

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)  # 12:00 in the city


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    heard: list[int] = []
    monkeypatch.setattr(sweeping, "ring", heard.append)
    return heard


@pytest.fixture
def empty_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_handlers", {})
    monkeypatch.setattr(registry, "_calendar", [])
    monkeypatch.setattr(registry, "_every_tick", [])


def test_the_sweeper_rings_for_due_jobs_and_lost_leases_only(rung: list[int]) -> None:
    with transaction.atomic():
        for key in ("waiting", "working", "lost"):
            enqueue("t.effect", key, {})
        enqueue("t.effect", "later", {}, due_at=clock.now() + timedelta(hours=1))
    ids = dict(Job.objects.values_list("key", "pk"))
    claim(ids["t.effect:working"])
    with clock.at(clock.now() - timedelta(seconds=40)):
        Job.objects.filter(pk=ids["t.effect:lost"]).update(due_at=clock.now())
        claim(ids["t.effect:lost"])
    assert sweeping.ring_again() == 2
    assert set(rung) == {ids["t.effect:waiting"], ids["t.effect:lost"]}


def test_the_sweeper_rings_for_twenty_at_once_the_oldest_first(rung: list[int]) -> None:
    with transaction.atomic():
        for number in range(25):
            enqueue("t.effect", str(number), {})
    oldest = list(Job.objects.order_by("due_at", "pk").values_list("pk", flat=True))[:20]
    assert sweeping.ring_again() == 20
    assert rung == oldest


def test_each_day_starts_once_whoever_ticks(empty_calendar: None) -> None:
    entry = Daily("t.nightly", 3, 0)
    with clock.at(NOON):
        assert sweeping.start_once(entry) is True
        assert sweeping.start_once(entry) is False
    with clock.at(NOON + timedelta(days=1)):
        assert sweeping.start_once(entry) is True
    assert list(PeriodicRun.objects.values_list("period", flat=True)) == [
        "2026-11-23",
        "2026-11-24",
    ]
    assert Job.objects.count() == 2


def test_a_tick_that_loses_the_race_for_a_period_enqueues_nothing(
    empty_calendar: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = Daily("t.nightly", 3, 0)
    with clock.at(NOON):
        sweeping.start_once(entry)
        monkeypatch.setattr("django.db.models.query.QuerySet.exists", lambda _rows: False)
        assert sweeping.start_once(entry) is False
    assert Job.objects.count() == 1


def test_a_missed_period_is_caught_up_once(empty_calendar: None) -> None:
    entry = Hourly("t.hourly", 5)
    with clock.at(NOON + timedelta(hours=6)):
        assert sweeping.start_once(entry) is True
    assert PeriodicRun.objects.get().period == "2026-11-23T09"


@pytest.mark.parametrize(
    ("moment", "period"),
    [
        (datetime(2026, 11, 22, 18, 59, tzinfo=UTC), "2026-11-22"),  # 02:59 in the city
        (datetime(2026, 11, 22, 19, 0, tzinfo=UTC), "2026-11-23"),  # 03:00 in the city
    ],
)
def test_a_day_is_due_by_the_citys_clock(moment: datetime, period: str) -> None:
    assert Daily("t", 3, 0).latest_period(moment) == period


def test_the_tick_starts_the_calendar_and_calls_every_part_even_if_one_fails(
    empty_calendar: None, rung: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    called: list[str] = []
    name = "王小明"

    @daily("t.nightly", hour=3)
    def nightly(claimed: Claim) -> None:
        raise AssertionError

    @hourly("t.hourly")
    def each_hour(claimed: Claim) -> None:
        raise AssertionError

    @every_tick
    def broken() -> Any:
        raise ValueError(name)

    @every_tick
    def sound() -> Any:
        called.append("sound")

    with clock.at(NOON):
        tasks.tick()
        assert sweeping.last_tick() == NOON
    assert called == ["sound"]
    assert ("ValueError" in caplog.text, name in caplog.text) == (True, False)
    assert set(Job.objects.values_list("kind", flat=True)) == {"t.nightly", "t.hourly"}


def test_the_work_task_does_the_job(empty_calendar: None) -> None:
    @registry.handler("t.effect")
    def do(claimed: Claim) -> None:
        with claimed.finish():
            pass

    with transaction.atomic():
        enqueue("t.effect", "1", {})
    tasks.work(Job.objects.get().pk)
    assert Job.objects.get().state == "done"
