"""Rules that come with a release take their places by date, and never over a city's own."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command

from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.policy.installing import after_migrate, install, shipped_rules
from portal.policy.models import PolicyRule
from portal.policy.rules import rule
from portal.policy.setting import set_rule
from tests.portal.policy.rows import emptied

pytestmark = pytest.mark.django_db
LATER = date(2027, 1, 1)


def shipped(value: Any, since: date, key: str = "exam.pass_mark") -> dict[str, Any]:
    return {"key": key, "value": value, "basis": "平台默认", "since": since}


def rows(key: str = "exam.pass_mark") -> list[tuple[Any, date, date | None]]:
    found = PolicyRule.objects.filter(key=key).order_by("effective_from")
    return [(row.value, row.effective_from, row.effective_to) for row in found]


def set_by_city(key: str, value: Any, since: date) -> None:
    admin = User.objects.create(username="admin")
    with clock.at(datetime(2026, 11, 23, 4, tzinfo=UTC)):
        set_rule(key, value, since=since, basis="市", reason="更严", actor_id=admin.pk)


def test_the_shipped_rules_are_there_after_migrate_and_are_not_doubled() -> None:
    assert PolicyRule.objects.count() == len(shipped_rules())
    assert install() == 0
    assert set(PolicyRule.objects.values_list("origin", flat=True)) == {"shipped"}


def test_every_shipped_rule_names_its_basis() -> None:
    assert [entry["key"] for entry in shipped_rules() if not entry["basis"]] == []


def test_a_row_shipped_later_ends_the_one_before_it_on_its_first_day() -> None:
    assert install([shipped(70, LATER)]) == 1
    assert rows() == [(60, date(2020, 1, 1), LATER), (70, LATER, None)]
    assert rule("exam.pass_mark", on=date(2026, 12, 31)).number == 60
    assert rule("exam.pass_mark", on=LATER).number == 70
    assert install([shipped(70, LATER)]) == 0


def test_several_rows_of_a_new_key_follow_each_other_whatever_their_order_in_the_file() -> None:
    first, second, third = date(2011, 1, 1), date(2018, 4, 27), date(2026, 1, 1)
    entries = [
        shipped(value, since, "own.key") for value, since in ((3, third), (1, first), (2, second))
    ]
    assert install(entries) == 3
    assert rows("own.key") == [(1, first, second), (2, second, third), (3, third, None)]


def test_a_row_that_begins_between_two_takes_its_place() -> None:
    install([shipped(70, LATER)])
    between = date(2024, 6, 1)
    assert install([shipped(65, between), shipped(50, date(2010, 1, 1))]) == 2
    assert rows() == [
        (50, date(2010, 1, 1), date(2020, 1, 1)),
        (60, date(2020, 1, 1), between),
        (65, between, LATER),
        (70, LATER, None),
    ]


def test_a_key_that_the_city_has_set_is_left_alone() -> None:
    set_by_city("exam.pass_mark", 75, LATER)
    before = rows()
    assert install([shipped(70, date(2027, 6, 1)), shipped(55, date(2024, 1, 1))]) == 0
    assert rows() == before


def test_a_city_that_set_one_key_still_gets_the_news_of_the_others() -> None:
    set_by_city("exam.pass_mark", 75, LATER)
    assert install([shipped(70, LATER), shipped(45, LATER, "exam.minutes")]) == 1
    assert rule("exam.minutes", on=LATER).number == 45


def test_what_comes_to_a_database_in_use_is_in_the_audit_trail() -> None:
    install([shipped(70, LATER)])
    event = AuditEvent.objects.get(kind="policy.shipped")
    assert event.actor_id is None
    assert event.body.data == {"key": "exam.pass_mark", "to": 70, "since": "2027-01-01"}


def test_the_first_installation_needs_no_event() -> None:
    emptied()
    assert install() == len(shipped_rules())
    assert not AuditEvent.objects.filter(kind="policy.shipped").exists()


class Older:
    """The models as an older migration, or none, knows them."""

    def __init__(self, model: Any) -> None:
        self.model = model

    def get_model(self, *_name: str) -> Any:
        if self.model is None:
            raise LookupError
        return self.model


@pytest.mark.parametrize("model", [None, User])
def test_a_table_of_an_older_migration_is_not_touched(model: Any) -> None:
    emptied()
    after_migrate(Older(model))
    assert not PolicyRule.objects.exists()
    after_migrate(apps)
    assert PolicyRule.objects.count() == len(shipped_rules())


@pytest.mark.django_db(transaction=True)
def test_the_migration_tells_the_citys_rows_from_the_shipped_ones() -> None:
    set_by_city("exam.pass_mark", 75, LATER)
    call_command("migrate", "policy", "0001", verbosity=0)
    call_command("migrate", "policy", verbosity=0)
    city = PolicyRule.objects.filter(origin="city")
    assert [(row.key, row.value) for row in city] == [("exam.pass_mark", 75)]
    assert PolicyRule.objects.filter(origin="shipped").count() == len(shipped_rules())
