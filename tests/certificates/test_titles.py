"""Chief mediators and grades: a post certificate in force, a decision that two people entered, and
what becomes of it when the post certificate ends."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from certificates import awarding, falling, issuing, lifecycle, resting, titles, verification
from certificates.awarding import Refused, Wanted
from certificates.choices import NO_END, CertificateKind, RequirementKind
from certificates.models import Award, Certificate
from certificates.roster import replacing
from certificates.roster.register import standing_of
from portal import clock
from portal.audit.models import AuditEvent
from portal.jobs.models import Job
from portal.jobs.working import work_all
from portal.notices.models import Notice
from tests.certificates.roster import city
from tests.certificates.rows import certified, version_of
from tests.certificates.rows_of_kinds import (
    BODY,
    DOCUMENT,
    awarded,
    entered,
    everything,
    officers,
    wanted,
)
from tests.certificates.test_programmes import set_rule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]
CHIEF, GRADE = CertificateKind.CHIEF, CertificateKind.GRADE
X: dict[str, Any] = {"reason": "x", "actor_id": None}


def state_of(row: Certificate) -> str:
    return Certificate.objects.unscoped("t").get(pk=row.pk).state


def revoke(row: Certificate) -> None:
    lifecycle.revoke(row, reason_code="resigned", **X)


def test_a_chief_mediator_rests_on_a_post_certificate_and_a_decision() -> None:
    post = certified()
    row = awarded(post, CHIEF)
    assert (row.rests_on, row.rank, row.attempt_id) == (post, None, None)
    version = version_of(row)
    assert version.plan["title_zh"] == "首席人民调解员证书"
    told = version.plan["statement_zh"]
    assert all(word in told for word in (BODY, DOCUMENT, "首席人民调解员"))
    judged = {item["kind"]: item for item in version.decision["requirements"]}
    assert judged["post"]["subject_id"] == post.pk
    assert judged["post"]["evidence"] == post.number
    assert DOCUMENT in judged["award"]["evidence"]
    assert version.valid_until < NO_END


def test_two_people_enter_and_agree_and_the_database_says_so_too() -> None:
    award, second = entered(certified(), CHIEF)
    with pytest.raises(Refused):
        awarding.agree(award, actor_id=award.entered_by_id)
    assert not Job.objects.filter(kind="certificate.issue_award").exists()
    rows = Award.objects.unscoped("t").filter(pk=award.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(state="agreed", decided_by_id=award.entered_by_id, decided_at=clock.now())
    assert awarding.agree(award, actor_id=second.pk)
    assert not awarding.agree(award, actor_id=second.pk)
    assert Job.objects.filter(kind="certificate.issue_award").count() == 1
    kinds = AuditEvent.objects.filter(kind__startswith="award.").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["award.entered", "award.agreed"]


def test_where_policy_asks_for_one_person_the_entry_is_enough() -> None:
    set_rule("cert.award_two_people", 0)
    post = certified()
    first, _second = officers(post.organisation)
    awarding.enter(post, wanted(CHIEF), key=uuid.uuid4().hex, actor_id=first.pk)
    assert work_all("certificate.issue_award") == 1
    assert Certificate.objects.unscoped("t").filter(kind=CHIEF).count() == 1


def test_a_declined_decision_brings_nothing_and_its_document_can_be_entered_again() -> None:
    post = certified()
    award, second = entered(post, CHIEF)
    with pytest.raises(Refused):
        awarding.decline(award, actor_id=second.pk, reason=" ")
    assert awarding.decline(award, actor_id=second.pk, reason="文号有误")
    with pytest.raises(Refused):
        awarding.agree(award, actor_id=second.pk)
    assert work_all("certificate.issue_award") == 0
    assert awarded(post, CHIEF).kind == CHIEF


def test_sent_twice_it_is_one_decision_and_a_document_decides_once() -> None:
    post = certified()
    first, _second = officers(post.organisation)
    key = uuid.uuid4().hex
    one = awarding.enter(post, wanted(CHIEF), key=key, actor_id=first.pk)
    assert awarding.enter(post, wanted(CHIEF), key=key, actor_id=first.pk) == one
    with pytest.raises(Refused):
        awarding.enter(post, wanted(CHIEF), key=uuid.uuid4().hex, actor_id=first.pk)
    assert Award.objects.unscoped("t").count() == 1


@pytest.mark.parametrize(
    ("kind", "rank", "days"), [(CHIEF, 1, -1), (GRADE, None, -1), (GRADE, 9, -1), (CHIEF, None, 1)]
)
def test_what_no_document_can_say_is_refused(kind: str, rank: int | None, days: int) -> None:
    post = certified()
    first, _second = officers(post.organisation)
    what = Wanted(kind, DOCUMENT, clock.today() + timedelta(days=days), BODY, rank)
    with pytest.raises(Refused):
        awarding.enter(post, what, key=uuid.uuid4().hex, actor_id=first.pk)
    assert not Award.objects.unscoped("t").exists()


@pytest.mark.parametrize("act", ["suspend", "revoke"])
def test_without_a_post_certificate_in_force_nothing_is_entered(act: str) -> None:
    post = certified()
    lifecycle.ACTS[act](post, reason_code="other", **X)
    with pytest.raises(Refused) as refusal:
        entered(post, CHIEF)
    assert refusal.value.decision is not None
    assert [item.kind for item in refusal.value.decision.missing] == [RequirementKind.POST]


def test_a_post_certificate_that_ends_before_the_worker_comes_brings_no_title() -> None:
    post = certified()
    award, second = entered(post, CHIEF)
    awarding.agree(award, actor_id=second.pk)
    revoke(post)
    assert work_all("certificate.issue_award") == 1
    assert not Certificate.objects.unscoped("t").filter(kind=CHIEF).exists()


def test_the_database_takes_no_title_without_its_decision_and_post_certificate() -> None:
    post = certified()
    award, second = entered(post, CHIEF)
    row = {
        "person": post.person,
        "kind": CHIEF,
        "act": award.act,
        "rests_on": post,
        "organisation": post.organisation,
        "number": "99010120269000018",
        "code": "0" * 16,
        "code_hash": "1" * 64,
        "issued_on": clock.today(),
        "recorded_at": clock.now(),
    }

    def taken(**fields: Any) -> bool:
        try:
            with transaction.atomic():
                Certificate.objects.create(**(row | fields))
                transaction.set_rollback(True)
        except IntegrityError:
            return False
        return True

    assert not taken()  # nobody agreed yet
    awarding.agree(award, actor_id=second.pk)
    assert taken()
    other = city.certify(city.somebody(post.organisation))
    assert not taken(rests_on=None)
    assert not taken(rests_on=other)
    assert not taken(person=other.person)
    assert not taken(act="award:0")
    assert not taken(kind=GRADE, rank=3)
    revoke(post)
    assert not taken()


@pytest.mark.parametrize("end", ["revoke", "void", "replaced", "fallen"])
def test_titles_end_with_the_post_certificate_and_the_training_stays(
    end: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, rows = everything()
    post = rows["post"]
    if end == "replaced":
        replacing._withdraw(who.pk, "incompetent", "x", None)
    elif end == "fallen":
        monkeypatch.setattr(resting, "standing_pass", lambda _attempt_id: None)
        assert falling.fall(post.attempt_id or 0) == 1
    else:
        lifecycle.ACTS[end](post, reason_code="error" if end == "void" else "resigned", **X)
    assert state_of(post) == ("voided" if end in {"void", "fallen"} else "revoked")
    assert [state_of(rows[kind]) for kind in ("chief", "grade")] == ["revoked"] * 2
    assert state_of(rows["training"]) == "issued"
    told = rows["chief"].changes.order_by("-pk")[0]
    assert told.reason_code == "post_ended"
    assert verification.by_code(rows["chief"].code).standing == "revoked"
    notice = Notice.objects.unscoped("t").filter(kind="certificate.revoked").latest("pk")
    assert "所依据的上岗证已终止" in str(notice.facts)


def test_a_suspended_post_certificate_leaves_the_title_and_nobody_on_duty() -> None:
    post = certified()
    row = awarded(post, CHIEF)
    lifecycle.suspend(post, reason_code="other", **X)
    assert state_of(row) == "issued"
    assert standing_of(post.person_id, clock.today()).label != "on_duty"


def test_an_agreed_decision_is_asked_for_once_and_found_again_by_the_night() -> None:
    award, second = entered(certified(), CHIEF)
    awarding.agree(award, actor_id=second.pk)
    Job.objects.filter(kind="certificate.issue_award").delete()
    assert issuing.forgotten_awards() == [award.pk]
    with transaction.atomic():
        issuing.ask_for_award(award, "2026-11-23")
    work_all("certificate.issue_award")
    assert issuing.forgotten_awards() == []
    row = Certificate.objects.unscoped("t").get(kind=CHIEF)
    assert issuing.issue_award(award.pk).certificate == row


def test_a_chief_whose_period_is_over_is_renewed_by_another_decision() -> None:
    set_rule("cert.validity_years", 9)
    post = certified()
    row = awarded(post, CHIEF)
    with clock.at(clock.now() + timedelta(days=4 * 365)):
        assert awarded(post, CHIEF, document="乙9号") == row
        assert (version_of(row).n, version_of(row).cause) == (2, "renewal")
        assert "乙9号" in version_of(row).plan["statement_zh"]


def test_a_name_that_cannot_be_printed_stands_in_the_way_of_the_document_too() -> None:
    post = certified()
    first, _second = officers(post.organisation)
    what = Wanted(CHIEF, "\ue000号", clock.today(), BODY)
    with pytest.raises(Refused) as refusal:
        awarding.enter(post, what, key=uuid.uuid4().hex, actor_id=first.pk)
    assert refusal.value.decision is not None
    assert [item.kind for item in refusal.value.decision.missing] == [RequirementKind.NAME]


def test_whoever_has_neither_is_told_what_is_missing() -> None:
    who = city.somebody(city.place())
    decision = titles.decide(titles.facts_of(who.pk, CHIEF, clock.today()))
    assert {item.kind for item in decision.missing} == {RequirementKind.POST, RequirementKind.AWARD}


def test_two_workers_at_once_give_one_title_and_leave_no_gap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    award, second = entered(certified(), CHIEF)
    awarding.agree(award, actor_id=second.pk)
    seen = titles.facts_of(award.person_id, CHIEF, clock.today(), award)
    first = issuing.issue_award(award.pk).certificate
    monkeypatch.setattr(titles, "facts_of", lambda *_asked: seen)
    monkeypatch.setattr(issuing, "_of_act", lambda _award: None)
    assert issuing.issue_award(award.pk).certificate == first
    assert Certificate.objects.unscoped("t").filter(kind=CHIEF).count() == 1
