"""A named set of rules is put in force as a whole, or not at all."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.utils import translation

from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.policy.meanings import MEANINGS
from portal.policy.models import PolicyRule
from portal.policy.profiling import TITLES, apply_profile, proposals
from portal.policy.rules import rule, rules_on
from portal.policy.setting import RuleRefused, set_rule

pytestmark = pytest.mark.django_db
NUMBERS = {
    "train.pre_post_hours": 40,
    "train.pre_post_hours_full_time": 56,
    "train.annual_hours": 80,
    "train.new_law_months": 3,
    "train.new_local_policy_months": 1,
}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def city() -> User:
    return User.objects.create(username="city")


def put(profile: str, city: User, since: date) -> int:
    return apply_profile(profile, since=since, reason="省里要求", actor_id=city.pk)


@pytest.mark.parametrize("profile", sorted(TITLES))
def test_every_set_names_basis_and_takes_values_that_can_be(profile: str) -> None:
    for one in proposals(profile, clock.today()):
        assert one.basis, one.key
        assert MEANINGS[one.key].fault(one.value) == ""


def test_the_local_rule_holds_from_its_day_on_and_the_past_stays(city: User) -> None:
    since = clock.today() + timedelta(days=30)
    before = rules_on(clock.today())
    assert put("qinghai", city, since) == 5
    assert {key: rule(key, on=since).value for key in NUMBERS} == NUMBERS
    assert {rule(key, on=since).basis[:2] for key in NUMBERS} == {"青海"}
    assert {key: row.value for key, row in rules_on(since - timedelta(days=1)).items()} == {
        key: row.value for key, row in before.items()
    }


def test_each_change_of_a_set_is_in_the_audit_trail_with_its_name(city: User) -> None:
    put("qinghai", city, clock.today())
    events = AuditEvent.objects.filter(kind="policy.set").select_related("body")
    assert {event.body.data["profile"] for event in events} == {"qinghai"}
    assert {event.body.data["key"] for event in events} == set(NUMBERS)
    assert {event.body.reason for event in events} == {"省里要求"}


def test_the_default_set_takes_a_local_one_back(city: User) -> None:
    before = rules_on(clock.today())
    put("qinghai", city, clock.today())
    tomorrow = clock.today() + timedelta(days=1)
    assert put("default", city, tomorrow) == 5
    after = rules_on(tomorrow)
    assert {key: after[key].value for key in NUMBERS} == {key: before[key].value for key in NUMBERS}


def test_a_set_that_is_in_force_changes_nothing(city: User) -> None:
    with pytest.raises(RuleRefused, match="All rules of this set are in force on that day already"):
        put("default", city, clock.today())


def test_one_rule_that_refuses_keeps_the_whole_set_back(city: User) -> None:
    later = clock.today() + timedelta(days=60)
    set_rule("train.annual_hours", 20, since=later, basis="市", reason="更严", actor_id=city.pk)
    rows = PolicyRule.objects.count()
    with pytest.raises(RuleRefused, match=r"^Training each year: A rule that begins on .* is set"):
        put("qinghai", city, clock.today())
    assert PolicyRule.objects.count() == rows


def test_a_set_that_nobody_ships_is_a_fault(city: User) -> None:
    with pytest.raises(KeyError):
        put("elsewhere", city, clock.today())
