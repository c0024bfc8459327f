"""What must always hold: each room says it in its `checks.py`, which is imported at start and
registers here; `manage.py doctor` prints every invariant as a line."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Level = Literal["fail", "warn"]


@dataclass(frozen=True)
class Finding:
    """One invariant as `manage.py doctor` prints it; `example` is the id of one offending row. What
    does not hold fails, or, at the level "warn", breaks nothing and wants to be looked at."""

    name: str
    ok: bool
    count: int = 0
    example: str = ""
    level: Level = "fail"

    @property
    def failed(self) -> bool:
        return not self.ok and self.level == "fail"

    @property
    def warned(self) -> bool:
        return not self.ok and self.level == "warn"


Invariant = Callable[[], Finding]

_invariants: list[Invariant] = []


def invariant(check: Invariant) -> Invariant:
    """Register a line of `manage.py doctor`."""
    _invariants.append(check)
    return check


def none_of(name: str, offending: Sequence[Any], level: Level = "fail") -> Finding:
    """The finding of an invariant that holds when nothing offends; the first is the example."""
    example = str(offending[0]) if offending else ""
    return Finding(name, not offending, len(offending), example, level)


def findings() -> Iterable[Finding]:
    return (check() for check in _invariants)
