"""The night: who was forgotten, what was not printed, and no job for who cannot have one yet."""

import pytest
from django.db import transaction

from certificates import waiting
from certificates.models import Certificate
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import Job
from portal.jobs.working import work_all
from tests.certificates.rows import passed
from tests.exams import rows as exam_rows

pytestmark = pytest.mark.django_db


def test_the_nightly_sweep_finds_who_was_forgotten_and_what_was_not_printed() -> None:
    who, _attempt = passed()
    Job.objects.filter(kind="certificate.issue").delete()
    with transaction.atomic():
        enqueue("certificate.sweep", "2026-11-23", {"period": "2026-11-23"})
    assert work_all("certificate.sweep", "certificate.issue") == 2
    row = Certificate.objects.unscoped("t").get()
    Job.objects.filter(kind="certificate.render").delete()
    with transaction.atomic():
        enqueue("certificate.sweep", "2026-11-24", {"period": "2026-11-24"})
    assert work_all("certificate.sweep") == 1
    assert Job.objects.filter(kind="certificate.render").count() == 1
    assert waiting.passes() == []
    assert row.person_id == who.pk


def test_the_nightly_sweep_writes_no_job_for_who_still_lacks_something() -> None:
    passed()
    exam_rows.module("family", hours="4.0")
    work_all("certificate.issue")
    before = Job.objects.filter(kind="certificate.issue").count()
    for night in ("2026-11-23", "2026-11-24"):
        with transaction.atomic():
            enqueue("certificate.sweep", night, {"period": night})
    assert work_all("certificate.sweep") == 2
    assert len(waiting.passes()) == 1
    assert Job.objects.filter(kind="certificate.issue").count() == before
