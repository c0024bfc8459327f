"""What holds for every kind of certificate alike: its life, its print, its verification, the words
to its holder, doctor."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation

from certificates import (
    checks,
    holdings,
    lifecycle,
    numbering,
    printing,
    programmes,
    reissuing,
    reminding,
    replacing,
    verification,
)
from certificates.carrying import may_be_printed
from certificates.choices import REASONS, CertificateKind
from certificates.kinds import showing
from certificates.lifecycle import MoveRefused
from certificates.models import Certificate
from certificates.planning import Plan
from certificates.succeeding import Ground
from portal import clock
from portal.jobs.enqueueing import enqueue
from portal.jobs.working import work_all
from portal.notices.models import Notice
from portal.notices.wording import text_of
from portal.people.models import Person
from tests.certificates.asking.rows import holding, made
from tests.certificates.rows import version_of
from tests.certificates.rows_of_kinds import everything, of_kind
from tests.certificates.test_programmes import set_rule
from tests.exams import rows as exam_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]
KINDS = CertificateKind.values
TITLES = {
    "post": "人民调解员上岗证",
    "training": "人民调解员岗前培训合格证",
    "chief": "首席人民调解员证书",
    "grade": "人民调解员等级证书（三级）",
}


def act(row: Certificate, what: str) -> None:
    lifecycle.ACTS[what](row, reason_code=REASONS[what][-1], reason="x", actor_id=None)


def standing(row: Certificate) -> str:
    return str(verification.by_code(row.code).standing)


@pytest.mark.parametrize("kind", KINDS)
def test_suspended_lifted_revoked_and_void(kind: str) -> None:
    row = of_kind(kind)
    assert standing(row) == "valid"
    act(row, "suspend")
    assert standing(row) == "suspended"
    with pytest.raises(MoveRefused):
        act(row, "void")
    act(row, "lift")
    assert standing(row) == "valid"
    act(row, "revoke")
    assert standing(row) == "revoked"
    with pytest.raises(MoveRefused):
        act(row, "lift")


@pytest.mark.parametrize("kind", KINDS)
def test_void_is_not_found_and_the_number_stays_used(kind: str) -> None:
    row = of_kind(kind)
    act(row, "void")
    assert standing(row) == "not_found"
    assert Certificate.objects.unscoped("t").filter(number=row.number).exists()
    assert checks.numbers_have_no_gap().ok


@pytest.mark.parametrize("kind", KINDS)
def test_reissued_and_replaced_under_the_same_number_by_the_template_of_its_kind(
    kind: str,
) -> None:
    row = of_kind(kind)
    first = version_of(row)
    Person.objects.unscoped("t").filter(pk=row.person_id).update(name="周桂香")
    reissuing.reissue(row, Ground(1, "name_changed", "x", None))
    replacing.replace_lost(row, Ground(2, "lost", "x", None))
    last = version_of(row)
    assert (last.n, last.act, last.plan["name"]) == (3, first.act, "周桂香")
    assert last.plan["number"] == row.number
    assert last.template_version == first.template_version
    assert last.plan["statement_zh"] == first.plan["statement_zh"]
    assert standing(row) == "valid"
    assert verification.by_number(row.number, "周桂芳").standing == "superseded"


@pytest.mark.parametrize("kind", KINDS)
def test_the_print_says_the_title_and_number_of_the_kind(kind: str) -> None:
    row = of_kind(kind)
    plan = version_of(row).plan
    assert plan["title_zh"] == TITLES[kind]
    assert printing.print_plan(Plan(**plan)).size > 10_000
    may = may_be_printed(version_of(row))
    assert may is (kind == "post")  # cards and badges are of post certificates


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_and_the_interface_say_title_kind_and_state(kind: str, client: Client) -> None:
    row = of_kind(kind)
    page = client.get(f"/v/{row.code}").content.decode()
    assert TITLES[kind] in page
    assert ("此证不是上岗证" in page) is (kind != "post")
    office = holding(made()[1])
    told = office.get(f"/api/v1/certificates/{row.code}").json()
    assert (told["standing"], told["certificate"]["kind"]) == ("valid", kind)
    assert told["certificate"]["title"]["zh"] == TITLES[kind]
    act(row, "suspend")
    again = office.get(f"/api/v1/certificates/{row.code}").json()
    assert again["standing"] == "suspended"


@pytest.mark.parametrize("kind", KINDS)
def test_the_holder_is_told_of_which_certificate_in_both_languages(kind: str) -> None:
    row = of_kind(kind)
    notices = Notice.objects.unscoped("t").filter(person=row.person)
    issued = notices.filter(kind="certificate.issued").latest("pk")
    for language in ("zh-hans", "en"):
        with translation.override(language):
            label = str(CertificateKind(kind).label)
            assert label in text_of(issued)
            assert numbering.spaced_number(row.number) in text_of(issued)
    act(row, "suspend")
    told = notices.filter(kind="certificate.suspended").latest("pk")
    with translation.override("zh-hans"):
        assert ("不得上岗" in text_of(told)) is (kind == "post")


@pytest.mark.parametrize("kind", KINDS)
def test_the_holder_is_reminded_where_the_period_ends(kind: str) -> None:
    if kind != "post":
        set_rule(f"cert.validity_years.{kind}", 1)
    set_rule("cert.validity_years", 2)
    row = of_kind(kind)
    until = version_of(row).valid_until
    morning = until - timedelta(days=20)
    with clock.at(clock.now() + (morning - clock.today())):
        for night in ("a", "b"):
            remind(night)
        sent = Notice.objects.unscoped("t").filter(kind="certificate.ends", person=row.person)
        assert sent.count() == 1
        with translation.override("zh-hans"):
            assert str(CertificateKind(kind).label) in text_of(sent.get())


def remind(night: str) -> None:
    with transaction.atomic():
        enqueue("certificate.remind", night, {"period": night})
    work_all("certificate.remind")


def test_without_end_nobody_is_reminded_and_nothing_runs_out() -> None:
    row = of_kind("training")
    with clock.at(clock.now() + timedelta(days=80 * 365)):
        assert reminding.ending(clock.today(), KINDS) == []
        assert standing(row) == "valid"


def test_numbers_of_all_kinds_are_apart_by_rule_and_by_constraint() -> None:
    _who, rows = everything()
    serials = {kind: int(row.number[10:16]) for kind, row in rows.items()}
    for kind, serial in serials.items():
        block = programmes.serials(kind, clock.today())
        assert block.first <= serial <= block.last
    assert len({row.number for row in rows.values()}) == len(KINDS)
    for check in (
        checks.numbers_have_no_gap,
        checks.kinds_have_numbers_of_their_own,
        checks.titles_rest_on_what_holds,
        checks.superseded_grades_have_their_successor,
        checks.certificates_rest_on_passes,
    ):
        assert check().ok, check.__name__


def test_doctor_says_when_a_title_outlives_its_post_certificate() -> None:
    _who, rows = everything()
    Certificate.objects.unscoped("t").filter(pk=rows["post"].pk).update(state="revoked")
    found = checks.titles_rest_on_what_holds()
    assert (found.ok, found.count) == (False, 2)


def test_doctor_says_when_two_kinds_have_the_same_numbers_and_when_a_grade_went_without() -> None:
    row = of_kind("grade")
    Certificate.objects.unscoped("t").filter(pk=row.pk).update(state="superseded")
    assert not checks.superseded_grades_have_their_successor().ok
    set_rule("cert.numbering.post", "000001-800000")
    assert not checks.kinds_have_numbers_of_their_own().ok


def test_a_person_reads_what_each_kind_requires_and_where_it_is_mended() -> None:
    who = exam_rows.person()
    exam_rows.module(hours="24.0")
    with translation.override("zh-hans"):
        lines = {line.kind: line for line in showing.lines_of(who.pk)}
    assert set(lines) == set(KINDS)
    for line in lines.values():
        assert line.decision is not None
        assert line.decision.missing
        for item in line.decision.missing:  # nobody mends time or a decision on a page
            assert bool(item.url) is (item.kind not in {"years", "award"}), item.key
    assert lines["grade"].title == "人民调解员等级证书"


def test_what_a_person_has_is_told_by_its_number() -> None:
    holder, rows = everything()
    held = {line.kind: line.held for line in showing.lines_of(holder.pk)}
    assert held == {kind: row.number for kind, row in rows.items()}


def test_the_roster_knows_post_certificates_alone() -> None:
    who, rows = everything()
    (held,) = holdings.holdings_of([who.pk])[who.pk]
    assert held.certificate_id == rows["post"].pk


def test_whoever_holds_any_kind_in_force_is_not_erased() -> None:
    assert holdings.has_one_in_force(of_kind("training").person_id)


def desk(row: Certificate, role: str = "hr") -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(exam_rows.staff(role, row.organisation))
    return client


def test_the_list_filters_by_kind_and_its_counts_follow() -> None:
    _who, rows = everything()
    client = desk(rows["post"])
    for kind, row in rows.items():
        page = client.get(f"/desk/certificates/?kind={kind}").content.decode()
        shown = {other for other in rows if f"/desk/certificates/{rows[other].pk}/" in page}
        assert shown == {kind}
        assert "1 certificate<" in page
        assert numbering.spaced_number(row.number) in page
    everything_page = client.get("/desk/certificates/?kind=strange").content.decode()
    assert "4 certificates" in everything_page


def test_the_holders_page_has_all_of_them() -> None:
    who, rows = everything()
    assert who.user is not None
    client = Client()
    client.force_login(who.user)
    page = client.get("/desk/certificates/mine/").content.decode()
    for kind, row in rows.items():
        assert TITLES[kind] in page
        assert numbering.spaced_number(row.number) in page
    assert "起长期有效" in page
    first, *others = re.findall(r'id="certificate-(\d+)"', page)
    assert (int(first), len(others)) == (rows["post"].pk, len(KINDS) - 1)
    asked = client.get("/desk/certificates/mine/requirements/").content.decode()
    assert asked.count("您已持有") == len(KINDS)
