"""Hours that are taken back take along the training certificate that rests on them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction

from certificates import checks, falling, issuing, lifecycle, waiting
from certificates.models import Certificate, CertificateChange
from courses.training import crediting
from courses.training.choices import Form
from courses.training.models import HoursEntry
from portal import clock
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import Job
from portal.jobs.working import work_all
from portal.people.models import Person
from tests.certificates.rows_of_kinds import learn_more, trained
from tests.certificates.test_programmes import set_rule
from tests.exams import rows as exam_rows

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=11)


def entries(row: Certificate) -> list[HoursEntry]:
    found = HoursEntry.objects.unscoped("t").filter(person_id=row.person_id, reverses=None)
    return list(found.order_by("pk"))


def take_back(row: Certificate, *, which: int = 0) -> None:
    crediting.take_back(entries(row)[which].pk, "记错（示例）", actor_id=None)


def state(row: Certificate) -> str:
    return str(Certificate.objects.unscoped("t").values_list("state", flat=True).get(pk=row.pk))


def test_a_training_certificate_whose_hours_are_taken_back_is_void() -> None:
    row = trained()
    take_back(row)
    assert state(row) == "issued"
    work_all(falling.HOURS_FELL)
    assert state(row) == "voided"
    change = CertificateChange.objects.unscoped("t").get(certificate=row, state="voided")
    assert (change.actor, change.reason_code) == (None, "error")
    assert falling.fall_untrained(row.person_id) == 0


def test_a_suspended_one_is_revoked() -> None:
    row = trained()
    lifecycle.suspend(row, reason_code="other", reason="x", actor_id=None)
    take_back(row)
    work_all(falling.HOURS_FELL)
    assert state(row) == "revoked"


def trained_with_a_class() -> Certificate:
    """Twenty hours of a module, four of a class: 24 are needed."""
    module = exam_rows.module(hours="20.0")
    exam_rows.fill()
    who = exam_rows.person()
    exam_rows.learn(who, module)
    exam_rows.sit(who, exam_rows.quiz(module))
    attend(who, "class:1", "4.0")
    found = issuing.issue_training(who.pk).certificate
    assert found is not None
    return found


def attend(who: Person, source: str, hours: str) -> None:
    today = clock.today()
    crediting.credit(who.pk, Form.CLASS, source, Decimal(hours), earned_on=today, actor_id=None)


def test_it_stays_while_the_others_suffice_whatever_became_compulsory_since() -> None:
    row = trained()
    learn_more(row.person, "property", "30.0")
    take_back(row, which=-1)
    work_all(falling.HOURS_FELL)
    assert state(row) == "issued"
    assert Job.objects.filter(kind=falling.HOURS_FELL, state="done").count() == 1


def test_whoever_earns_the_hours_again_is_certified_again() -> None:
    row = trained_with_a_class()
    take_back(row, which=-1)
    work_all(falling.HOURS_FELL)
    assert state(row) == "voided"
    assert waiting.trained() == []
    attend(row.person, "class:2", "4.0")
    assert waiting.trained() == [row.person_id]
    again = issuing.issue_training(row.person_id).certificate
    assert again is not None
    assert (again.pk != row.pk, again.state) == (True, "issued")


def test_after_one_that_a_person_declared_void_the_hours_are_needed_anew() -> None:
    row = trained_with_a_class()
    officer = exam_rows.staff("hr", row.organisation)
    lifecycle.void(row, reason_code="error", reason="x", actor_id=officer.pk)
    attend(row.person, "class:2", "4.0")
    assert waiting.trained() == []


def test_doctor_finds_one_whose_job_was_lost() -> None:
    row = trained()
    assert checks.training_certificates_rest_on_hours().ok
    take_back(row)
    assert checks.training_certificates_rest_on_hours().ok
    with clock.at(clock.now() + LATER):
        found = checks.training_certificates_rest_on_hours()
    assert (found.ok, found.count, found.example) == (False, 1, row.number)
    work_all(falling.HOURS_FELL)
    with clock.at(clock.now() + LATER):
        assert checks.training_certificates_rest_on_hours().ok


def test_the_night_ends_one_that_was_issued_while_its_hours_were_taken_back() -> None:
    row = trained()
    take_back(row)
    Job.objects.filter(kind=falling.HOURS_FELL).delete()
    for night in ("2026-11-23", "2026-11-24"):
        with transaction.atomic():
            enqueue("certificate.sweep", night, {"period": night})
        work_all("certificate.sweep", falling.HOURS_FELL)
    assert state(row) == "voided"
    assert Job.objects.filter(kind=falling.HOURS_FELL).count() == 1


def test_a_renewed_one_falls_with_the_hours_of_its_renewal() -> None:
    set_rule("cert.validity_years.training", 1)
    row = trained_with_a_class()
    with clock.at(clock.now() + timedelta(days=400)):
        attend(row.person, "class:2", "24.0")
        assert issuing.issue_training(row.person_id).certificate == row
        take_back(row, which=-1)
        work_all(falling.HOURS_FELL)
    assert state(row) == "voided"


def test_after_one_that_a_person_declared_void_the_next_falls_with_its_own_hours() -> None:
    row = trained_with_a_class()
    officer = exam_rows.staff("hr", row.organisation)
    lifecycle.void(row, reason_code="error", reason="x", actor_id=officer.pk)
    attend(row.person, "class:2", "24.0")
    again = issuing.issue_training(row.person_id).certificate
    assert again is not None
    take_back(row, which=-1)
    work_all(falling.HOURS_FELL)
    assert state(again) == "voided"
