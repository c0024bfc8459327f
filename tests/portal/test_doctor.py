"""Doctor prints each invariant as a line and fails when one does not hold."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from portal import clock, invariants
from portal.audit.noting import note_backup
from portal.jobs.choices import JobState
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import Job, PeriodicRun
from portal.jobs.sweeping import beat_heart

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_worker_ticks_and_a_backup_is_noted() -> None:
    """A worker that starts indexes the first pages, too."""
    call_command("wagtail_update_index", verbosity=0)
    beat_heart()
    note_backup(made_at=clock.now(), size=1, sha256="0" * 64, where="机房", actor_id=None)


def lines_of_doctor() -> list[str]:
    out = StringIO()
    call_command("doctor", stdout=out)
    return out.getvalue().splitlines()


def test_an_empty_city_is_healthy() -> None:
    lines = lines_of_doctor()
    assert lines[-1] == f"{len(lines) - 1} invariants hold"
    assert all(line.startswith("ok   ") for line in lines[:-1])
    assert "ok   jobs: none stands failed" in lines


def test_a_failed_job_and_a_late_one_are_named() -> None:
    with clock.at(clock.now() - timedelta(hours=1)), transaction.atomic():
        enqueue("t.effect", "late", {})
        enqueue("t.effect", "failed", {})
    Job.objects.filter(key="t.effect:failed").update(state=JobState.FAILED)
    out = StringIO()
    with pytest.raises(CommandError, match=r"2 of [0-9]+ invariants do not hold"):
        call_command("doctor", stdout=out)
    failed = [line for line in out.getvalue().splitlines() if line.startswith("FAIL")]
    assert failed == [
        "FAIL jobs: none is due for more than 5 minutes (1, for example t.effect:late)",
        "FAIL jobs: none stands failed (1, for example t.effect:failed)",
    ]


def test_a_warning_is_printed_and_fails_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [
        lambda: invariants.none_of("t: calm", [], "warn"),
        lambda: invariants.none_of("t: look", [7, 8], "warn"),
    ]
    monkeypatch.setattr(invariants, "_invariants", lines)
    assert lines_of_doctor() == [
        "ok   t: calm",
        "warn t: look (2, for example 7)",
        "1 invariants hold, 1 want to be looked at",
    ]


@pytest.mark.parametrize("ago", [None, timedelta(seconds=61)])
def test_a_city_in_which_nobody_ticks_is_told_so(ago: timedelta | None) -> None:
    if ago is None:
        PeriodicRun.objects.all().delete()
    else:
        with clock.at(clock.now() - ago):
            beat_heart()
    with pytest.raises(CommandError, match="1 of"):
        lines_of_doctor()


def test_a_tick_of_a_minute_ago_is_near_enough() -> None:
    with clock.at(clock.now() - timedelta(seconds=50)):
        beat_heart()
    assert "ok   jobs: a worker ticked within the last minute" in lines_of_doctor()


def test_the_apps_have_registered_their_invariants() -> None:
    rooms = {finding.name.partition(":")[0] for finding in invariants.findings()}
    assert {"accounts", "audit", "jobs", "people"} <= rooms
