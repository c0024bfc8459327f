"""Rules that every request of a busy address asks for: each process reads them anew every few
seconds only. Not for what is decided and kept; there a rule is read when it is applied."""

import time
from datetime import date
from weakref import WeakSet

from portal.policy.rules import Rule, some_rules

SECONDS = 3.0  # a new version is in force everywhere within this time

_all: "WeakSet[Remembered]" = WeakSet()


class Remembered:
    """At most four rules, as `some_rules` reads them."""

    def __init__(self, *keys: str) -> None:
        self.keys = keys
        self._held: tuple[date, float, tuple[Rule, ...]] | None = None
        _all.add(self)

    def on(self, day: date) -> tuple[Rule, ...]:
        """Raises NoRule as `some_rules` does."""
        held, now = self._held, time.monotonic()
        if held and held[0] == day and now - held[1] < SECONDS:
            return held[2]
        rules = some_rules(*self.keys, on=day)
        self._held = (day, now, rules)
        return rules

    def forget(self) -> None:
        self._held = None


def forget() -> None:
    """Read everything anew at the next question."""
    for one in _all:
        one.forget()
