"""Reading rules: what was in force on a day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from portal.policy.models import PolicyRule


class NoRule(LookupError):
    """No rule of that key was in force on that day."""


@dataclass(frozen=True)
class Rule:
    """One rule as it was in force; `version` identifies it for ever (a stored decision keeps
    it)."""

    key: str
    value: Any
    basis: str
    enforcement: str
    version: int

    @property
    def number(self) -> int:
        return int(self.value)

    @property
    def decimal(self) -> Decimal:
        return Decimal(str(self.value))


def rule(key: str, on: date) -> Rule:
    """The rule `key` in force on the day `on`. Raises NoRule, which is a fault of the
    installation."""
    row = (
        PolicyRule.objects.filter(key=key, effective_from__lte=on)
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gt=on))
        .order_by("-effective_from")
        .first()
    )
    if row is None:
        raise NoRule(f"no rule {key} on {on}")
    return Rule(row.key, row.value, row.basis, row.enforcement, row.pk)
