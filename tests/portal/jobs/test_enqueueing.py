"""The outbox takes a job in the transaction of its state change, and takes each effect once."""

from datetime import timedelta

import pytest
from django.db import transaction

from portal import clock
from portal.jobs import enqueueing
from portal.jobs.choices import JobState
from portal.jobs.enqueueing import NoTransaction, enqueue, enqueue_again, newest
from portal.jobs.models import Job


@pytest.mark.django_db(transaction=True)
def test_a_job_outside_a_transaction_is_refused() -> None:
    with pytest.raises(NoTransaction):
        enqueue("t.effect", "1", {})
    assert Job.objects.count() == 0


@pytest.mark.django_db
def test_the_same_effect_is_taken_once() -> None:
    with transaction.atomic():
        assert enqueue("t.effect", "1", {"id": 1}) is True
        assert enqueue("t.effect", "1", {"id": 2}) is False
    job = Job.objects.get()
    assert (job.key, job.payload, job.state) == ("t.effect:1", {"id": 1}, JobState.WAITING)


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_transaction_leaves_no_job_and_rings_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rung: list[int] = []
    monkeypatch.setattr(enqueueing, "ring", rung.append)

    def fails_after_enqueueing() -> None:
        with transaction.atomic():
            enqueue("t.effect", "1", {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails_after_enqueueing()
    assert (Job.objects.count(), rung) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_the_bell_rings_after_the_commit_and_not_for_later_jobs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rung: list[int] = []
    monkeypatch.setattr(enqueueing, "ring", rung.append)
    with transaction.atomic():
        enqueue("t.effect", "now", {})
        enqueue("t.effect", "later", {}, due_at=clock.now() + timedelta(days=1))
        assert rung == []
    assert rung == [Job.objects.get(key="t.effect:now").pk]


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_fails_nobody(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_options: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("portal.jobs.doorbell.current_app.send_task", broken)
    with transaction.atomic():
        assert enqueue("t.effect", "1", {}) is True
    assert Job.objects.get().state == JobState.WAITING


@pytest.mark.django_db
def test_what_may_be_done_again_waits_until_it_was_done() -> None:
    asked = []
    for state in ("waiting", "running", "failed", "done"):
        with transaction.atomic():
            asked.append(enqueue_again("t.print", "7:slips", {"n": state}))
        done_at = clock.now() if state == "done" else None
        Job.objects.order_by("pk").update(state=state, done_at=done_at)
    assert asked == [True, False, False, True]
    last = newest("t.print", "7:slips")
    assert last is not None
    assert last.payload == {"n": "done"}
    assert newest("t.print", "7:slip") is None
    with transaction.atomic():
        assert enqueue_again("t.print", "7:slips", {})


@pytest.mark.django_db
def test_of_two_who_ask_at_once_one_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enqueueing, "newest", lambda _kind, _name: None)  # both looked before
    with transaction.atomic():
        assert [enqueue_again("t.print", "7", {}), enqueue_again("t.print", "7", {})] == [
            True,
            False,
        ]
    assert Job.objects.count() == 1
