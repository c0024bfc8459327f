"""A result that is corrected takes its certificate along: shown before, done by two, told after."""

from datetime import timedelta

import pytest
from django.db import transaction

from certificates import falling, lifecycle, own_reasons, verification, waiting
from certificates.issuing import issue_if_eligible
from certificates.models import Certificate, NumberCounter
from exams.choices import Fix
from exams.models import Attempt, CorrectionLine, Result
from exams.regrading import Wanted
from portal import clock
from portal.audit.models import AuditEvent
from portal.jobs.working import work_all
from tests.certificates import falling_rows as rows
from tests.certificates.rows import version_of

pytestmark = pytest.mark.django_db
JOBS = (falling.FELL, "certificate.issue")
LATER = timedelta(days=4 * 365)


def all_certificates() -> list[Certificate]:
    return list(Certificate.objects.unscoped("test").order_by("pk"))


def states() -> list[str]:
    return [row.state for row in all_certificates()]


def certified_on_the_edge() -> tuple[Certificate, Attempt]:
    _who, attempt = rows.sat(wrong=1)
    work_all("certificate.issue")
    (row,) = all_certificates()
    return row, attempt


def fallen() -> tuple[Certificate, Attempt]:
    """A certificate whose pass a correction took back."""
    row, attempt = certified_on_the_edge()
    rows.corrected(attempt, rows.another_key(attempt))
    work_all(*JOBS)
    return row, attempt


def come_back(attempt: Attempt) -> None:
    """The key as it was written was right after all."""
    rows.corrected(attempt, rows.first_key(attempt))


def test_the_dry_run_lists_who_flips_and_the_certificate_and_nothing_is_done_yet() -> None:
    row, attempt = certified_on_the_edge()
    correction = rows.proposed(attempt, rows.another_key(attempt))
    (line,) = CorrectionLine.every.filter(correction=correction)
    assert (line.passed_before, line.passed, line.certificate) == (True, False, row.number)
    with clock.at(clock.now() + timedelta(minutes=1)):
        work_all(*JOBS)
    assert states() == ["issued"]
    assert verification.by_code(row.code).standing == "valid"


def test_a_pass_that_two_people_took_back_voids_the_certificate_and_says_why() -> None:
    row, attempt = certified_on_the_edge()
    before = version_of(row)
    rows.corrected(attempt, rows.another_key(attempt))
    assert not Result.every.get(attempt=attempt).passed
    assert work_all(falling.FELL) == 1
    assert states() == ["voided"]
    change = row.changes.latest("pk")
    assert (change.state, change.reason_code) == ("voided", "error")
    assert (change.reason, change.actor) == (own_reasons.RESULT_FELL, None)
    assert AuditEvent.objects.get(kind="certificate.voided").actor_id is None
    verdict = verification.by_code(row.code)
    assert (verdict.standing, verdict.printed) == ("not_found", None)
    kept = version_of(row)
    assert (kept.pk, kept.plan, kept.decision) == (before.pk, before.plan, before.decision)
    assert row.changes.count() == 2


def test_a_fall_that_is_done_twice_is_done_once() -> None:
    row, attempt = fallen()
    with transaction.atomic():
        assert falling.fall(attempt.pk) == 0
    assert row.changes.count() == 2


def test_a_suspended_certificate_whose_pass_falls_is_revoked() -> None:
    row, attempt = certified_on_the_edge()
    lifecycle.suspend(row, reason_code="under_inquiry", reason="调查", actor_id=None)
    rows.corrected(attempt, rows.another_key(attempt))
    work_all(*JOBS)
    assert states() == ["revoked"]


def test_a_correction_that_leaves_the_pass_leaves_the_certificate() -> None:
    row, attempt = certified_on_the_edge()
    rows.corrected(attempt, Wanted(Fix.FREE))
    work_all(*JOBS)
    assert states() == ["issued"]
    assert row.changes.count() == 1


def test_a_fail_that_becomes_a_pass_brings_a_certificate() -> None:
    who, attempt = rows.sat(wrong=2)
    work_all(*JOBS)
    assert states() == []
    correction = rows.corrected(attempt, Wanted(Fix.FREE), place=5)
    assert rows.named(correction) == {attempt.pk: ""}
    work_all(*JOBS)
    (row,) = all_certificates()
    assert (row.person_id, row.attempt_id, row.state) == (who.pk, attempt.pk, "issued")


def test_a_pass_that_fell_and_came_back_brings_a_new_number() -> None:
    row, attempt = fallen()
    come_back(attempt)
    assert waiting.passes() == [(attempt.pk, row.person_id)]
    work_all(*JOBS)
    old, new = all_certificates()
    assert (old.state, new.state, new.attempt_id) == ("voided", "issued", attempt.pk)
    assert new.number != old.number
    assert NumberCounter.objects.get().last == 2
    assert waiting.passes() == []
    assert issue_if_eligible(row.person_id, attempt.pk).certificate == new
    assert verification.by_code(old.code).standing == "not_found"
    assert verification.by_code(new.code).standing == "valid"


def test_what_a_person_declared_void_is_not_issued_again_by_a_correction() -> None:
    row, attempt = certified_on_the_edge()
    lifecycle.void(row, reason_code="error", reason="照片有误", actor_id=rows.anybody().pk)
    rows.corrected(attempt, rows.another_key(attempt))
    come_back(attempt)
    assert waiting.passes() == []
    work_all(*JOBS)
    assert states() == ["voided"]


def renewed(*, wrong: tuple[int, int]) -> tuple[Certificate, Attempt, Attempt]:
    """A certificate that ran out and was renewed: so many wrong in the first exam, in the other."""
    who, first = rows.sat(wrong=wrong[0])
    work_all("certificate.issue")
    with clock.at(clock.now() + LATER):
        second = rows.sit(who, first.exam, wrong=wrong[1])
        work_all("certificate.issue")
    (row,) = all_certificates()
    assert version_of(row).attempt_id == second.pk
    return row, first, second


def test_a_renewed_certificate_falls_with_the_pass_that_renewed_it() -> None:
    row, _first, second = renewed(wrong=(0, 1))
    with clock.at(clock.now() + LATER + timedelta(days=1)):
        correction = rows.corrected(second, rows.another_key(second))
        assert rows.named(correction)[second.pk] == row.number
        work_all(*JOBS)
    assert states() == ["voided"]
    assert row.versions.count() == 2


def test_a_renewed_certificate_stands_when_the_pass_of_its_first_period_falls() -> None:
    _row, first, second = renewed(wrong=(1, 0))
    with clock.at(clock.now() + LATER + timedelta(days=1)):
        correction = rows.corrected(first, rows.another_key(first))
        assert rows.named(correction)[first.pk] == ""
        work_all(*JOBS)
    assert not Result.every.get(attempt=first).passed
    assert Result.every.get(attempt=second).passed
    assert states() == ["issued"]
