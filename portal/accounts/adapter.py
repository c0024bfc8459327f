"""How allauth behaves here: nobody signs up, wrong tries are counted in the database, and redirects
stay at home."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.accounts import throttling
from portal.accounts.devices import device_of, remember
from portal.accounts.finding import login_of
from portal.accounts.models import User
from portal.accounts.spelling import login_name

FRESH = 10 * 60  # seconds after signing in during which nobody is asked for the password again


class Door(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("Account or password is not right."),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("The password you have now is not right."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Whose password this is, or None. Raises throttling.Locked before looking at it."""
        typed = str(credentials.get("username") or "")
        user = login_of(typed)
        ticket = throttling.take(*_counted(request, user, typed, self.get_client_ip(request)))
        entered = authenticate(request, **credentials)
        if entered:
            ticket.give_back()
        return entered

    def post_login(
        self, request: HttpRequest, user: AbstractBaseUser, **told: Any
    ) -> HttpResponseBase:
        """The device is known from now on."""
        response: HttpResponseBase = super().post_login(request, user, **told)
        remember(request, response, user.pk)
        return response

    def is_safe_url(self, url: str) -> bool:
        """Only pages of our own host: no other name, though we may be reached by several."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts={self.request.get_host()})

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not within ten minutes of signing in with the password."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((float(entry["at"]) for entry in records), default=0.0)
        return clock.now().timestamp() - latest > FRESH

    def send_notification_mail(self, *_args: Any, **_context: Any) -> None:
        """allauth would mail inside the request; what happens to a login is in its audit trail."""


def _counted(
    request: HttpRequest, user: User | None, typed: str, ip: str
) -> tuple[tuple[str, int], ...]:
    device = device_of(request)
    if user is None:
        return throttling.unknown(login_name(typed)), throttling.address(ip)
    if user.pk in device.logins:
        return (throttling.device(device.number, user.pk),)
    return throttling.account(user.pk), throttling.address(ip)
