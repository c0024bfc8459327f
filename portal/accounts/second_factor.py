"""Who must show a second factor, and who has. A session opened by a password alone, at whatever
door, opens nothing for staff."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from portal import clock
from portal.accounts.models import User
from portal.policy.rules import rule
from portal.scope import Scope

SHOWN = "second_factor"
EXEMPT = "accounts.second_factor_exempt"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_needed(user: User, scope: Scope) -> bool:
    """Every role but being a trainee asks for it."""
    return bool(scope.places or user.is_superuser or user.is_staff)


def is_shown(session: SessionBase, user: User) -> bool:
    return bool(session.get(SHOWN) == user.pk)


def show(session: SessionBase, user_id: int) -> None:
    """Note in the session that its login has shown its second factor."""
    session[SHOWN] = user_id


def is_set_up(user_id: int) -> bool:
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=FACTORS).exists())


def is_exempt(user: User) -> bool:
    """Named in the rule `accounts.second_factor_exempt`, which the demo city sets for its own
    logins; where demo data is forbidden the rule counts for nothing."""
    if not settings.DEMO_ALLOWED:
        return False
    return user.username in rule(EXEMPT, on=clock.today()).codes
