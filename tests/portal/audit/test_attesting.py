"""That the trail was read again is an act of its own."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings

from portal import clock
from portal.audit.attesting import attest
from portal.audit.checks import the_trail_was_read_again
from portal.audit.models import AuditDay, AuditEvent
from portal.audit.periodic import verify_all
from portal.audit.recording import NoTransaction
from portal.audit.verifying import Fault, Verified
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import Job
from portal.jobs.working import work

INTACT = Verified(sealed=3, unsealed=1, waiting_since=None, faults=())


def close_a_day() -> None:
    AuditDay.objects.create(day=date(2026, 11, 23), count=3, head="h", root="r")


@pytest.mark.django_db
def test_a_verification_is_an_event_on_the_latest_closed_day() -> None:
    close_a_day()
    broken = Fault(date(2026, 11, 20), 7, "seals or events are missing from here")
    assert attest(Verified(sealed=3, unsealed=0, waiting_since=None, faults=(broken,))) is True
    event = AuditEvent.objects.get(kind="audit.verified")
    assert event.subject == "audit.auditday:2026-11-23"
    assert event.body.data == {
        "sealed": 3,
        "unsealed": 0,
        "faults": 1,
        "first": "2026-11-20 #7",
    }


@pytest.mark.django_db
def test_before_the_first_day_is_closed_there_is_nothing_to_say() -> None:
    assert attest(INTACT) is False
    assert not AuditEvent.objects.filter(kind="audit.verified").exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_attested() -> None:
    with pytest.raises(NoTransaction):
        attest(INTACT)


@pytest.mark.django_db(transaction=True)
def test_every_night_the_trail_is_read_and_the_result_kept(
    settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    assert verify_all is not None
    with clock.at(datetime(2026, 11, 24, 20, tzinfo=UTC)):
        close_a_day_with_no_seals()
        with transaction.atomic():
            enqueue("audit.verify", "audit.verify:2026-11-25", {"period": "2026-11-25"})
        work(Job.objects.get(kind="audit.verify").pk)
    assert AuditEvent.objects.get(kind="audit.verified").body.data["faults"] == 2


def close_a_day_with_no_seals() -> None:
    """Its root is wrong, and its seals are not there: two faults."""
    close_a_day()


@pytest.mark.django_db
def test_doctor_says_what_the_last_reading_found_and_that_one_is_late() -> None:
    assert the_trail_was_read_again().ok  # nothing closed, nothing to read
    close_a_day()
    assert the_trail_was_read_again().warned
    with transaction.atomic():
        attest(INTACT)
    assert the_trail_was_read_again().ok
    with clock.at(clock.now() + timedelta(hours=27)):
        assert the_trail_was_read_again().warned
    broken = Fault(date(2026, 11, 20), 7, "seals or events are missing from here")
    with transaction.atomic():
        attest(Verified(sealed=3, unsealed=0, waiting_since=None, faults=(broken,)))
    found = the_trail_was_read_again()
    assert (found.failed, found.count, found.example) == (True, 1, "2026-11-20 #7")


@pytest.mark.django_db(transaction=True)
def test_at_night_a_root_altered_in_the_file_outside_is_found(
    settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    (tmp_path / "audit-roots.txt").write_text("2026-11-23 another\n", encoding="ascii")
    with clock.at(datetime(2026, 11, 24, 20, tzinfo=UTC)):
        close_a_day_with_no_seals()
        with transaction.atomic():
            enqueue("audit.verify", "audit.verify:2026-11-25", {"period": "2026-11-25"})
        work(Job.objects.get(kind="audit.verify").pk)
    assert AuditEvent.objects.get(kind="audit.verified").body.data["faults"] == 3
