"""A job is claimed by one worker and its effect commits with "done"; a dead worker's is taken
again."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, transaction

from portal import clock
from portal.jobs import registry, working
from portal.jobs.checks import no_job_failed
from portal.jobs.choices import JobState
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import Job, PeriodicRun
from portal.jobs.registry import Claim, UnknownKind, handler, handler_of
from portal.jobs.working import LeaseLost, claim, due, work, work_all

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_handlers", dict(registry._handlers))


def a_job(kind: str = "t.effect", key: str = "1", **payload: Any) -> Job:
    with transaction.atomic():
        enqueue(kind, key, payload)
    return Job.objects.get(key=f"{kind}:{key}")


def write_effect(name: str) -> None:
    PeriodicRun.objects.create(name=name, period="effect", recorded_at=clock.now())


def test_the_effect_commits_together_with_done() -> None:
    @handler("t.effect")
    def do(claimed: Claim) -> None:
        with claimed.finish():
            write_effect(claimed.payload["name"])

    job = a_job(name="a")
    assert work(job.pk) is True
    job.refresh_from_db()
    assert (job.state, job.lease, job.tries) == (JobState.DONE, "", 1)
    assert PeriodicRun.objects.get().name == "a"
    assert work(job.pk) is False
    assert PeriodicRun.objects.count() == 1


def test_two_workers_get_one_claim() -> None:
    job = a_job()
    first, second = claim(job.pk), claim(job.pk)
    assert first is not None
    assert second is None


def test_a_dead_workers_job_is_taken_again_and_its_late_effect_is_rolled_back() -> None:
    job = a_job()
    dead = claim(job.pk)
    assert dead is not None
    assert not due().exists()
    with clock.at(clock.now() + timedelta(seconds=31)):
        assert due().get().pk == job.pk
        alive = claim(job.pk)
    assert alive is not None
    with pytest.raises(LeaseLost), dead.finish():
        write_effect("dead")
    with alive.finish():
        write_effect("alive")
    assert [run.name for run in PeriodicRun.objects.all()] == ["alive"]


def test_a_job_that_kills_its_workers_ends_failed_and_doctor_says_so() -> None:
    job = a_job()
    moment = clock.now()
    claims = []
    for _ in range(20):
        moment += timedelta(seconds=31)
        with clock.at(moment):
            claims.append(claim(job.pk))
    assert [taken is not None for taken in claims] == [True] * 12 + [False] * 8
    job.refresh_from_db()
    assert (job.state, job.lease, job.tries) == (JobState.FAILED, "", working.MAX_TRIES)
    assert job.last_error == "its worker died 12 times"
    assert not no_job_failed().ok


def test_a_living_workers_last_try_is_left_alone() -> None:
    job = a_job()
    Job.objects.filter(pk=job.pk).update(tries=working.MAX_TRIES - 1)
    assert claim(job.pk) is not None
    assert claim(job.pk) is None
    job.refresh_from_db()
    assert (job.state, job.tries) == (JobState.RUNNING, working.MAX_TRIES)


def test_renewing_keeps_the_lease_until_another_has_it() -> None:
    job = a_job()
    mine = claim(job.pk)
    assert mine is not None
    assert mine.renew() is True
    with clock.at(clock.now() + timedelta(seconds=31)):
        claim(job.pk)
    assert mine.renew() is False


def test_the_lease_is_renewed_while_the_handler_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "RENEW_SECONDS", 0.01)
    renewed = threading.Event()
    renew = working.JobClaim.renew

    def seen_renewing(claimed: working.JobClaim) -> bool:
        still_mine = renew(claimed)
        renewed.set()
        return still_mine

    monkeypatch.setattr(working.JobClaim, "renew", seen_renewing)

    @handler("t.effect")
    def do(claimed: Claim) -> None:
        assert renewed.wait(10)
        with claimed.finish():
            pass

    job = a_job()
    before = clock.now()
    assert work(job.pk) is True
    assert renewed.is_set()
    job.refresh_from_db()
    assert job.done_at is not None
    assert job.done_at >= before


def test_a_database_that_fails_once_does_not_cost_the_lease(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(working, "RENEW_SECONDS", 0.01)
    tries: list[int] = []
    tried_again = threading.Event()

    def fails_once(claimed: working.JobClaim) -> bool:
        tries.append(1)
        if len(tries) == 1:
            raise OperationalError("gone")
        tried_again.set()
        return False

    monkeypatch.setattr(working.JobClaim, "renew", fails_once)

    @handler("t.effect")
    def do(claimed: Claim) -> None:
        assert tried_again.wait(10)
        with claimed.finish():
            pass

    assert work(a_job().pk) is True
    assert len(tries) == 2


def test_a_failing_job_waits_longer_each_time_and_at_last_stands_for_a_human() -> None:
    @handler("t.effect")
    def do(claimed: Claim) -> None:
        raise ValueError("no")

    job = a_job()
    waits = []
    moment = clock.now()
    for _ in range(working.MAX_TRIES):
        with clock.at(moment):
            assert work(job.pk) is False
        job.refresh_from_db()
        waits.append(round((job.due_at - moment).total_seconds()))
        moment = job.due_at
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]
    assert job.state == JobState.FAILED
    assert job.last_error == "ValueError"
    assert not due(moment + timedelta(days=1)).exists()


def test_a_failure_keeps_the_constraint_and_nobodys_name(
    caplog: pytest.LogCaptureFixture,
) -> None:
    name = "张三丰"

    @handler("t.effect")
    def do(claimed: Claim) -> None:
        job = Job.objects.get(kind="t.effect")
        Job.objects.create(key=job.key, kind=name, due_at=job.due_at, created_at=job.created_at)

    @handler("t.other")
    def other(claimed: Claim) -> None:
        raise ValueError(name)

    jobs = [a_job(), a_job("t.other")]
    assert [work(job.pk) for job in jobs] == [False, False]
    broken, odd = (Job.objects.get(pk=job.pk).last_error for job in jobs)
    assert broken.startswith("IntegrityError: ")
    assert "key" in broken
    assert odd == "ValueError"
    assert "job failed" in caplog.text
    assert name not in broken + caplog.text


def test_a_handler_that_forgets_to_finish_is_a_failure() -> None:
    @handler("t.effect")
    def do(claimed: Claim) -> None:
        pass

    job = a_job()
    assert work(job.pk) is False
    job.refresh_from_db()
    assert "did not call claim.finish()" in job.last_error


def test_a_handler_whose_lease_was_lost_leaves_the_job_to_the_other() -> None:
    @handler("t.effect")
    def do(claimed: Claim) -> None:
        Job.objects.update(lease="another")
        with claimed.finish():
            write_effect("late")

    job = a_job()
    assert work(job.pk) is False
    job.refresh_from_db()
    assert (job.state, job.lease, PeriodicRun.objects.count()) == (JobState.RUNNING, "another", 0)


def test_an_unknown_kind_is_a_failure_with_its_name() -> None:
    with pytest.raises(UnknownKind):
        handler_of("t.nobody")
    job = a_job("t.nobody")
    assert work(job.pk) is False
    job.refresh_from_db()
    assert "t.nobody" in job.last_error


def test_work_all_does_the_named_kinds_and_passes_over_failures() -> None:
    @handler("t.good")
    def good(claimed: Claim) -> None:
        with claimed.finish():
            pass

    @handler("t.bad")
    def bad(claimed: Claim) -> None:
        raise ValueError

    for key in ("1", "2"):
        a_job("t.good", key)
        a_job("t.bad", key)
    assert work_all("t.good") == 2
    assert work_all() == 0
    assert Job.objects.filter(state=JobState.DONE).count() == 2
