"""What signing in and changes of the second factor leave behind."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from portal.accounts import second_factor, sessions
from portal.accounts.models import User
from portal.audit.recording import record


@receiver(user_logged_in)
def session_begins(request: HttpRequest, user: AbstractBaseUser, **_told: Any) -> None:
    sessions.begin(request.session, user)


@receiver(signals.authenticator_used)
def factor_shown(request: HttpRequest, user: User, **_told: Any) -> None:
    second_factor.show(request.session, user.pk)


@receiver(signals.authenticator_added)
def factor_added(
    request: HttpRequest, user: User, authenticator: Authenticator, **_told: Any
) -> None:
    if authenticator.type in second_factor.FACTORS:
        second_factor.show(request.session, user.pk)
    if authenticator.type == Authenticator.Type.TOTP:
        # The code that proved the app is used up, as one that signs in is.
        authenticator.wrap().validate_code(request.POST.get("code", ""))
    _record("second_factor.added", user, {"type": authenticator.type})


@receiver(signals.authenticator_removed)
def factor_removed(
    request: HttpRequest, user: User, authenticator: Authenticator, **_told: Any
) -> None:
    if not second_factor.is_set_up(user.pk):
        request.session.pop(second_factor.SHOWN, None)
    _record("second_factor.removed", user, {"type": authenticator.type})


@receiver(signals.authenticator_reset)
def codes_renewed(user: User, **_told: Any) -> None:
    _record("second_factor.codes_renewed", user, {})


@receiver(password_changed)
def password_is_new(user: User, **_told: Any) -> None:
    _record("password.changed", user, {})


def _record(kind: str, user: User, data: dict[str, str]) -> None:
    with transaction.atomic():
        record(kind, user, actor_id=user.pk, data=data)
