"""Password, code or passkey once more before what cannot be undone (ASVS 7.5.3): whoever finds a
desk unlocked revokes nothing."""

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest

APP = "account"


def ask_who_it_is(request: HttpRequest) -> None:
    """Go on, where the one signed in has shown lately who it is (`adapter.FRESH`); else the page of
    the password comes first. A form that was sent waits in the session, and goes on by itself
    afterwards: call this before anything is done. Raises ReauthenticationRequired, which leads
    there."""
    if is_reauthentication_required(request, app=APP):
        raise ReauthenticationRequired
