"""The training certificate: what it requires, once for each training, and no way to be on duty."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from certificates import eligibility, holdings, issuing, lifecycle, numbering, programmes, waiting
from certificates.choices import NO_END, CertificateKind, RequirementKind
from certificates.models import Certificate, CertificateVersion, NumberCounter
from certificates.roster.gate import decide_gate
from certificates.roster.register import standing_of
from portal import clock
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import Job
from portal.jobs.working import work_all
from tests.certificates.roster import city
from tests.certificates.rows import certified, version_of
from tests.certificates.rows_of_kinds import learn_more, learner, trained
from tests.certificates.test_programmes import set_rule
from tests.exams import rows as exam_rows

pytestmark = pytest.mark.django_db
KIND = CertificateKind.TRAINING


def sweep(night: str) -> None:
    with transaction.atomic():
        enqueue("certificate.sweep", night, {"period": night})
    work_all("certificate.sweep", "certificate.issue_training")


def all_certificates() -> list[Certificate]:
    return list(Certificate.objects.unscoped("t").order_by("pk"))


def test_hours_modules_and_quizzes_bring_it_without_any_exam() -> None:
    who = learner()
    found = issuing.issue_training(who.pk)
    assert found.decision is not None
    assert {item.kind for item in found.decision.requirements} == {
        RequirementKind.HOURS,
        RequirementKind.MODULE,
        RequirementKind.QUIZ,
        RequirementKind.NAME,
        RequirementKind.HELD,
    }
    row = found.certificate
    assert row is not None
    assert (row.kind, row.attempt_id, row.rests_on_id) == (KIND, None, None)
    plan = version_of(row).plan
    assert plan["title_zh"] == "人民调解员岗前培训合格证"
    assert "学满 24 学时" in plan["statement_zh"]
    assert version_of(row).valid_until == NO_END


@pytest.mark.parametrize("lacking", ["hours", "module", "quiz"])
def test_each_thing_that_lacks_is_told_and_nothing_is_issued(lacking: str) -> None:
    module = exam_rows.module(hours="4.0" if lacking == "hours" else "24.0")
    exam_rows.fill()
    who = exam_rows.person()
    if lacking != "module":
        exam_rows.learn(who, module)
    if lacking == "hours":
        exam_rows.sit(who, exam_rows.quiz(module))
    found = issuing.issue_training(who.pk)
    assert found.certificate is None
    assert found.decision is not None
    missing = {item.kind.value for item in found.decision.missing}
    assert lacking in missing
    assert all(item.url for item in found.decision.missing)
    assert not all_certificates()


def test_it_comes_by_itself_in_the_night_and_once() -> None:
    who = learner()
    assert waiting.trained() == [who.pk]
    sweep("2026-11-23")
    sweep("2026-11-24")
    (row,) = all_certificates()
    assert (row.person_id, row.kind) == (who.pk, KIND)
    assert waiting.trained() == []
    assert Job.objects.filter(kind="certificate.issue_training").count() == 1
    assert issuing.issue_training(who.pk).certificate == row


def test_where_the_rule_says_no_none_is_issued_by_itself() -> None:
    learner()
    set_rule("cert.by_itself.training", 0)
    sweep("2026-11-23")
    assert not all_certificates()


def test_the_database_takes_one_for_each_completed_training() -> None:
    row = trained()
    old = version_of(row)
    lifecycle.revoke(row, reason_code="other", reason="x", actor_id=None)
    again: dict[str, Any] = {
        "person": row.person,
        "kind": KIND,
        "organisation": row.organisation,
        "issued_on": clock.today(),
        "recorded_at": clock.now(),
        "number": "99010120260000018",
        "code": "0" * 16,
        "code_hash": "1" * 64,
    }
    for act in (row.act, "hours:999999", "attempt:1"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Certificate.objects.create(**(again | {"act": act}))
    assert old.act == row.act
    assert CertificateVersion.objects.unscoped("t").count() == 1


def test_after_a_revocation_the_hours_are_needed_anew() -> None:
    row = trained()
    lifecycle.revoke(row, reason_code="fraud", reason="x", actor_id=None)
    refused = issuing.issue_training(row.person_id)
    assert refused.certificate is None
    assert refused.decision is not None
    assert [item.kind for item in refused.decision.missing] == [RequirementKind.HOURS]
    assert refused.decision.missing[0].evidence == "0 / 24"
    learn_more(row.person, "contract", "24.0")
    found = issuing.issue_training(row.person_id).certificate
    assert found is not None
    assert found.number != row.number
    assert found.act != row.act


def test_its_numbers_have_a_block_of_their_own_and_no_gap() -> None:
    post, training = certified(), trained("李秀英")
    year = clock.today().year
    assert post.number[:16] == f"990101{year}000001"
    assert training.number[:16] == f"990101{year}700001"
    assert numbering.read_number(training.number) == training.number
    counted = NumberCounter.objects.order_by("first").values_list("first", "last")
    assert list(counted) == [(1, 1), (700_001, 1)]


def test_kinds_whose_numbers_would_meet_are_not_issued() -> None:
    who = learner()
    set_rule("cert.numbering.training", "600001-899999")
    with pytest.raises(programmes.BlocksOverlap):
        issuing.issue_training(who.pk)
    assert not all_certificates()
    assert not NumberCounter.objects.exists()


def test_nobody_is_on_duty_by_a_training_certificate() -> None:
    row = trained()
    today = clock.today()
    assert holdings.holdings_of([row.person_id]) == {}
    assert standing_of(row.person_id, today).label not in {"on_duty", "qualified"}
    gate = decide_gate(row.person, city.seat(row.organisation, "full_time"), "hired", today)
    assert gate.certificate_id is None
    assert "certificate" in {found.id for found in gate.missing}


def test_the_database_hires_nobody_on_a_training_certificate() -> None:
    post = certified()
    appointment = city.hire(post.person, city.seat(post.organisation, "full_time"))
    assert appointment.certificate == post
    other = trained("李秀英")
    copied = {
        field.attname: getattr(appointment, field.attname)
        for field in appointment._meta.concrete_fields
        if not field.primary_key
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        type(appointment).objects.create(**(copied | {"certificate_id": other.pk}))


def test_whoever_passes_too_has_both_each_under_a_number_of_its_own() -> None:
    post = certified()
    training = issuing.issue_training(post.person_id).certificate
    assert training is not None
    assert {one.kind for one in all_certificates()} == {"training", "post"}
    assert set(holdings.holdings_of([post.person_id])) == {post.person_id}
    (held,) = holdings.holdings_of([post.person_id])[post.person_id]
    assert held.certificate_id == post.pk


def test_the_period_is_a_dated_rule_and_a_new_training_renews_it() -> None:
    set_rule("cert.validity_years.training", 2)
    row = trained()
    first = version_of(row)
    with clock.at(clock.now() + timedelta(days=800)):
        assert waiting.trained() == []
        learn_more(row.person, "contract", "24.0")
        found = issuing.issue_training(row.person_id).certificate
        assert found == row
        assert (version_of(row).n, version_of(row).cause) == (2, "renewal")
        assert version_of(row).act != first.act


def test_facts_of_many_are_those_of_each() -> None:
    one, two = trained().person, exam_rows.person("李秀英")
    many = eligibility.training_facts([one.pk, two.pk], clock.today())
    for person in (one, two):
        alone = eligibility.training_facts([person.pk], clock.today())[person.pk]
        assert many[person.pk] == alone


def test_two_workers_at_once_leave_one_and_no_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    who = learner()
    seen = eligibility.training_facts([who.pk], clock.today())
    first = issuing.issue_training(who.pk).certificate
    monkeypatch.setattr(eligibility, "training_facts", lambda _ids, _on: seen)
    assert issuing.issue_training(who.pk).certificate == first
    assert NumberCounter.objects.get().last == 1
    assert len(all_certificates()) == 1
