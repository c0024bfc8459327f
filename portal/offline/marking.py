"""What the worker must know of each page: who reads, and whether it may be kept."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from portal.offline.keeping import is_to_be_kept

READER, KEEP = "Hezhong-Reader", "Hezhong-Keep"
VISITOR = "visitor"
SALT = "portal.offline.reader"
DIGITS = 24


class Marks:
    """Middleware, around the guard of the door: each page says in a header whose it is, so that the
    worker drops the copies of everybody else, and those that may be kept say so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers[READER] = reader_of(request)
            whole = response.status_code == HTTPStatus.OK and is_to_be_kept(request)
            if whole and not _assisting(request):
                response.headers[KEEP] = "yes"
        return response


def reader_of(request: HttpRequest) -> str:
    """An opaque name of the login that reads, and of the person it acts for; every visitor has the
    same one."""
    if not request.user.is_authenticated:
        return VISITOR
    entry = _assisting(request)
    whose = f"{request.user.pk}:{entry.person_id if entry else ''}"
    return salted_hmac(SALT, whose, algorithm="sha256").hexdigest()[:DIGITS]


def _assisting(request: HttpRequest) -> Any:
    return getattr(request, "hezhong_assisting", None)
