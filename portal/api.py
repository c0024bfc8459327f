"""The public interface under /api/v1/, described at /api/v1/openapi.json. Routers are named as
strings."""

import json
from http import HTTPStatus
from typing import Any

import structlog
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLResolver, path
from django.urls.resolvers import RegexPattern
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from portal.people.enciphering import Unreadable
from portal.problems import Refused, problem, problem_of

log = structlog.get_logger("hezhong.api")


class OneOfEach(Parser):
    """Reads a body in which no name stands twice: two programs would read two things."""

    def parse_body(self, request: HttpRequest) -> Any:
        return json.loads(request.body, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


api = NinjaAPI(
    title="Hezhong",
    version="1.0.0",
    description=(
        "Verification of certificates, and the roster, for programs of offices. Each question "
        "needs the office's key, as `Authorization: Bearer hz_...`; each certificate asked for "
        "counts for the key's quota of the day. Every 4xx and 5xx is a problem after RFC 9457, and "
        "nothing may be concluded from it about a certificate. Times are UTC; days and quotas are "
        "the city's (Asia/Shanghai)."
    ),
    urls_namespace="api",
    openapi_url="/openapi.json",
    docs_url=None,
    parser=OneOfEach(),
)
api.add_router("/certificates/", "certificates.api.router")
api.add_router("/roster/", "certificates.roster.api.router")
_ADDRESSES = SimpleLazyObject(lambda: URLResolver(RegexPattern(r"^/"), [path("api/v1/", api.urls)]))


def by_the_short_way(request: HttpRequest) -> HttpResponse:
    """The interface without session, login and form: a key stands in the request itself."""
    request.get_host()  # refuses a host we are not
    found = _ADDRESSES.resolve(request.path_info)
    request.resolver_match = found
    answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
    return answer


@api.exception_handler(Refused)
def _refused(_request: HttpRequest, refused: Refused) -> HttpResponse:
    return refused.response


@api.exception_handler(Http404)
def _missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problem_of(HTTPStatus.NOT_FOUND)


@api.exception_handler(HttpError)
def _unread(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem_of(error.status_code)


@api.exception_handler(ValidationError)
def _not_clear(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Says where and what, and never repeats what was sent: it may be somebody's name."""
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        _("What was sent does not fit the description at /api/v1/openapi.json; see errors."),
        reason="not_clear",
        errors=[{"at": _place(one["loc"]), "what": str(one["msg"])} for one in error.errors],
    )


def _place(parts: Any) -> str:
    """Where in the body, as the sender knows it: without the name of our own argument."""
    head, *rest = [str(part) for part in parts]
    return ".".join([head, *rest[1:]])


@api.exception_handler(DatabaseError)
@api.exception_handler(InterfaceError)
@api.exception_handler(Unreadable)
def _silent(_request: HttpRequest, error: Exception) -> HttpResponse:
    """A database that does not answer is never taken for one that says no."""
    log.error("the database does not answer", error=type(error).__name__)
    response = problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        _("This cannot be verified now. Do not conclude anything from this; try again."),
        reason="register_silent",
    )
    response.headers["Retry-After"] = "60"
    return response
