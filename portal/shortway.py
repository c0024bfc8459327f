"""The short way: for the few addresses that thousands use in the same minute and that prove by
what they carry who asks, without session, login and form."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.module_loading import import_string

from portal.language import language_of

CLOSED = "default-src 'none'; frame-ancestors 'none'"


class ShortWay:
    """Middleware near the front: answers the addresses of the setting `SHORT_WAYS` by their view
    (a pattern with named groups, and the view as a string), in the language chosen by cookie."""

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
            response = view(request, **named)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Content-Security-Policy"] = CLOSED
        return response
