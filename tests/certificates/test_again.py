"""Reissued under another name, replaced when lost: same number, code and period, the one before is
superseded, and nothing that was is lost."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from certificates import lifecycle, reissuing, replacing, verification
from certificates.describing import described
from certificates.lifecycle import MoveRefused, ReasonMissing
from certificates.models import Certificate, CertificateVersion
from certificates.planning import Plan
from certificates.succeeding import Ground
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.jobs.models import Job
from portal.jobs.working import work_all
from portal.notices.models import Notice
from portal.people.models import Person
from tests.certificates.asking.rows import made, with_key
from tests.certificates.rows import certified, version_of
from tests.exams import rows as exam_rows

pytestmark = pytest.mark.django_db
OLD, NEW = "周桂芳", "周桂芬"


@pytest.fixture(scope="module")
def issued(lasting: None) -> int:
    return certified(OLD).pk


@pytest.fixture
def row(issued: int) -> Certificate:
    return Certificate.objects.unscoped("t").get(pk=issued)


def named(row: Certificate, name: str) -> None:
    Person.objects.unscoped("t").filter(pk=row.person_id).update(name=name)


def ground(code: str, seen: int = 1, actor: User | None = None) -> Ground:
    return Ground(seen, code, "公安机关变更登记（示例）", actor.pk if actor else None)


def versions(row: Certificate) -> list[CertificateVersion]:
    return list(CertificateVersion.objects.unscoped("t").filter(certificate=row).order_by("n"))


def test_another_name_brings_a_version_with_the_same_number_code_and_period(
    row: Certificate,
) -> None:
    named(row, NEW)
    actor = exam_rows.staff("hr", row.organisation)
    reissuing.reissue(row, ground("name_changed", actor=actor))
    old, new = versions(row)
    assert (old.plan["name"], new.plan["name"]) == (OLD, NEW)
    for key in ("number", "code", "link", "issued_on", "valid_until", "hours", "attempt_id"):
        assert new.plan[key] == old.plan[key]
    assert (new.n, new.cause, new.attempt_id) == (2, "reissue", old.attempt_id)
    assert new.act == old.act == f"attempt:{old.attempt_id}"
    assert (old.superseded_at, new.superseded_at) == (new.recorded_at, None)
    assert new.plan["compact"] != old.plan["compact"]
    change = row.changes.order_by("-pk")[0]
    assert (change.reason_code, change.version, change.actor) == ("name_changed", 2, actor)
    assert AuditEvent.objects.filter(kind="certificate.reissued").count() == 1
    assert Job.objects.filter(payload={"version": new.pk}).count() == 1
    assert Notice.objects.unscoped("t").get(kind="certificate.reissued").person == row.person


def test_page_and_interface_tell_since_when_another_print_is_in_force(row: Certificate) -> None:
    before = verification.by_code(row.code)
    replacing.replace_lost(row, ground("lost"))
    after = verification.by_code(row.code)
    assert (before.printed_anew, after.printed_anew) == (None, clock.today())
    visitor = Client()
    visitor.cookies["django_language"] = "en"
    assert "Printed anew on" in visitor.get(f"/v/{row.code}").content.decode()
    program = Client(**with_key(made()[1]))
    told = program.get(f"/api/v1/certificates/{row.code}").json()
    assert told["printed_anew"] == clock.today().isoformat()


def test_the_public_reads_of_the_old_name_that_it_is_superseded(row: Certificate) -> None:
    named(row, NEW)
    reissuing.reissue(row, ground("name_changed"))
    old = verification.by_number(row.number, OLD)
    assert (old.standing, old.since) == ("superseded", clock.today())
    assert verification.by_number(row.number, NEW).standing == "valid"
    by_code = verification.by_code(row.code)
    assert by_code.printed is not None
    assert (by_code.standing, by_code.printed.name) == ("valid", NEW)


def test_nothing_is_reissued_when_print_and_record_agree(row: Certificate) -> None:
    with pytest.raises(MoveRefused, match="登记"):
        reissuing.reissue(row, ground("name_changed"))
    assert len(versions(row)) == 1


def test_a_name_that_cannot_be_printed_is_not_reissued(row: Certificate) -> None:
    named(row, "王\ue863")
    with pytest.raises(MoveRefused, match="\ue863"):
        reissuing.reissue(row, ground("name_changed"))
    assert len(versions(row)) == 1


def test_a_lost_one_is_replaced_by_one_that_says_the_same_and_counts_on(row: Certificate) -> None:
    replacing.replace_lost(row, ground("lost"))
    replacing.replace_lost(row, ground("stolen", seen=2))
    plans = [version.plan for version in versions(row)]
    assert [plan["edition"] for plan in plans] == [1, 2, 3]
    assert plans[0]["compact"] == plans[2]["compact"]  # the same facts, the same signature
    assert "edition" not in described(Plan(**plans[0]))
    assert described(Plan(**plans[2]))["edition"] == 3
    assert [version.cause for version in versions(row)] == ["issue", "lost", "lost"]
    assert verification.by_code(row.code).standing == "valid"
    assert [change.happened for change in row.changes.order_by("pk")][1:] == ["遗失补发"] * 2


def test_each_print_is_a_file_of_its_own_and_the_old_one_stays(
    row: Certificate, tmp_path: Path, settings: Any
) -> None:
    settings.FILES_ROOT = tmp_path
    with clock.at(clock.now() + timedelta(seconds=2)):
        replacing.replace_lost(row, ground("lost"))
        work_all("certificate.render")
    hashes = {version.file_sha256 for version in versions(row)}
    assert len(hashes) == 2
    assert all((tmp_path / sha[:2] / f"{sha}.pdf").exists() for sha in hashes)


def test_a_second_click_brings_nothing(row: Certificate) -> None:
    replacing.replace_lost(row, ground("lost"))
    with pytest.raises(MoveRefused):
        replacing.replace_lost(row, ground("lost"))
    assert len(versions(row)) == 2


@pytest.mark.parametrize(("code", "words"), [("lost", " "), ("fraud", "x"), ("lost", "x" * 501)])
def test_nothing_without_a_reason_that_fits(row: Certificate, code: str, words: str) -> None:
    with pytest.raises(ReasonMissing):
        replacing.replace_lost(row, Ground(1, code, words, None))
    assert len(versions(row)) == 1


@pytest.mark.parametrize("act", ["suspend", "revoke", "void"])
def test_what_is_withdrawn_is_not_printed_again(row: Certificate, act: str) -> None:
    code = {"suspend": "other", "revoke": "other", "void": "error"}[act]
    lifecycle.ACTS[act](row, reason_code=code, reason="x", actor_id=None)
    named(row, NEW)
    with pytest.raises(MoveRefused):
        replacing.replace_lost(row, ground("lost"))
    with pytest.raises(MoveRefused):
        reissuing.reissue(row, ground("name_changed"))
    assert len(versions(row)) == 1


def test_what_is_over_is_renewed_and_not_replaced(row: Certificate) -> None:
    with (
        clock.at(clock.now() + timedelta(days=4 * 365)),
        pytest.raises(MoveRefused, match="有效期"),
    ):
        replacing.replace_lost(row, ground("lost"))


@pytest.mark.parametrize(
    ("state", "fields"),
    [
        ("issued", {"n": 3}),
        ("issued", {"cause": "issue"}),
        ("issued", {"cause": "reissue", "valid_until": clock.today()}),
        ("suspended", {}),
        ("revoked", {}),
        ("voided", {}),
    ],
)
def test_the_database_takes_no_version_out_of_order(
    row: Certificate, state: str, fields: dict[str, Any]
) -> None:
    Certificate.objects.unscoped("t").filter(pk=row.pk).update(state=state)
    old = version_of(row)
    CertificateVersion.objects.unscoped("t").filter(pk=old.pk).update(superseded_at=clock.now())
    copied = {
        "certificate": row,
        "n": 2,
        "cause": "lost",
        "act": old.act,
        "attempt_id": old.attempt_id,
        "plan": old.plan,
        "valid_from": old.valid_from,
        "valid_until": old.valid_until,
        "recorded_at": clock.now(),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        CertificateVersion.objects.create(**(copied | fields))
    if state == "issued":
        assert CertificateVersion.objects.create(**copied).n == 2


def english(user: User | None) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    if user is not None:
        client.force_login(user)
    return client


def test_staff_reissue_from_the_page_where_print_and_record_differ(row: Certificate) -> None:
    desk = english(exam_rows.staff("hr", row.organisation))
    address = f"/desk/certificates/{row.pk}/"
    assert "Reissue under the new name" not in desk.get(address).content.decode()
    named(row, NEW)
    assert "Reissue under the new name" in desk.get(address).content.decode()
    asked = desk.get(f"{address}again/reissue/").content.decode()
    assert OLD in asked
    assert NEW in asked
    missing = desk.post(f"{address}again/reissue/", {"seen": 1, "reason": "派出所证明"})
    assert missing.status_code == 422
    assert "派出所证明" in missing.content.decode()
    told = {"seen": 1, "reason_code": "name_changed", "reason": "派出所证明"}
    assert desk.post(f"{address}again/reissue/", told).status_code == 302
    late = desk.post(f"{address}again/reissue/", told)
    assert late.status_code == 409
    assert "派出所证明" in late.content.decode()
    page = desk.get(address).content.decode()
    assert "Reissued under another name" in page
    assert "派出所证明" in page
    mine = english(row.person.user).get("/desk/certificates/mine/").content.decode()
    assert "Reissued under another name" in mine
    assert "派出所证明" not in mine


@pytest.mark.parametrize("seen", ["", "x", "0", "99999999999999999999"])
def test_a_form_without_its_version_is_asked_again(row: Certificate, seen: str) -> None:
    desk = english(exam_rows.staff("hr", row.organisation))
    told = {"seen": seen, "reason_code": "lost", "reason": "登报声明作废"}
    answer = desk.post(f"/desk/certificates/{row.pk}/again/replace/", told)
    assert answer.status_code == 422
    assert len(versions(row)) == 1


def test_who_only_reads_does_not_print_again(row: Certificate) -> None:
    desk = english(exam_rows.staff("clerk", row.organisation))
    assert desk.get(f"/desk/certificates/{row.pk}/again/replace/").status_code == 404
    assert "Replace a lost one" not in desk.get(f"/desk/certificates/{row.pk}/").content.decode()


def test_other_names_are_found(row: Certificate) -> None:
    certificates = Certificate.objects.unscoped("t")
    assert not certificates.filter(reissuing.renamed()).exists()
    named(row, NEW)
    assert certificates.get(reissuing.renamed()).pk == row.pk
    lifecycle.suspend(row, reason_code="other", reason="x", actor_id=None)
    assert not certificates.filter(reissuing.renamed()).exists()


@pytest.mark.parametrize("act", ["reissue", "replace"])
def test_an_old_link_to_what_cannot_be_done_leads_to_the_certificate(
    row: Certificate, act: str
) -> None:
    desk = english(exam_rows.staff("hr", row.organisation))
    lifecycle.suspend(row, reason_code="other", reason="x", actor_id=None)
    answer = desk.get(f"/desk/certificates/{row.pk}/again/{act}/", follow=True)
    assert answer.redirect_chain == [(f"/desk/certificates/{row.pk}/", 302)]
    assert "cannot be done any more" in answer.content.decode()


def test_a_latin_name_that_was_not_changed_with_the_name_is_warned_of(row: Certificate) -> None:
    desk = english(exam_rows.staff("hr", row.organisation))
    address = f"/desk/certificates/{row.pk}/again/reissue/"
    people = Person.objects.unscoped("t").filter(pk=row.person_id)
    named(row, NEW)
    warning = "was not changed with the name"
    assert warning not in desk.get(address).content.decode()  # none is printed, and none is kept
    people.update(name=OLD, latin_name="Zhou Guifang")
    reissuing.reissue(row, ground("name_corrected"))
    people.update(name=NEW)
    page = desk.get(address).content.decode()
    assert f"“Zhou Guifang” {warning}" in page
    assert f"/desk/people/{row.person_id}/" in page
    people.update(latin_name="Zhou Guifen")
    assert warning not in desk.get(address).content.decode()
