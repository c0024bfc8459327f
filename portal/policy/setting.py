"""Changing a rule from a day on; the past keeps the rule it was judged by."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal import clock
from portal.audit.recording import record
from portal.policy.choices import Enforcement, Origin
from portal.policy.meanings import MEANINGS
from portal.policy.models import STANDING, PolicyRule


class RuleRefused(ValueError):
    """A rule cannot be set so; the message says why, in the reader's language."""


def set_rule(
    key: str,
    value: Any,
    *,
    since: date,
    basis: str,
    reason: str,
    actor_id: int,
    enforcement: str = "",
    source_text: str = "",
    profile: str = "",
) -> PolicyRule:
    """Let `value` hold from the day `since` on (today or later); the rule before it ends there.

    Without `enforcement` it is as strict as the one before it; `profile` names the set of rules it
    comes from. Raises RuleRefused for a day in the past, an empty reason or basis, a value that the
    rule does not take (`meanings`; for a key without a meaning: of another type than the one before
    it), a day not after the open rule's own, and when another hand was quicker.
    """
    open_rule = PolicyRule.objects.filter(STANDING, key=key, effective_to__isnull=True).first()
    _refuse_unclear(since, basis, reason)
    _refuse_value(key, value, open_rule)
    if open_rule:
        _refuse_against(open_rule, since)
        enforcement = enforcement or open_rule.enforcement
    new = PolicyRule(
        key=key,
        value=value,
        basis=basis.strip(),
        source_text=source_text,
        effective_from=since,
        enforcement=enforcement or Enforcement.INFO,
        origin=Origin.CITY,
        recorded_at=clock.now(),
    )
    change = _change(open_rule, new) | ({"profile": profile} if profile else {})
    _write(open_rule, new, change, actor_id, reason)
    return new


def _write(
    open_rule: PolicyRule | None,
    new: PolicyRule,
    change: dict[str, Any],
    actor_id: int,
    reason: str,
) -> None:
    try:
        with transaction.atomic():
            _replace(open_rule, new)
            record("policy.set", new, actor_id=actor_id, reason=reason, data=change)
    except IntegrityError as error:
        raise RuleRefused(another_hand()) from error


def _refuse_unclear(since: date, basis: str, reason: str) -> None:
    if since < clock.today():
        raise RuleRefused(_("A rule cannot begin in the past. Please choose today or a later day."))
    if not basis.strip():
        raise RuleRefused(_("Please name the document this rule rests on."))
    if not reason.strip():
        raise RuleRefused(_("Please give the reason for the change."))


def _refuse_value(key: str, value: Any, open_rule: PolicyRule | None) -> None:
    meaning = MEANINGS.get(key)
    if meaning and (fault := meaning.fault(value)):
        raise RuleRefused(fault)
    if not meaning and open_rule and type(value) is not type(open_rule.value):
        raise RuleRefused(
            _("The value must be of the same kind as the present one: %(value)s.")
            % {"value": open_rule.value}
        )


def _refuse_against(open_rule: PolicyRule, since: date) -> None:
    if open_rule.effective_from >= since:
        raise RuleRefused(begun_already(open_rule.effective_from))


def begun_already(day: date) -> str:
    """What is said to whoever wants a rule to begin no later than the version before it."""
    words = _("A rule that begins on %(day)s is set already. Please choose a later day.")
    return words % {"day": date_format(day)}


def _replace(open_rule: PolicyRule | None, new: PolicyRule) -> None:
    """End the open rule, if it is still as it was read, and insert the new one."""
    if open_rule:
        still_open = PolicyRule.objects.filter(STANDING, pk=open_rule.pk, effective_to__isnull=True)
        if not still_open.update(effective_to=new.effective_from):
            raise RuleRefused(another_hand())
    new.save(force_insert=True)


def another_hand() -> str:
    """What is said to whoever came second."""
    return _("Somebody else has just changed this rule. Please look at it again.")


def _change(before: PolicyRule | None, new: PolicyRule) -> dict[str, Any]:
    return {
        "key": new.key,
        "from": before.value if before else None,
        "to": new.value,
        "since": new.effective_from.isoformat(),
        "enforcement": new.enforcement,
    }
