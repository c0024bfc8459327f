"""One certificate in force for each person and kind, whoever writes at the same moment."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from certificates import eligibility, issuing, lifecycle, writing
from certificates.eligibility import Facts
from certificates.issuing import issue_if_eligible
from certificates.models import Certificate, NumberCounter
from certificates.requirements import Decision
from certificates.writing import Overtaken
from exams import attempts as sitting
from exams.models import Exam
from portal import clock
from portal.jobs.working import work_all
from portal.people.models import Person
from tests.certificates.rows import certified, exam_of, version_of
from tests.exams import rows as exam_rows


def all_certificates() -> list[Certificate]:
    return list(Certificate.objects.unscoped("test").order_by("pk"))


def both_exams(who: Person, exam: Exam) -> list[int]:
    """Two qualifying exams begun before either is passed, and both passed."""
    begun = [
        sitting.start(who.pk, one, actor_id=who.user_id) for one in (exam, exam_rows.qualifying())
    ]
    for attempt in begun:
        exam_rows.answer(attempt, exam_rows.right_letters(attempt))
        sitting.submit(attempt.pk, actor_id=who.user_id)
    return [attempt.pk for attempt in begun]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("years", [0, 4])
def test_two_passes_at_once_lead_to_one_certificate_in_force(
    years: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both workers judge before either writes: without certificate, and with one that ran out."""
    who, exam = exam_rows.ready_exam()
    if years:
        exam_rows.sit(who, exam)
        work_all("certificate.issue")
    together = threading.Barrier(2)
    judge = eligibility.decide

    def both_judge(facts: Facts) -> Decision:
        decision = judge(facts)
        together.wait(timeout=60)
        return decision

    moment = clock.now() + timedelta(days=365 * years)
    with clock.at(moment):
        attempts = both_exams(who, exam)
    monkeypatch.setattr(eligibility, "decide", both_judge)
    answers: list[str] = []

    def issue(attempt_id: int) -> None:
        try:
            with clock.at(moment):
                found = issue_if_eligible(who.pk, attempt_id).certificate
            answers.append(found.number if found else "")
        finally:
            connection.close()

    threads = [threading.Thread(target=issue, args=(attempt_id,)) for attempt_id in attempts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (row,) = all_certificates()
    assert answers == [row.number, row.number]
    assert NumberCounter.objects.get().last == 1
    assert version_of(row).n == row.versions.count() == (2 if years else 1)
    assert version_of(row).attempt_id in attempts


@pytest.mark.django_db
def test_what_is_withdrawn_or_renewed_meanwhile_is_not_renewed() -> None:
    row = certified()
    exam = exam_of(row)
    with clock.at(clock.now() + timedelta(days=4 * 365)):
        attempt = exam_rows.sit(row.person, exam)
        facts = eligibility.facts_of(row.person_id, clock.today(), attempt.pk)
        told = issuing._told(facts, row.kind)
        issue_if_eligible(row.person_id, attempt.pk)
        with pytest.raises(Overtaken), transaction.atomic():
            writing.renew(row, told, {})
        revoke(row)
        with pytest.raises(Overtaken), transaction.atomic():
            writing.renew(row, told, {})
    assert row.versions.count() == 2


def revoke(row: Certificate) -> None:
    lifecycle.revoke(row, reason_code="other", reason="x", actor_id=None)


@pytest.mark.django_db
def test_after_a_withdrawal_a_new_pass_brings_a_new_number() -> None:
    row = certified()
    revoke(row)
    exam = exam_of(row)
    with clock.at(clock.now() + timedelta(days=400)):
        attempt = exam_rows.sit(row.person, exam)
        found = issue_if_eligible(row.person_id, attempt.pk).certificate
    assert found is not None
    assert (found.number != row.number, found.state) == (True, "issued")
    assert len(all_certificates()) == 2
