"""Issuing: plan, number, change, audit and print job in one transaction; once for each pass."""

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.test import override_settings

from certificates import (
    describing,
    eligibility,
    fonts,
    holdings,
    issuing,
    rendering,
    requirements,
    storing,
    tasks,
    waiting,
)
from certificates.issuing import NotTheirs, issue_if_eligible
from certificates.models import (
    Certificate,
    CertificateChange,
    CertificateVersion,
    NumberCounter,
)
from certificates.numbering import is_code, read_number
from certificates.planning import Plan
from courses.models import ModuleIndexPage
from portal import clock
from portal.audit.models import AuditEvent
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from portal.jobs.working import work, work_all
from portal.people.models import Person
from portal.scope import Scope
from tests.certificates.rows import certified, exam_of, passed, version_of
from tests.exams import rows as exam_rows


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path) -> Iterator[None]:
    with override_settings(FILES_ROOT=tmp_path):
        yield


def all_certificates() -> list[Certificate]:
    return list(Certificate.objects.unscoped("test").order_by("pk"))


@pytest.mark.django_db
def test_passing_brings_a_certificate_through_the_outbox() -> None:
    who, attempt = passed()
    job = Job.objects.get(kind="certificate.issue")
    assert job.payload == {"person": who.pk, "attempt": attempt.pk}
    assert all_certificates() == []
    assert work_all("certificate.issue") == 1
    (row,) = all_certificates()
    version = version_of(row)
    today = clock.today()
    assert (row.person_id, row.attempt_id, row.state) == (who.pk, attempt.pk, "issued")
    assert read_number(row.number) == row.number
    assert row.number.startswith(f"990101{today.year}000001")
    assert is_code(row.code)
    assert (version.valid_from, version.plan["name"]) == (today, "周桂芳")
    assert version.plan["link"] == f"https://rmtj.example.gov.cn/v/{row.code}"
    assert version.plan["hours"] == "24"
    assert set(version.plan["rules"]) >= {"train.pre_post_hours", "cert.validity_years"}
    assert version.template_version == "post-3"
    assert [(c.state, c.day) for c in row.changes.all()] == [("issued", today)]
    assert AuditEvent.objects.filter(kind="certificate.issued").count() == 1
    assert version.file_sha256 == ""
    assert Job.objects.get(kind="certificate.render").payload == {"version": version.pk}


@pytest.mark.django_db
def test_the_file_is_stored_under_its_hash_and_noted_once() -> None:
    row = certified()
    assert work_all("certificate.render") == 1
    version = version_of(row)
    assert storing.is_whole(version.file_sha256)
    content = storing.read(version.file_sha256)
    assert len(content) == version.file_size
    assert content.startswith(b"%PDF")
    with transaction.atomic():
        assert issuing.attach_file(version.pk, issuing.Printed("0" * 64, 1)) is False
    assert version_of(row).file_sha256 == version.file_sha256


@pytest.mark.django_db(transaction=True)
def test_a_crash_between_plan_and_print_leaves_one_certificate_and_its_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _who, _attempt = passed()
    work_all("certificate.issue")
    monkeypatch.setattr(rendering, "render", lambda _plan: 1 / 0)
    job = Job.objects.get(kind="certificate.render")
    assert work(job.pk) is False
    assert version_of(all_certificates()[0]).file_sha256 == ""
    monkeypatch.undo()
    with clock.at(clock.now() + timedelta(minutes=1)):
        assert work(job.pk) is True
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert storing.is_whole(version_of(all_certificates()[0]).file_sha256)
    assert len(all_certificates()) == 1


@pytest.mark.django_db
def test_asked_twice_it_is_the_same_certificate() -> None:
    who, attempt = passed()
    first = issue_if_eligible(who.pk, attempt.pk).certificate
    again = issue_if_eligible(who.pk, attempt.pk).certificate
    assert first == again
    assert len(all_certificates()) == 1
    assert NumberCounter.objects.get().last == 1
    assert work_all("certificate.issue") == 1
    assert len(all_certificates()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_certificate_and_no_gap() -> None:
    who, attempt = passed()
    together = threading.Barrier(4)
    numbers: list[str] = []

    def issue() -> None:
        together.wait()
        try:
            found = issue_if_eligible(who.pk, attempt.pk).certificate
            assert found is not None
            numbers.append(found.number)
        finally:
            connection.close()

    threads = [threading.Thread(target=issue) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers) == 4
    assert len(set(numbers)) == 1
    assert len(all_certificates()) == 1
    assert NumberCounter.objects.get().last == 1
    assert CertificateVersion.objects.unscoped("test").count() == 1


@pytest.mark.django_db
def test_the_decision_is_stored_with_the_version_and_stays_what_it_was() -> None:
    row = certified()
    stored = version_of(row).decision
    told = {item["kind"]: item for item in stored["requirements"]}
    assert list(told) == ["module", "quiz", "hours", "exam", "age", "name", "held"]
    assert told["hours"]["evidence"] == "24 / 24"
    assert told["exam"]["evidence"] == clock.today().isoformat()
    assert told["module"]["subject_id"] > 0
    assert stored["day"] == clock.today().isoformat()
    assert stored["rules"] == {
        key: version
        for key, version in version_of(row).plan["rules"].items()
        if not key.startswith("cert.") or key.startswith("cert.requires.")
    }
    exam_rows.module("family", hours="4.0")
    facts = eligibility.facts_of(row.person_id, clock.today(), row.attempt_id)
    assert not eligibility.decide(facts).granted
    recalled = requirements.recalled(version_of(row).decision)
    assert recalled is not None
    assert (recalled.granted, len(recalled.requirements)) == (True, 7)
    assert requirements.recalled(None) is None


@pytest.mark.django_db
def test_a_name_that_cannot_be_printed_holds_the_certificate_until_it_is_mended() -> None:
    who, attempt = passed(name="王\ue863")
    assert work_all("certificate.issue") == 1
    assert all_certificates() == []
    (entry,) = waiting.people(hr_at(who.organisation.path))
    assert entry.decision.is_held
    assert entry.decision.missing[0].evidence.endswith("(U+E863)")
    Person.objects.unscoped("test").filter(pk=who.pk).update(name="王䶮")
    with transaction.atomic():
        issuing.ask(who.pk, attempt.pk, "2026-11-24")
    assert work_all("certificate.issue") == 1
    assert version_of(all_certificates()[0]).plan["name"] == "王䶮"


def hr_at(path: str) -> Scope:
    return Scope(user_id=1, places={"hr": (path,)})


@pytest.mark.django_db
def test_another_persons_attempt_is_refused() -> None:
    _who, attempt = passed()
    other = exam_rows.person("别人")
    with pytest.raises(NotTheirs):
        issue_if_eligible(other.pk, attempt.pk)
    with pytest.raises(ObjectDoesNotExist):
        eligibility.facts_of(0, clock.today())


@pytest.mark.django_db
def test_a_second_pass_while_a_certificate_is_in_force_brings_no_second_number() -> None:
    row = certified()
    facts = eligibility.facts_of(row.person_id, clock.today())
    other = replace(facts.exam, attempt_id=0) if facts.exam else None
    today = clock.today()
    assert holdings.in_the_way({row.person_id: other}, today) == {row.person_id: row.number}
    assert holdings.in_the_way({row.person_id: facts.exam}, today) == {}


@pytest.mark.django_db
def test_a_certificate_that_ran_out_is_renewed_under_its_number() -> None:
    row = certified()
    first = version_of(row)
    exam = exam_of(row)
    with clock.at(clock.now() + timedelta(days=4 * 365)):
        attempt = exam_rows.sit(row.person, exam)
        assert work_all("certificate.issue") == 1
        current = version_of(row)
        renewed_on = clock.today()
        again = issue_if_eligible(row.person_id, attempt.pk).certificate
    assert again == row
    assert len(all_certificates()) == 1
    assert (current.n, current.cause, current.attempt_id) == (2, "renewal", attempt.pk)
    assert current.plan["number"] == first.plan["number"]
    assert current.valid_from == renewed_on
    first.refresh_from_db()
    assert first.superseded_at is not None
    codes = row.changes.order_by("pk").values_list("reason_code", flat=True)
    assert list(codes) == ["issued", "renewed"]


@pytest.mark.django_db
def test_who_passed_before_a_module_was_added_is_asked_about_again_after_learning() -> None:
    who, attempt = passed()
    extra = exam_rows.module("family", hours="4.0")
    work_all("certificate.issue")
    assert all_certificates() == []
    exam_rows.fill("family")
    quiz = exam_rows.quiz(extra)
    exam_rows.learn(who, extra)
    exam_rows.sit(who, quiz)
    with transaction.atomic():
        issuing.ask(who.pk, attempt.pk, "night")
    work_all("certificate.issue")
    assert len(all_certificates()) == 1
    assert ModuleIndexPage.objects.get().get_children().count() == 2
    asked = (
        Job.objects.filter(kind="certificate.issue").order_by("pk").values_list("key", flat=True)
    )
    assert f"certificate.issue:{who.pk}:{attempt.pk}:modules2" in asked


@pytest.mark.django_db
def test_rendering_again_from_the_stored_plan_gives_the_bytes_that_were_signed() -> None:
    row = certified("阿依古丽·买买提")
    work_all("certificate.render")
    version = version_of(row)
    plan = Plan(**version.plan)
    content = rendering.render(plan)
    assert hashlib.sha256(content).hexdigest() == version.unsigned_sha256
    assert storing.read(version.file_sha256).startswith(content)
    assert hashlib.sha256(describing.record_of(plan)).hexdigest() == version.record_sha256


@pytest.mark.django_db
def test_changes_can_be_added_and_nothing_else() -> None:
    row = certified()
    changes = CertificateChange.objects.unscoped("test").filter(certificate=row)
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        changes.update(state="revoked")
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        changes.delete()


def test_a_worker_without_fonts_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    tasks.refuse_without_fonts()
    monkeypatch.setattr(fonts, "problems", lambda: ["no font"])
    with pytest.raises(SystemExit, match="no font"):
        tasks.refuse_without_fonts()
