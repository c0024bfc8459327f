"""What a visitor reads when a page cannot be shown: what happened, and what to do now.

None of this touches the database: it may be the database that does not answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.language import language_of

WORTH_KEEPING = 12  # characters: shorter entries are quickly typed again


@dataclass(frozen=True)
class Failure:
    """One page for what went wrong; `icon` names a symbol of the sprite."""

    status: int
    icon: str
    title: Any
    text: Any


BAD_REQUEST = Failure(
    400,
    "question",
    _("This address or form could not be read"),
    _("Go back one page and try once more. If you followed a link, part of it may be missing."),
)
TOO_LONG = Failure(
    413,
    "warn",
    _("The text is too long to be sent"),
    _(
        "Press Back in your browser: what you typed is usually still there. Send a shorter part of "
        "it, or save it as a file and bring that."
    ),
)
FORBIDDEN = Failure(
    403,
    "lock",
    _("This page is not open to you"),
    _("If you need it for your work, ask the city centre to open it for your login."),
)
STALE_FORM = Failure(
    403,
    "clock",
    _("The page stood open too long and was not sent"),
    _(
        "Press Back in your browser: what you typed is usually still there. Reload that page, "
        "then send it again."
    ),
)
NO_COOKIES = Failure(
    403,
    "warn",
    _("Your browser does not keep what this site needs"),
    _(
        "It sends no cookies, so you cannot sign in or take an exam here. Allow cookies for this "
        "site, or leave private browsing; inside WeChat choose “Open in browser”."
    ),
)
MISSING = Failure(
    404,
    "search",
    _("There is no such page here"),
    _("The address may be mistyped, or the page was taken down. These doors are open:"),
)
ANOTHER_WAY = Failure(
    405,
    "retry",
    _("This step cannot be opened by itself"),
    _("It belongs to a button on another page. Go to your desk and start from there."),
)
TOO_MANY = Failure(
    429,
    "clock",
    _("Too many tries in a row"),
    _("Please wait five minutes, then try again. Nothing is lost."),
)
BROKEN = Failure(
    500,
    "warn",
    _("Something went wrong on our side"),
    _(
        "It is not your fault, and what was saved is safe. Try again in a few minutes; "
        "if it happens again, call us."
    ),
)
UNAVAILABLE = Failure(
    503,
    "pause",
    _("The platform is resting for a moment"),
    _("What was saved is safe. Please try again in a minute."),
)


class NoBlankPages:
    """Says something where a view refuses a method without a word, as after signing in again in
    the middle of a form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == ANOTHER_WAY.status and not response.content:
            page = answer(request, ANOTHER_WAY)
            page.headers["Allow"] = response.headers.get("Allow", "")
            return page
        return response


def answer(request: HttpRequest, failure: Failure) -> HttpResponse:
    """The page for a failure, in the visitor's language; a line of text where no page is asked for
    (the header Accept names no HTML)."""
    if not request.accepts("text/html"):
        return _line(request, failure)
    refused = failure in (STALE_FORM, NO_COOKIES)
    context = {"failure": failure, "typed": _typed(request) if refused else []}
    with translation.override(language_of(request)):
        response = render(request, "failure.html", context, status=failure.status)
    return _with_patience(response, failure)


def _line(request: HttpRequest, failure: Failure) -> HttpResponse:
    """One line for whoever asked for a picture, a file or data: no page is drawn for a program."""
    with translation.override(language_of(request)):
        line = f"{failure.title}\n"
    response = HttpResponse(line, content_type="text/plain; charset=utf-8", status=failure.status)
    return _with_patience(response, failure)


def _with_patience(response: HttpResponse, failure: Failure) -> HttpResponse:
    if failure in (TOO_MANY, UNAVAILABLE):
        response.headers["Retry-After"] = "60" if failure is UNAVAILABLE else "300"
    return response


def _typed(request: HttpRequest) -> list[str]:
    """Longer texts of a form that was refused, to be copied; never a password."""
    return [
        str(value)
        for name, value in request.POST.items()
        if len(value) >= WORTH_KEEPING
        and "password" not in name
        and name not in {"csrfmiddlewaretoken", "next"}
    ]
