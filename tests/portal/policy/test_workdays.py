"""Terms in working days: the first day is not counted, weekends and entered holidays neither."""

from datetime import date

import pytest

from portal import clock
from portal.accounts.models import User
from portal.policy.rules import Rule, WrongValue
from portal.policy.setting import set_rule
from portal.policy.workdays import add_working_days

pytestmark = pytest.mark.django_db
THURSDAY = date(2026, 11, 26)


def told(key: str, *days: str) -> None:
    admin, _new = User.objects.get_or_create(username="admin")
    today = clock.today()
    set_rule(key, list(days), since=today, basis="通知", reason="录入", actor_id=admin.pk)


@pytest.mark.parametrize(
    ("begins", "number", "ends"),
    [
        (THURSDAY, 1, date(2026, 11, 27)),
        (THURSDAY, 2, date(2026, 11, 30)),
        (THURSDAY, 15, date(2026, 12, 17)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 29), 5, date(2026, 12, 4)),
        (THURSDAY, 0, THURSDAY),
    ],
)
def test_weekends_are_not_counted(begins: date, number: int, ends: date) -> None:
    assert add_working_days(begins, number) == ends


def test_entered_holidays_are_not_counted_and_worked_weekends_are() -> None:
    today = clock.today()
    plain = [add_working_days(today, number) for number in (1, 2, 3)]
    told("calendar.days_off", str(plain[0]))
    assert add_working_days(today, 1) == plain[1]
    saturday = add_working_days(today, 7)
    while saturday.weekday() != 5:
        saturday = date.fromordinal(saturday.toordinal() + 1)
    number = next(n for n in range(30) if add_working_days(today, n) > saturday)
    told("calendar.days_worked", str(saturday))
    assert add_working_days(today, number) == saturday


def test_a_list_that_holds_no_days_is_a_fault_of_the_setting() -> None:
    with pytest.raises(WrongValue):
        _ = Rule("calendar.days_off", ["国庆节"], "", "info", 1).days
