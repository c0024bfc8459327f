"""Keys of offices: shown once, kept as a digest, within their rules, ended and never deleted."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from certificates.asking import keying, noting, spending
from certificates.asking.choices import Way
from certificates.asking.models import Asked, KeyDay, OfficeKey
from certificates.asking.noting import Note
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from tests.certificates.asking.rows import made, office
from tests.portal.policy import rows as rules

pytestmark = pytest.mark.django_db
Spend = Callable[[keying.Held, Note], int | None]


def again(row: OfficeKey) -> OfficeKey:
    found: OfficeKey = OfficeKey.objects.unscoped("test").get(pk=row.pk)
    return found


def test_only_a_digest_of_the_key_is_kept() -> None:
    row, secret = made()
    kept = OfficeKey.objects.unscoped("test").filter(pk=row.pk).values_list().get()
    assert secret not in " ".join(map(str, kept))
    assert row.digest == hashlib.sha256(secret.encode()).hexdigest()
    found = keying.held(secret)
    assert (found and found.pk, found and found.daily) == (row.pk, 100)
    assert keying.held(secret[:-1]) is None
    assert keying.held("钥匙\udcff\x00") is None


def test_a_key_opens_on_its_last_day_and_not_on_the_next() -> None:
    row, secret = made(until=clock.today() + timedelta(days=2))
    with clock.at(clock.now() + timedelta(days=2)):
        assert keying.held(secret) is not None
    with clock.at(clock.now() + timedelta(days=3)):
        assert keying.held(secret) is None
    assert again(row).ended_at is None


def test_an_ended_key_opens_nothing_and_is_ended_once() -> None:
    row, secret = made()
    keying.end(row, "单位已撤", actor_id=row.made_by_id)
    assert keying.held(secret) is None
    with pytest.raises(keying.KeyRefused):
        keying.end(row, "又一次", actor_id=row.made_by_id)
    kinds = AuditEvent.objects.filter(subject=f"asking.officekey:{row.pk}").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["office_key.made", "office_key.ended"]


def test_a_key_is_asked_for_once_in_a_while_and_spends_nothing_once_it_is_ended(
    django_assert_num_queries: Any,
) -> None:
    row, secret = made()
    key = keying.held(secret)
    assert key is not None
    with django_assert_num_queries(0):
        assert keying.held(secret) == key
    assert keying.is_open(key)
    keying.end(row, "单位已撤", actor_id=row.made_by_id)
    assert keying.held(secret) == key
    assert spending.spend(key, 1) is None
    assert not keying.is_open(key)
    keying.forget()
    assert keying.held(secret) is None


def test_a_form_sent_twice_makes_one_key() -> None:
    row, _secret = made()
    wish = keying.Wish(row.organisation, "聘用前查验", 5, clock.today())
    with pytest.raises(keying.KeyRefused):
        keying.make(wish, row.once, actor_id=row.made_by_id)
    assert OfficeKey.objects.unscoped("test").count() == 1


@pytest.mark.parametrize(("daily", "days"), [(0, 1), (11, 1), (5, -1), (5, 8)])
def test_quota_and_last_day_stay_within_the_rules(daily: int, days: int) -> None:
    rules.in_force("verify.key_questions_per_day", 10)
    rules.in_force("verify.key_days", 7)
    made(daily=10, until=clock.today() + timedelta(days=7))
    wish = keying.Wish(office("教育局"), "查验", daily, clock.today() + timedelta(days=days))
    with pytest.raises(keying.KeyRefused):
        keying.make(wish, "x" * 43, actor_id=User.objects.get(username="maker").pk)


@pytest.mark.parametrize("change", [{"daily": 10_000}, {"digest": "0" * 64}, {"purpose": "别的"}])
def test_the_database_refuses_to_change_or_delete_a_key(change: dict[str, object]) -> None:
    row, _secret = made()
    rows = OfficeKey.objects.unscoped("test").filter(pk=row.pk)
    for act in (lambda: rows.update(**change), rows.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    keying.end(row, "结束", actor_id=row.made_by_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(ended_at=None)


def test_the_quota_is_taken_whole_or_not_at_all_and_begins_anew_at_midnight() -> None:
    row, secret = made(daily=10)
    key = keying.held(secret)
    assert key is not None
    taken = [spending.spend(key, count) for count in (11, 7, 4, 3, 1)]
    assert taken == [None, 3, None, 0, None]
    anew = spending.begins_anew()
    assert (anew.astimezone(clock.CITY_ZONE).hour, clock.day_of(anew)) == (
        0,
        clock.today() + timedelta(days=1),
    )
    with clock.at(anew):
        assert spending.spend(key, 1) == 9
    assert list(KeyDay.objects.filter(key=row).order_by("day").values_list("spent", flat=True)) == [
        10,
        1,
    ]


def test_what_was_spent_is_never_taken_back() -> None:
    row, secret = made()
    key = keying.held(secret)
    assert key is not None
    spending.spend(key, 5)
    with pytest.raises(IntegrityError), transaction.atomic():
        KeyDay.objects.filter(key=row).update(spent=0)


def question(row: OfficeKey) -> Note:
    return Note("HY-1", clock.today(), "valid", Way.KEY_ONE, "127.0.0.0/24", 7, row.pk)


@pytest.mark.parametrize("spend", [spending.spend_on, spending.spend_in_turn])
def test_a_question_is_kept_with_what_it_takes_of_the_quota_or_not_at_all(spend: Spend) -> None:
    row, secret = made(daily=2)
    key = keying.held(secret)
    assert key is not None
    assert [spend(key, question(row)) for _ in range(3)] == [1, 0, None]
    kept = Asked.objects.unscoped("test").filter(key=row)
    assert list(kept.values_list("query", "day", "verdict", "certificate_id")) == (
        [("HY-1", clock.today(), "valid", 7)] * 2
    )
    keying.end(row, "结束", actor_id=row.made_by_id)
    with clock.at(spending.begins_anew()):
        assert spend(key, question(row)) is None
    assert kept.count() == 2


@pytest.mark.parametrize("spend", [spending.spend_on, spending.spend_in_turn])
def test_a_question_that_cannot_be_kept_takes_nothing(
    spend: Spend, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, secret = made(daily=2)
    key = keying.held(secret)
    assert key is not None
    too_long = replace(question(row), query="x" * 200)
    if connection.vendor == "sqlite":  # which takes any length
        monkeypatch.setattr(noting, "COLUMNS", "no_such_column")
    with pytest.raises(DatabaseError), transaction.atomic():
        spend(key, too_long)
    assert not KeyDay.objects.filter(key=row).exists()
