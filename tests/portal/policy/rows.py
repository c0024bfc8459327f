"""Rules as a city sets them; and the table as it is before anything is installed."""

from functools import partial
from types import SimpleNamespace
from typing import Any

from django.db import connection

from portal import clock
from portal.accounts.models import User
from portal.append_only import allow, forbid
from portal.policy import remembered
from portal.policy.models import PolicyRule
from portal.policy.setting import set_rule

TABLE = "policy_policyrule"


def in_force(key: str, value: Any) -> PolicyRule:
    """Let `value` hold from today on, by the clock of the moment; as a process finds it that has
    read its rules anew."""
    city, _new = User.objects.get_or_create(username="policy")
    remembered.forget()
    return set_rule(key, value, since=clock.today(), basis="测试", reason="测试", actor_id=city.pk)


def _execute(cursor: Any, sql: str, **_params: Any) -> None:
    cursor.execute(sql)


def emptied() -> None:
    """No rule at all, as before the first installation; only a test may do this."""
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=partial(_execute, cursor))
        allow(TABLE, "delete")(None, editor)
        PolicyRule.objects.all().delete()
        forbid(TABLE, "delete")(None, editor)
