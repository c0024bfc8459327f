"""Grades: levels are data, a higher one takes the place of the lower, years come before some."""

from datetime import timedelta
from typing import Any

import pytest

from certificates import lifecycle, programmes, verification
from certificates.awarding import Refused
from certificates.choices import CertificateKind, RequirementKind
from certificates.models import Certificate
from portal import clock
from portal.notices.models import Notice
from tests.certificates.rows import certified, version_of
from tests.certificates.rows_of_kinds import awarded, entered
from tests.certificates.test_programmes import set_rule

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]
GRADE = CertificateKind.GRADE
X: dict[str, Any] = {"reason": "x", "actor_id": None}


def state_of(row: Certificate) -> str:
    return Certificate.objects.unscoped("t").get(pk=row.pk).state


def test_a_higher_grade_takes_the_place_of_the_lower_which_stays_linked() -> None:
    post = certified()
    third = awarded(post, GRADE, 3, "甲1号")
    assert version_of(third).plan["title_zh"] == "人民调解员等级证书（三级）"
    second = awarded(post, GRADE, 2, "甲2号")
    assert second.supersedes == third
    assert second.number != third.number
    assert (state_of(third), state_of(second)) == ("superseded", "issued")
    verdict = verification.by_code(third.code)
    assert (verdict.standing, verdict.since) == ("superseded", clock.today())
    assert verification.by_code(second.code).standing == "valid"
    assert Certificate.objects.unscoped("t").filter(kind=GRADE).count() == 2


@pytest.mark.parametrize("rank", [3, 4])
def test_the_same_grade_or_a_lower_one_is_refused_beside_a_grade(rank: int) -> None:
    post = certified()
    set_rule("grade.years", "0,0,0,0")
    awarded(post, GRADE, 3, "甲1号")
    with pytest.raises(Refused) as refusal:
        entered(post, GRADE, rank, "甲2号")
    assert refusal.value.decision is not None
    assert [item.kind for item in refusal.value.decision.missing] == [RequirementKind.HELD]


def test_a_lower_grade_after_a_higher_one_that_ran_out_is_not_told_as_higher() -> None:
    set_rule("grade.years", "0,0,0,0")
    set_rule("cert.validity_years.grade", 1)
    post = certified()
    first = awarded(post, GRADE, 2, "甲1号")
    with clock.at(clock.now() + timedelta(days=400)):
        lower = awarded(post, GRADE, 3, "甲2号")
        assert (lower.supersedes, state_of(first)) == (first, "superseded")
    change = first.changes.get(state="superseded")
    assert change.reason_code == "other_grade"
    notice = Notice.objects.unscoped("t").get(kind="certificate.superseded")
    assert "higher" not in notice.subject.lower()


def test_a_suspended_grade_gives_way_to_none() -> None:
    post = certified()
    lower = awarded(post, GRADE, 3, "甲1号")
    lifecycle.suspend(lower, reason_code="other", **X)
    with pytest.raises(Refused):
        entered(post, GRADE, 1, "甲2号")


def test_the_years_before_a_grade_are_counted_from_the_first_certificate() -> None:
    post = certified()
    with pytest.raises(Refused) as refusal:
        entered(post, GRADE, 4)
    assert refusal.value.decision is not None
    (missing,) = refusal.value.decision.missing
    assert (missing.kind, missing.evidence) == (RequirementKind.YEARS, f"{post.issued_on}/2")
    with clock.at(clock.now() + timedelta(days=731)):
        assert awarded(post, GRADE, 4).rank == 4


def test_levels_are_data_and_a_city_with_a_top_grade_above_the_first_has_one() -> None:
    set_rule("grade.levels", {"zh": "特级、一级、二级", "en": "top grade, first, second"})
    set_rule("grade.years", "0,0,0")
    row = awarded(certified(), GRADE, 1)
    assert version_of(row).plan["title_zh"].endswith("（特级）")


def test_while_only_one_of_the_two_rules_is_changed_grades_are_given_all_the_same() -> None:
    set_rule("grade.levels", {"zh": "特级、一级、二级、三级、四级", "en": "top, first"})
    found = programmes.levels(clock.today())
    assert [(one.rank, one.name["en"], one.years) for one in found] == [
        (1, "top", 0),
        (2, "first", 0),
        (3, "二级", 0),
        (4, "三级", 2),
        (5, "四级", 0),
    ]
