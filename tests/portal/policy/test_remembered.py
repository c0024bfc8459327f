"""Rules that a process reads anew every few seconds."""

import time
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal import clock
from portal.accounts.models import User
from portal.policy.remembered import SECONDS, Remembered
from portal.policy.rules import NoRule
from portal.policy.setting import set_rule

pytestmark = pytest.mark.django_db
KEY = "verify.tries_per_minute"


def numbers(held: Remembered) -> list[int]:
    return [one.number for one in held.on(clock.today())]


def passes(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    then = time.monotonic() + seconds
    monkeypatch.setattr(time, "monotonic", lambda: then)


def changed(value: int, since: date) -> None:
    """By another process: here nothing is forgotten."""
    city, _new = User.objects.get_or_create(username="policy")
    set_rule(KEY, value, since=since, basis="测试", reason="测试", actor_id=city.pk)


def test_a_rule_is_asked_for_once_and_a_change_is_seen_seconds_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = Remembered(KEY, "verify.misses_per_minute")
    first = numbers(held)
    changed(7, clock.today())
    with CaptureQueriesContext(connection) as asked:
        assert numbers(held) == first
    assert len(asked) == 0
    passes(monkeypatch, SECONDS)
    assert numbers(held) == [7, first[1]]


def test_another_day_has_rules_of_its_own() -> None:
    held = Remembered(KEY)
    tomorrow = clock.today() + timedelta(days=1)
    changed(7, tomorrow)
    (before,) = numbers(held)
    assert [one.number for one in held.on(tomorrow)] == [7]
    assert numbers(held) == [before]


def test_a_rule_that_is_not_there_is_not_remembered() -> None:
    held: Any = Remembered("no.such.rule")
    for _time in range(2):
        with pytest.raises(NoRule):
            numbers(held)
