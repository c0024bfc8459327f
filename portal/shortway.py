"""The short way: for the few addresses that thousands use in the same minute and that prove by
what they carry who asks, without session, login and form."""

import re
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from portal.language import language_of

CLOSED = "default-src 'none'; frame-ancestors 'none'"
TOO_LARGE = 413
DIGITS = 16
# A sender hears the answer only when it has sent all; this much is thrown away for its sake.
THROWN_AWAY = 16 * 1024 * 1024
PIECE = 64 * 1024
PATIENCE = 5.0  # seconds


class ShortWay:
    """Middleware near the front: answers the addresses of the setting `SHORT_WAYS` by their view
    (a pattern with named groups, and the view as a string), in the language chosen by cookie. A
    body longer than the setting `SHORT_WAY_LONGEST` reaches no view: 413, with a text to show."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.ways = [
            (re.compile(pattern), import_string(view)) for pattern, view in settings.SHORT_WAYS
        ]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for pattern, view in self.ways:
            found = pattern.fullmatch(request.path_info)
            if found:
                return self._answer(request, view, found.groupdict())
        return self.get_response(request)

    @staticmethod
    def _answer(
        request: HttpRequest, view: Callable[..., HttpResponse], named: dict[str, str]
    ) -> HttpResponse:
        with translation.override(language_of(request)):
            response = _too_large(request) or view(request, **named)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Content-Security-Policy"] = CLOSED
        return response


def _too_large(request: HttpRequest) -> HttpResponse | None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or (
        len(length) < DIGITS and int(length) <= settings.SHORT_WAY_LONGEST
    ):
        return None
    _throw_away(request)
    text = _("What was sent is too large to be read. Please reload the page.")
    return JsonResponse({"text": text}, status=TOO_LARGE)


def _throw_away(request: HttpRequest) -> None:
    """Read on without keeping it, so that the sender hears the answer. Looked at between pieces:
    who sends a byte a second is kept away by the proxy (docs/operating.md)."""
    end, left = time.monotonic() + PATIENCE, THROWN_AWAY
    try:
        while left > 0 and time.monotonic() < end and (piece := request.read(PIECE)):
            left -= len(piece)
    except OSError:  # the line broke off
        return
