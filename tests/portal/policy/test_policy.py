"""Rules have dates: an event is judged by the rule of its day; a change leaves the past alone."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.policy.installing import install, shipped_rules
from portal.policy.models import PolicyRule
from portal.policy.rules import NoRule, rule
from portal.policy.setting import RuleRefused, set_rule

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def admin() -> User:
    return User.objects.create(username="admin")


def change(
    admin: User, value: int, since: date = date(2027, 1, 1), reason: str = "更严"
) -> PolicyRule:
    with clock.at(datetime(2026, 11, 23, 4, tzinfo=UTC)):
        return set_rule(
            "exam.pass_mark", value, since=since, basis="市司法局", reason=reason, actor_id=admin.pk
        )


def test_the_shipped_rules_are_there_after_migrate_and_are_not_doubled() -> None:
    assert PolicyRule.objects.count() == len(shipped_rules())
    assert install() == 0


def test_every_shipped_rule_names_its_basis() -> None:
    assert [entry["key"] for entry in shipped_rules() if not entry["basis"]] == []


def test_a_rule_is_read_by_its_day(admin: User) -> None:
    change(admin, 70)
    assert rule("exam.pass_mark", date(2026, 12, 31)).number == 60
    assert rule("exam.pass_mark", date(2027, 1, 1)).decimal == Decimal(70)


def test_no_rule_on_that_day_is_said_with_its_key() -> None:
    with pytest.raises(NoRule, match=r"exam\.pass_mark"):
        rule("exam.pass_mark", date(1999, 1, 1))


def test_a_change_is_written_into_the_audit_trail(admin: User) -> None:
    change(admin, 70)
    event = AuditEvent.objects.get(kind="policy.set")
    assert event.actor == admin
    assert event.body.reason == "更严"
    assert event.body.data == {"key": "exam.pass_mark", "from": 60, "to": 70}


@pytest.mark.parametrize(
    ("since", "reason", "message"),
    [
        (date(2026, 11, 22), "更严", "cannot begin in the past"),
        (date(2027, 1, 1), "  ", "a reason is needed"),
    ],
)
def test_a_change_into_the_past_or_without_reason_is_refused(
    admin: User, since: date, reason: str, message: str
) -> None:
    with pytest.raises(RuleRefused, match=message):
        change(admin, 70, since, reason)
    assert rule("exam.pass_mark", date(2027, 1, 1)).number == 60


def test_a_change_before_an_announced_one_is_refused(admin: User) -> None:
    change(admin, 70)
    with pytest.raises(RuleRefused, match="2027-01-01"):
        change(admin, 80, date(2026, 12, 1))


def test_a_new_key_has_no_rule_before_it(admin: User) -> None:
    with clock.at(datetime(2026, 11, 23, 4, tzinfo=UTC)):
        set_rule("city.own", [1], since=TODAY, basis="本市", reason="新规", actor_id=admin.pk)
    assert rule("city.own", TODAY).value == [1]


def test_the_database_keeps_one_open_rule_per_key() -> None:
    row = PolicyRule.objects.get(key="exam.pass_mark")
    row.pk = None
    row.effective_from = TODAY
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
