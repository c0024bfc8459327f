"""Failed jobs are put back by a human who says what was mended."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal import clock
from portal.audit.models import AuditEvent
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from portal.jobs.retrying import put_back
from portal.jobs.working import due

pytestmark = pytest.mark.django_db


def job(key: str, state: str = JobState.FAILED) -> Job:
    moment = clock.now()
    kind = key.partition(":")[0]
    done_at = moment if state == JobState.DONE else None
    return Job.objects.create(
        kind=kind, key=key, state=state, tries=12, due_at=moment, created_at=moment, done_at=done_at
    )


def test_the_failed_jobs_are_due_again_and_the_audit_says_why() -> None:
    mended = job("t.print:1")
    job("t.print:2", JobState.DONE)
    out = StringIO()
    call_command("retry_jobs", "--reason", "磁盘已清理", stdout=out)
    assert out.getvalue() == "t.print:1\n1 jobs are tried again\n"
    mended.refresh_from_db()
    assert (mended.state, mended.tries) == (JobState.WAITING, 0)
    assert list(due()) == [mended]
    assert AuditEvent.objects.get(kind="job.retried").body.reason == "磁盘已清理"


def test_only_the_named_kind_is_put_back() -> None:
    job("t.print:1")
    other = job("t.mail:1")
    call_command("retry_jobs", "--reason", "邮件服务器恢复", "--kind", "t.mail", stdout=StringIO())
    assert Job.objects.get(state=JobState.WAITING) == other


def test_without_a_reason_nothing_is_put_back() -> None:
    job("t.print:1")
    with pytest.raises(CommandError):
        call_command("retry_jobs", "--reason", " ", stdout=StringIO())
    assert Job.objects.get().state == JobState.FAILED


def test_a_job_that_does_not_stand_failed_is_left_alone() -> None:
    assert put_back(job("t.print:2", JobState.DONE).pk) is False
