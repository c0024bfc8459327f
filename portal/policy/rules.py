"""Reading rules: what was in force on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Q, QuerySet

from portal.policy.models import STANDING, PolicyRule
from portal.prepared import Prepared


class NoRule(LookupError):
    """No rule of that key was in force on that day."""


class WrongValue(TypeError):
    """A rule's value is not of the type its reader needs: a fault of the setting, named with key
    and version."""


@dataclass(frozen=True)
class Rule:
    """One rule as it was in force; `version` identifies it for ever (a stored decision keeps it).

    The value is read through the property of its type; each raises WrongValue for another one.
    """

    key: str
    value: Any
    basis: str
    enforcement: str
    version: int

    @property
    def number(self) -> int:
        if type(self.value) is not int:  # True is an int, and no number of days
            raise self._not("a whole number")
        return self.value

    @property
    def decimal(self) -> Decimal:
        """A number, also one written as a text (JSON has no exact fractions)."""
        try:
            if isinstance(self.value, bool):
                raise InvalidOperation
            found = Decimal(str(self.value))
        except InvalidOperation:
            raise self._not("a number") from None
        if not found.is_finite():
            raise self._not("a number")
        return found

    @property
    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self._not("a text")
        return self.value

    @property
    def both(self) -> dict[str, str]:
        """A text in both languages, under `zh` and `en`."""
        if not _texts(self.value, dict) or not {"zh", "en"} <= self.value.keys():
            raise self._not("a text in zh and en")
        return dict(self.value)

    @property
    def codes(self) -> tuple[str, ...]:
        if not _texts(self.value, list):
            raise self._not("a list of texts")
        return tuple(self.value)

    @property
    def days(self) -> frozenset[date]:
        try:
            return frozenset(date.fromisoformat(day) for day in self.codes)
        except ValueError:
            raise self._not("a list of days") from None

    def _not(self, wanted: str) -> WrongValue:
        return WrongValue(
            f"rule {self.key} (version {self.version}) must be {wanted}, not {self.value!r}"
        )


def _texts(value: Any, kind: type[dict[str, str]] | type[list[str]]) -> bool:
    if not isinstance(value, kind):
        return False
    items = value.values() if isinstance(value, dict) else value
    return all(isinstance(item, str) for item in items)


def rules_on(day: date) -> dict[str, PolicyRule]:
    """All rows in force on a day, by key."""
    return {row.key: row for row in _in_force(day).order_by("key")}


def _in_force(day: date) -> QuerySet[PolicyRule]:
    return PolicyRule.objects.filter(STANDING, effective_from__lte=day).filter(
        Q(effective_to__isnull=True) | Q(effective_to__gt=day)
    )


_LATEST = Prepared(
    lambda key, on: (
        _in_force(on)
        .filter(key=key)
        .order_by("-effective_from")
        .values_list("key", "value", "basis", "enforcement", "pk")[:1]
    ),
    *(str, date),
)


_SOME = Prepared(
    lambda one, two, three, four, on: (
        _in_force(on)
        .filter(key__in=[one, two, three, four])
        .order_by("effective_from")
        .values_list("key", "value", "basis", "enforcement", "pk")
    ),
    *(str, str, str, str, date),
)


def some_rules(*keys: str, on: date) -> tuple[Rule, ...]:
    """The rules of at most four keys in force on the day `on`, in one query. Raises NoRule as
    `rule` does, for the first key that has none."""
    asked = [*keys, *[keys[0]] * (4 - len(keys))]
    held = {row[0]: Rule(*row) for row in _SOME.rows(*asked, on)}
    for key in keys:
        if key not in held:
            raise NoRule(f"no rule {key} on {on}")
    return tuple(held[key] for key in keys)


def rules_in_force(*keys: str, on: date) -> dict[str, Rule]:
    """The rules of these keys in force on the day `on`, by key, in one query; a key that had no
    rule yet is left out."""
    rows = _in_force(on).filter(key__in=keys)
    return {
        row[0]: Rule(*row) for row in rows.values_list("key", "value", "basis", "enforcement", "pk")
    }


def rule(key: str, on: date) -> Rule:
    """The rule `key` in force on the day `on`. Raises NoRule, which is a fault of the
    installation."""
    rows = _LATEST.rows(key, on)
    if not rows:
        raise NoRule(f"no rule {key} on {on}")
    return Rule(*rows[0])
