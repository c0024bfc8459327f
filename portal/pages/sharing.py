"""Pages made for one visitor are kept a while and given to the next.

Only what everybody sees: a page of the tree, asked for without a session and without a query. A
change of any page, its rights, a picture or the law forgets them all when it is committed; what
else a page shows (a count, a rule) is late by at most the setting `SHARED_PAGES_SECONDS`.
"""

import re
from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus
from uuid import uuid4

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from portal import clock
from portal.language import LARGE, TYPE_COOKIE, language_of

EDITION = "pages.sharing.edition"
PERSONAL = (settings.SESSION_COOKIE_NAME, "messages")
VIEW = "wagtail_serve"
TOKEN = re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(?=")')
LIKE_A_TOKEN = re.compile(rb"(?<![A-Za-z0-9])[A-Za-z0-9]{64}(?![A-Za-z0-9])")


# A page without the tokens of its forms (each visitor's own stand between the parts) and its
# headers; plain values, which the next release can read as well.
Kept = tuple[list[bytes], dict[str, str]]


def forget() -> None:
    """Make every kept page unfindable as soon as the transaction commits."""
    transaction.on_commit(lambda: cache.set(EDITION, uuid4().hex, None))


class SharedPages:
    """Answers from what is kept where it can, and keeps what it may."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.SHARED_PAGES_SECONDS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_anybody(request):
            return self.get_response(request)
        # Told before the page is made: what changes meanwhile leaves it unfindable.
        key = _key(request)
        kept: Kept | None = cache.get(key)
        if kept is not None:
            return _answer(request, kept)
        response = self.get_response(request)
        kept = _to_keep(request, response)
        if kept is not None:
            cache.set(key, kept, settings.SHARED_PAGES_SECONDS)
        return response


def _is_anybody(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and not any(name in request.COOKIES for name in PERSONAL)
    )


def _key(request: HttpRequest) -> str:
    edition = cache.get_or_set(EDITION, lambda: uuid4().hex, None)
    large = request.COOKIES.get(TYPE_COOKIE) == LARGE
    seen = (language_of(request), large, clock.today())
    styles = getattr(staticfiles_storage, "manifest_hash", "")  # those of the running release
    told = (edition, styles, *seen, request.get_host(), request.path)
    return "pages.sharing:" + sha256(repr(told).encode()).hexdigest()


def _to_keep(request: HttpRequest, response: HttpResponse) -> Kept | None:
    """None for what is not for everybody: an error, a page behind rights, a cookie of its own."""
    match = request.resolver_match
    if match is None or match.url_name != VIEW or response.status_code != HTTPStatus.OK:
        return None
    if response.streaming or response.cookies or "no-store" in response.get("Cache-Control", ""):
        return None
    parts = TOKEN.split(response.content)
    if any(LIKE_A_TOKEN.search(part) for part in parts):
        return None
    return parts, dict(response.items())


def _answer(request: HttpRequest, kept: Kept) -> HttpResponse:
    parts, headers = kept
    token = get_token(request).encode() if len(parts) > 1 else b""
    return HttpResponse(token.join(parts), headers=headers)
