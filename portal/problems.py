"""What a program reads when it gets no answer: problem details after RFC 9457, for every 4xx and
5xx under /api/, whoever refused it."""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.stripping import MACHINES

CONTENT_TYPE = "application/problem+json"


class Refused(Exception):
    """There is no answer; `response` says why."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__(response.status_code)
        self.response = response


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    """`detail` says to a human what to do; `more` are further members, for the program."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    response = HttpResponse(
        json.dumps(told, ensure_ascii=False), content_type=CONTENT_TYPE, status=status
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def problem_of(status: int) -> HttpResponse:
    """For refusals from anywhere: a host we are not, a method, an address, a fault of ours."""
    known = {
        400: _("This cannot be read. Compare it with the description at /api/v1/openapi.json."),
        404: _("There is no such address. They are described at /api/v1/openapi.json."),
        405: _("This address does not take this method; the header Allow names those it takes."),
        413: _("Too long. At most 1,000 certificates can be asked for at a time."),
        503: _("Not available at the moment. Do not conclude anything from this; try again."),
    }
    told = known.get(status) or _("There is no answer. Do not conclude anything from this.")
    return problem(status, told)


class ProblemsForMachines:
    """Turns a page that says what went wrong into problem details, where a program asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            response.status_code < HTTPStatus.BAD_REQUEST
            or not request.path_info.startswith(MACHINES)
            or response.headers.get("Content-Type") == CONTENT_TYPE
        ):
            return response
        told = problem_of(response.status_code)
        for name in ("Allow", "Retry-After", "WWW-Authenticate"):
            if name in response.headers:
                told.headers[name] = response.headers[name]
        return told
