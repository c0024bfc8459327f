"""Changing a rule from a day on; the past keeps the rule it was judged by."""

from datetime import date
from typing import Any

from django.db import transaction

from portal import clock
from portal.audit.recording import record
from portal.policy.choices import Enforcement
from portal.policy.models import PolicyRule


class RuleRefused(ValueError):
    """A rule cannot be set so; the message says why."""


def set_rule(
    key: str,
    value: Any,
    *,
    since: date,
    basis: str,
    reason: str,
    actor_id: int,
    enforcement: str = Enforcement.INFO,
    source_text: str = "",
) -> PolicyRule:
    """Let `value` hold from the day `since` on (today or later); the rule before it ends there.

    Raises RuleRefused for a day in the past, an empty reason, or a day on which the open rule
    itself begins later.
    """
    if since < clock.today():
        raise RuleRefused("a rule cannot begin in the past")
    if not reason.strip():
        raise RuleRefused("a reason is needed")
    with transaction.atomic():
        open_rule = PolicyRule.objects.filter(key=key, effective_to__isnull=True).first()
        if open_rule and open_rule.effective_from >= since:
            raise RuleRefused(f"the rule of {open_rule.effective_from} begins then or later")
        if open_rule:
            still_open = PolicyRule.objects.filter(pk=open_rule.pk, effective_to__isnull=True)
            still_open.update(effective_to=since)
        row = PolicyRule.objects.create(
            key=key,
            value=value,
            basis=basis,
            source_text=source_text,
            effective_from=since,
            enforcement=enforcement,
            recorded_at=clock.now(),
        )
        change = {"key": key, "from": open_rule.value if open_rule else None, "to": value}
        record("policy.set", row, actor_id=actor_id, reason=reason, data=change)
    return row
