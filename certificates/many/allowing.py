"""Who may bring how many rows: so that a list is no other way to guess than single questions.

Without signing in a list has no more rows than one network may ask in an hour; staff who read
certificates bring whole lists and have a day's rows. Rules: `verify.list_rows`,
`verify.list_rows_per_hour`, `verify.list_rows_per_day`.
"""

from dataclasses import dataclass

from django.http import HttpRequest

from certificates import limiting
from certificates.asking.choices import Way
from certificates.models import READERS
from portal import clock
from portal.accounts.scoping import request_scope
from portal.policy.rules import some_rules


@dataclass(frozen=True)
class Allowance:
    """What an asker has: `most` rows in one list, `quota` in a `period` (seconds); `name` under
    which they are counted, `user` the login of staff, else None."""

    most: int
    whole: int
    quota: int
    period: int
    name: str
    user: int | None

    @property
    def way(self) -> Way:
        return Way.DESK_MANY if self.user else Way.PAGE_MANY


def allowance(request: HttpRequest) -> Allowance:
    """What this asker may bring; `whole` is what staff may."""
    whole, hourly, daily = (
        one.number
        for one in some_rules(
            "verify.list_rows",
            "verify.list_rows_per_hour",
            "verify.list_rows_per_day",
            on=clock.today(),
        )
    )
    scope = request_scope(request)
    if scope.user_id and scope.holds(*READERS):
        most = min(whole, daily)
        return Allowance(most, whole, daily, limiting.DAY_LONG, f"u{scope.user_id}", scope.user_id)
    network = limiting.network_of(request)
    return Allowance(min(whole, hourly), whole, hourly, limiting.HOUR, network, None)


def take(asker: Allowance, rows: int) -> int:
    """Take so many rows; how many were left before: fewer than `rows` when none are taken."""
    return limiting.take(asker.name, rows, asker.quota, asker.period) if rows else asker.quota
