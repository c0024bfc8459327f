"""A correction that takes a pass back while a worker issues on it, or voids what rests on it."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from certificates import checks, eligibility, falling, numbering
from certificates.choices import RequirementKind
from certificates.eligibility import Facts
from certificates.issuing import Issue, issue_if_eligible
from certificates.models import Certificate, NumberCounter
from certificates.numbering import ALL, Block
from certificates.requirements import Decision
from exams import revising
from exams.choices import Cause
from exams.models import Attempt, Result
from exams.revising import Decided, NewMark
from portal import clock
from portal.jobs.working import work_all
from tests.certificates import falling_rows as rows


def take_back(attempt: Attempt, by: int) -> None:
    mark = NewMark(rows.asked(attempt).pk, rows.NOTHING, full=False)
    revising.revise(attempt.pk, [mark], Decided(Cause.KEY, "答案有误", by, None))


def states() -> list[str]:
    return list(Certificate.objects.unscoped("test").values_list("state", flat=True))


@pytest.mark.django_db
def test_a_pass_taken_back_between_judging_and_writing_brings_no_certificate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who, attempt = rows.sat(wrong=1)
    by, judge = rows.anybody().pk, eligibility.decide

    def judge_and_take_back(facts: Facts) -> Decision:
        decision = judge(facts)
        monkeypatch.setattr(eligibility, "decide", judge)
        take_back(attempt, by)
        return decision

    monkeypatch.setattr(eligibility, "decide", judge_and_take_back)
    came = issue_if_eligible(who.pk, attempt.pk)
    assert came.certificate is None
    assert came.decision is not None
    assert [one.kind for one in came.decision.missing] == [RequirementKind.EXAM]
    assert not NumberCounter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_correction_that_comes_while_a_certificate_is_written_finds_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It waits for the one who writes, and so does the job that voids."""
    who, attempt = rows.sat(wrong=1)
    by, allocate = rows.anybody().pk, numbering.allocate
    writing, taken = threading.Event(), threading.Event()

    def slowly(division: str, year: int, serials: Block = ALL) -> str:
        writing.set()
        taken.wait(timeout=1)
        return allocate(division, year, serials)

    monkeypatch.setattr(numbering, "allocate", slowly)
    came: list[Issue] = []

    def issue() -> None:
        try:
            came.append(issue_if_eligible(who.pk, attempt.pk))
        finally:
            connection.close()

    def correct() -> None:
        try:
            writing.wait(timeout=60)
            take_back(attempt, by)
            work_all(falling.FELL)
            taken.set()
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for act in (issue, correct)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.certificate is not None for one in came] == [True]
    assert not Result.every.get(attempt=attempt).passed
    assert states() == ["voided"]


@pytest.mark.django_db
def test_doctor_finds_a_certificate_in_force_whose_pass_was_taken_back() -> None:
    _who, attempt = rows.sat(wrong=1)
    work_all("certificate.issue")
    assert checks.certificates_rest_on_passes().ok
    take_back(attempt, rows.anybody().pk)
    assert checks.certificates_rest_on_passes().ok, "the job that voids has ten minutes"
    with clock.at(clock.now() + checks.LATE + timedelta(minutes=1)):
        found = checks.certificates_rest_on_passes()
        (row,) = Certificate.objects.unscoped("test")
        assert (found.ok, found.count, found.example) == (False, 1, row.number)
        work_all(falling.FELL)
        assert checks.certificates_rest_on_passes().ok
