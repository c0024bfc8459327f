"""Shutting and opening logins: disabling, enabling, unlocking, resetting the second factor."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from portal.accounts import throttling
from portal.accounts.authority import may_act_on
from portal.accounts.models import User
from portal.audit.recording import record
from portal.scope import Scope


class LockRefused(ValueError):
    """The login cannot be shut or opened so; the message says why."""


def disable(user: User, *, by: Scope, reason: str) -> None:
    """Shut a login; its sessions end at once and never come back. Raises LockRefused."""
    _check(user, by, reason)
    with transaction.atomic():
        shut = User.objects.filter(pk=user.pk, is_active=True).update(
            is_active=False, session_serial=F("session_serial") + 1
        )
        if not shut:
            raise LockRefused(_("This login is disabled already."))
        record("login.disabled", user, actor_id=by.user_id, reason=reason)


def enable(user: User, *, by: Scope, reason: str) -> None:
    """Open a disabled login again. Raises LockRefused."""
    _check(user, by, reason)
    with transaction.atomic():
        if not User.objects.filter(pk=user.pk, is_active=False).update(is_active=True):
            raise LockRefused(_("This login is open already."))
        record("login.enabled", user, actor_id=by.user_id, reason=reason)


def unlock(user: User, *, by: Scope) -> None:
    """Forget the wrong tries, so that the next one is heard at once. Raises LockRefused."""
    _check(user, by, "-")
    with transaction.atomic():
        tries = throttling.forget(user.pk)
        record("login.unlocked", user, actor_id=by.user_id, data={"tries": tries})


def reset_second_factor(user: User, *, by: Scope, reason: str) -> None:
    """Take app, passkeys and recovery codes away; its sessions end, and the next sign-in leads to
    setting it up anew. Raises LockRefused."""
    _check(user, by, reason)
    with transaction.atomic():
        taken, _each = Authenticator.objects.filter(user=user).delete()
        if not taken:
            raise LockRefused(_("This login has no second factor."))
        User.objects.filter(pk=user.pk).update(session_serial=F("session_serial") + 1)
        record("second_factor.reset", user, actor_id=by.user_id, reason=reason)


def _check(user: User, by: Scope, reason: str) -> None:
    if not may_act_on(by, user):
        raise LockRefused(_("This login is not yours to look after."))
    if not reason.strip():
        raise LockRefused(_("Please say why."))
