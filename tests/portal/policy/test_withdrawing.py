"""What is announced can be withdrawn before it begins; it stays on record and never held."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.policy.installing import install
from portal.policy.models import PolicyRule
from portal.policy.rules import rule, rules_on
from portal.policy.setting import RuleRefused, set_rule
from portal.policy.withdrawing import withdraw

pytestmark = pytest.mark.django_db
KEY = "exam.pass_mark"
NEW_YEAR, SUMMER, WINTER = date(2027, 1, 1), date(2027, 6, 1), date(2027, 12, 1)
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_english_at_noon() -> Iterator[None]:
    with translation.override("en"), clock.at(NOON):
        yield


@pytest.fixture
def admin() -> User:
    return User.objects.create(username="admin")


def announce(admin: User, value: int, since: date) -> PolicyRule:
    return set_rule(KEY, value, since=since, basis="市", reason="更严", actor_id=admin.pk)


def fresh(row: PolicyRule) -> PolicyRule:
    return PolicyRule.objects.get(pk=row.pk)


def held(*days: date) -> list[Any]:
    return [rule(KEY, on=day).value for day in days]


def refusal(row: PolicyRule, admin: User, reason: str = "暂缓") -> str:
    with pytest.raises(RuleRefused) as refused:
        withdraw(row, reason=reason, actor_id=admin.pk)
    return str(refused.value)


def test_what_is_withdrawn_never_holds_and_stays_on_record(admin: User) -> None:
    row = announce(admin, 70, NEW_YEAR)
    withdraw(row, reason="暂缓", actor_id=admin.pk)
    assert held(NEW_YEAR, WINTER) == [60, 60]
    assert rules_on(NEW_YEAR)[KEY].value == 60
    kept = fresh(row)
    assert (kept.value, kept.withdrawn_on, kept.withdrawn_why) == (70, clock.today(), "暂缓")
    event = AuditEvent.objects.select_related("body").get(kind="policy.withdrawn")
    assert (event.actor_id, event.body.reason) == (admin.pk, "暂缓")
    assert event.body.data == {"key": KEY, "to": 70, "since": "2027-01-01"}


def test_another_one_can_be_announced_for_the_same_day(admin: User) -> None:
    withdraw(announce(admin, 70, NEW_YEAR), reason="写错", actor_id=admin.pk)
    announce(admin, 65, NEW_YEAR)
    assert held(date(2026, 12, 31), NEW_YEAR) == [60, 65]


@pytest.mark.parametrize(("which", "left"), [(0, [60, 80]), (1, [70, 70])])
def test_of_two_announced_either_can_go(admin: User, which: int, left: list[int]) -> None:
    announce(admin, 70, NEW_YEAR)
    announce(admin, 80, SUMMER)
    rows = PolicyRule.objects.filter(key=KEY, origin="city").order_by("effective_from")
    withdraw(rows[which], reason="暂缓", actor_id=admin.pk)
    assert held(NEW_YEAR, SUMMER) == left
    assert held(clock.today(), WINTER) == [60, left[1]]


def test_without_a_reason_nothing_is_withdrawn(admin: User) -> None:
    assert refusal(announce(admin, 70, NEW_YEAR), admin, "  ") == "Please say why."
    assert held(NEW_YEAR) == [70]


def test_what_has_begun_or_was_withdrawn_or_is_shipped_stays(admin: User) -> None:
    begun, row = announce(admin, 65, clock.today()), announce(admin, 70, NEW_YEAR)
    shipped = {"key": "own.key", "value": 1, "basis": "平台默认", "since": NEW_YEAR}
    install([shipped])
    withdraw(fresh(row), reason="暂缓", actor_id=admin.pk)
    said = "Only what the city has announced and what has not begun can be withdrawn."
    for one in (fresh(begun), fresh(row), PolicyRule.objects.get(key="own.key")):
        assert refusal(one, admin) == said


def test_of_two_hands_the_second_is_refused(admin: User) -> None:
    row = announce(admin, 70, NEW_YEAR)
    withdraw(fresh(row), reason="暂缓", actor_id=admin.pk)
    assert "Somebody else has just changed this rule." in refusal(row, admin)  # as read before
    announced = announce(admin, 75, NEW_YEAR)
    announce(admin, 80, SUMMER)
    assert "Somebody else has just changed this rule." in refusal(announced, admin)
    assert held(NEW_YEAR, SUMMER) == [75, 80]


def test_no_gap_is_left_when_the_version_before_went_at_the_same_moment(admin: User) -> None:
    announce(admin, 70, NEW_YEAR)
    row = announce(admin, 80, SUMMER)
    before = PolicyRule.objects.filter(key=KEY, effective_to=SUMMER)
    before.update(effective_to=SUMMER - timedelta(days=1))  # as if its gap were not closed yet
    assert "Somebody else has just changed this rule." in refusal(row, admin)
    assert fresh(row).withdrawn_on is None


def test_a_first_version_that_is_withdrawn_leaves_none(admin: User) -> None:
    row = set_rule("own.key", 1, since=NEW_YEAR, basis="市", reason="新", actor_id=admin.pk)
    withdraw(row, reason="暂缓", actor_id=admin.pk)
    assert "own.key" not in rules_on(WINTER)
    set_rule("own.key", 2, since=SUMMER, basis="市", reason="新", actor_id=admin.pk)
    assert rules_on(WINTER)["own.key"].value == 2


def test_a_key_whose_only_word_of_the_city_was_withdrawn_follows_later_releases(
    admin: User,
) -> None:
    withdraw(announce(admin, 70, NEW_YEAR), reason="暂缓", actor_id=admin.pk)
    install([{"key": KEY, "value": 66, "basis": "平台默认", "since": SUMMER}])
    assert held(NEW_YEAR, SUMMER) == [60, 66]


def test_the_database_keeps_a_withdrawal_and_lets_no_rule_that_began_be_withdrawn(
    admin: User,
) -> None:
    row = announce(admin, 70, NEW_YEAR)
    rows = PolicyRule.objects.filter(pk=row.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(withdrawn_on=NEW_YEAR)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyRule.objects.filter(key="exam.minutes").update(withdrawn_on=date(2000, 1, 1))
    withdraw(row, reason="暂缓", actor_id=admin.pk)
    for change in ({"withdrawn_on": None}, {"effective_to": WINTER}, {"value": 71}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
