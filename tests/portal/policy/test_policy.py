"""Rules have dates: an event is judged by the rule of its day; a change leaves the past alone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import translation

from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.policy.models import PolicyRule
from portal.policy.rules import NoRule, Rule, WrongValue, rule, some_rules
from portal.policy.setting import RuleRefused, set_rule

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


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


def test_a_rule_is_read_by_its_day(admin: User) -> None:
    change(admin, 70)
    assert rule("exam.pass_mark", date(2026, 12, 31)).number == 60
    assert rule("exam.pass_mark", date(2027, 1, 1)).decimal == Decimal(70)


def test_some_rules_are_read_at_once_each_as_it_stands_on_the_day(
    admin: User, django_assert_num_queries: Any
) -> None:
    change(admin, 70)
    keys = "exam.minutes", "exam.pass_mark", "exam.attempts", "quiz.minutes"
    for day, mark in ((date(2026, 12, 31), 60), (date(2027, 1, 1), 70)):
        assert rule("exam.pass_mark", day).number == mark
        alone = tuple(rule(key, day) for key in keys)
        with django_assert_num_queries(1):
            assert some_rules(*keys, on=day) == alone
        assert some_rules(*keys[:2], on=day) == alone[:2]


def test_of_some_rules_the_missing_one_is_named() -> None:
    with pytest.raises(NoRule, match=r"exam\.no_such"):
        some_rules("exam.minutes", "exam.no_such", on=TODAY)


def test_no_rule_on_that_day_is_said_with_its_key() -> None:
    with pytest.raises(NoRule, match=r"exam\.pass_mark"):
        rule("exam.pass_mark", date(1999, 1, 1))


def test_a_change_is_written_into_the_audit_trail(admin: User) -> None:
    change(admin, 70)
    event = AuditEvent.objects.get(kind="policy.set")
    assert event.actor == admin
    assert event.body.reason == "更严"
    assert event.body.data == {
        "key": "exam.pass_mark",
        "from": 60,
        "to": 70,
        "since": "2027-01-01",
        "enforcement": "info",
    }


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"since": date(2026, 11, 22)},
            "A rule cannot begin in the past. Please choose today or a later day.",
        ),
        ({"reason": "  "}, "Please give the reason for the change."),
        ({"basis": " "}, "Please name the document this rule rests on."),
        ({"value": "七十"}, "The value must be a whole number."),
        ({"value": 70.5}, "The value must be a whole number."),
        ({"value": True}, "The value must be a whole number."),
        ({"value": 170}, "Please enter a number from 0 to 100."),
    ],
)
def test_an_unclear_change_is_refused_in_plain_words(
    admin: User, changed: dict[str, Any], said: str
) -> None:
    wanted: dict[str, Any] = {
        "value": 70,
        "since": date(2027, 1, 1),
        "basis": "市司法局",
        "reason": "更严",
    }
    with clock.at(datetime(2026, 11, 23, 4, tzinfo=UTC)), pytest.raises(RuleRefused) as refused:
        set_rule("exam.pass_mark", actor_id=admin.pk, **(wanted | changed))
    assert str(refused.value) == said
    assert rule("exam.pass_mark", date(2027, 1, 1)).number == 60


def test_a_change_before_an_announced_one_is_refused(admin: User) -> None:
    change(admin, 70)
    with pytest.raises(RuleRefused) as refused:
        change(admin, 80, date(2026, 12, 1))
    assert (
        str(refused.value)
        == "A rule that begins on 1 Jan 2027 is set already. Please choose a later day."
    )


def test_a_stricter_number_does_not_make_the_rule_weaker(admin: User) -> None:
    with clock.at(datetime(2026, 11, 23, 4, tzinfo=UTC)):
        row = set_rule(
            "exam.attempts", 2, since=TODAY, basis="市", reason="更严", actor_id=admin.pk
        )
    assert (row.enforcement, row.origin) == ("block", "city")


def test_of_two_hands_that_read_the_same_rule_the_second_is_refused(
    admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = PolicyRule.objects.get(key="exam.pass_mark")
    change(admin, 70)
    monkeypatch.setattr("django.db.models.query.QuerySet.first", lambda _rows: read)
    with pytest.raises(RuleRefused) as refused:
        change(admin, 80, date(2027, 6, 1))
    assert (
        str(refused.value) == "Somebody else has just changed this rule. Please look at it again."
    )


def test_of_two_hands_that_set_a_new_rule_the_second_is_refused(
    admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def set_new() -> PolicyRule:
        with clock.at(datetime(2026, 11, 23, 4, tzinfo=UTC)):
            return set_rule("own", 1, since=TODAY, basis="市", reason="新", actor_id=admin.pk)

    set_new()
    monkeypatch.setattr("django.db.models.query.QuerySet.first", lambda _rows: None)
    with pytest.raises(RuleRefused, match="Somebody else has just changed this rule"):
        set_new()
    assert AuditEvent.objects.filter(kind="policy.set").count() == 1


def of(value: Any) -> Rule:
    return Rule("city.own", value, "市", "info", 7)


def test_a_value_is_read_in_its_type() -> None:
    assert of(90).number == 90
    assert (of(24).decimal, of(24.5).decimal, of("24.5").decimal) == (
        Decimal(24),
        Decimal("24.5"),
        Decimal("24.5"),
    )
    assert of("990101").text == "990101"
    assert of({"zh": "证", "en": "Card"}).both == {"zh": "证", "en": "Card"}
    assert of(["desk", "letter"]).codes == ("desk", "letter")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", "90"),
        ("number", 90.0),
        ("number", True),
        ("decimal", "many"),
        ("decimal", "NaN"),
        ("decimal", True),
        ("text", 990101),
        ("both", {"zh": "证"}),
        ("both", {"zh": "证", "en": 1}),
        ("both", "证"),
        ("codes", "desk"),
        ("codes", ["desk", 1]),
    ],
)
def test_a_value_of_another_type_is_said_with_key_and_version(kind: str, value: Any) -> None:
    with pytest.raises(WrongValue, match=r"rule city\.own \(version 7\) must be .*, not "):
        getattr(of(value), kind)


def test_a_new_key_has_no_rule_before_it(admin: User) -> None:
    with clock.at(datetime(2026, 11, 23, 4, tzinfo=UTC)):
        set_rule("city.own", [1], since=TODAY, basis="本市", reason="新规", actor_id=admin.pk)
    assert rule("city.own", TODAY).value == [1]


def test_a_key_without_a_meaning_keeps_the_type_it_has(admin: User) -> None:
    words: dict[str, Any] = {"basis": "本市", "reason": "新规", "actor_id": admin.pk}
    with clock.at(datetime(2026, 11, 23, 4, tzinfo=UTC)):
        set_rule("city.own", 1, since=TODAY, **words)
        with pytest.raises(RuleRefused, match="same kind as the present one: 1"):
            set_rule("city.own", "one", since=date(2027, 1, 1), **words)


def test_the_database_keeps_one_open_rule_per_key() -> None:
    row = PolicyRule.objects.get(key="exam.pass_mark")
    row.pk = None
    row.effective_from = TODAY
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("column", ["value", "basis", "effective_from", "enforcement"])
def test_a_rule_that_decisions_quote_cannot_be_rewritten(column: str) -> None:
    changed = {"value": 1, "basis": "x", "effective_from": date(2021, 1, 1), "enforcement": "warn"}
    row = PolicyRule.objects.filter(key="exam.pass_mark")
    with pytest.raises(DatabaseError), transaction.atomic():
        row.update(**{column: changed[column]})
    with pytest.raises(DatabaseError), transaction.atomic():
        row.delete()
    assert row.get().value == 60
