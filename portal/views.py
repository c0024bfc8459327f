"""Health, the two switches of every page, and the pages for what went wrong."""

import sys

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError, connection
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal import failing
from portal.language import LARGE, TYPE_COOKIE

YEAR = 365 * 24 * 3600


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """To the page the switch was pressed on, if it is ours."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    return HttpResponseRedirect(target)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    response = _back(request)
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=YEAR, samesite="Lax", httponly=True
        )
    return response


@require_POST
def choose_type(request: HttpRequest) -> HttpResponse:
    response = _back(request)
    if request.POST.get("type") == LARGE:
        response.set_cookie(TYPE_COOKIE, LARGE, max_age=YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie(TYPE_COOKIE)
    return response


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """The process can do its work: database and cache answer. 503 names what does not."""
    state = {"database": _database_answers(), "cache": _cache_answers()}
    return JsonResponse(state, status=200 if all(state.values()) else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except Exception:  # noqa: BLE001 - whatever the driver raises, the answer is no
        return False


def _cache_answers() -> bool:
    try:
        cache.set("readyz", "ok", 10)
        return bool(cache.get("readyz") == "ok")
    except Exception:  # noqa: BLE001
        return False


@require_safe
def favicon(_request: HttpRequest) -> HttpResponseRedirect:
    """The mark, for whoever asks for it at the address of old."""
    return HttpResponseRedirect(static("portal/mark.svg"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 when what was typed is longer than a form may be."""
    too_long = isinstance(exception, RequestDataTooBig)
    return failing.answer(request, failing.TOO_LONG if too_long else failing.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return failing.answer(request, failing.FORBIDDEN)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return failing.answer(request, failing.MISSING)


def too_many(request: HttpRequest) -> HttpResponse:
    return failing.answer(request, failing.TOO_MANY)


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it was the database that did not answer."""
    away = isinstance(sys.exception(), OperationalError | InterfaceError)
    return failing.answer(request, failing.UNAVAILABLE if away else failing.BROKEN)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose secret does not fit: stood open too long, or came from elsewhere; or no secret
    at all, because the browser keeps no cookies."""
    kept = reason != REASON_NO_CSRF_COOKIE
    return failing.answer(request, failing.STALE_FORM if kept else failing.NO_COOKIES)


def closed(_request: HttpRequest, *_parts: str) -> HttpResponse:
    """An address of an app we host that is not for use here. Raises Http404."""
    raise Http404
