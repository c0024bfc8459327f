"""The device that has opened a login before, told by a signed cookie: a random number of the device
and the logins it has opened."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

COOKIE = "hezhong_device"
SALT = "portal.accounts.devices"
AGE = 180 * 24 * 3600
LOGINS = 8  # on a shared computer the earliest ones are forgotten


@dataclass(frozen=True)
class Device:
    number: str
    logins: tuple[int, ...] = ()


def device_of(request: HttpRequest) -> Device:
    """The device behind a request; a new one when the cookie is missing or not ours."""
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
        return Device(str(told["d"]), tuple(int(pk) for pk in told["l"]))
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return Device(secrets.token_hex(8))


def remember(request: HttpRequest, response: HttpResponseBase, user_id: int) -> None:
    """Let the device know that it has opened this login."""
    device = device_of(request)
    logins = (*(pk for pk in device.logins if pk != user_id), user_id)[-LOGINS:]
    value = signing.dumps({"d": device.number, "l": logins}, salt=SALT, compress=True)
    response.set_cookie(
        COOKIE,
        value,
        max_age=AGE,
        path="/accounts/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
