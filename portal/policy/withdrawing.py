"""Withdrawing a version of a rule that was announced and has not begun; it stays on record."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from portal import clock
from portal.audit.recording import record
from portal.policy.choices import Origin
from portal.policy.models import STANDING, PolicyRule
from portal.policy.setting import RuleRefused, another_hand


def may_be_withdrawn(row: PolicyRule) -> bool:
    """True for what the city has announced and what has neither begun nor been withdrawn."""
    announced = row.effective_from > clock.today() and row.withdrawn_on is None
    return announced and row.origin == Origin.CITY


def withdraw(row: PolicyRule, *, reason: str, actor_id: int) -> None:
    """Let an announced version never begin; the version before it holds until the one after it.

    Raises RuleRefused without a reason, for a version that has begun, was withdrawn already or is
    shipped with the platform, and when another hand was quicker.
    """
    if not reason.strip():
        raise RuleRefused(_("Please say why."))
    if not may_be_withdrawn(row):
        raise RuleRefused(
            _("Only what the city has announced and what has not begun can be withdrawn.")
        )
    try:
        with transaction.atomic():
            _take_out(row, reason)
            data = {"key": row.key, "to": row.value, "since": row.effective_from.isoformat()}
            record("policy.withdrawn", row, actor_id=actor_id, reason=reason, data=data)
    except IntegrityError as error:
        raise RuleRefused(another_hand()) from error


def _take_out(row: PolicyRule, reason: str) -> None:
    """Out of the chain, if it is still as it was read; the version before closes the gap."""
    chain = PolicyRule.objects.filter(STANDING, key=row.key)
    here = chain.filter(pk=row.pk, effective_to=row.effective_to)
    if row.effective_to is None:
        here = chain.filter(pk=row.pk, effective_to__isnull=True)
    if not here.update(withdrawn_on=clock.today(), withdrawn_why=reason):
        raise RuleRefused(another_hand())
    before = chain.filter(effective_from__lt=row.effective_from)
    closed = before.filter(effective_to=row.effective_from).update(effective_to=row.effective_to)
    if not closed and before.exists():  # the version before was withdrawn at the same moment
        raise RuleRefused(another_hand())
