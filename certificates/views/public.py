"""Verification for everybody: by code, or by number and name. Nobody signs in for it."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates import answering, limiting, numbering, verification
from certificates.asking.choices import Way
from certificates.forms import ENDINGS_SPENT, CodeForm, NumberForm, code_advice
from certificates.verification import Verdict
from portal import clock, drawn, failing
from portal.people.enciphering import Unreadable
from portal.templatetags.look import grouped_number

log = structlog.get_logger("hezhong.certificates")

CANNOT_SAY = failing.Failure(
    503,
    "pause",
    _("Certificates cannot be verified at the moment"),
    _(
        "The register does not answer. Please do not conclude anything from this, neither that a "
        "certificate is genuine nor that it is not. Try again in a few minutes, or call us."
    ),
)

View = Callable[..., HttpResponse]


def says_so_when_silent(view: View) -> View:
    """A register that does not answer is never taken for one that says no."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (DatabaseError, InterfaceError, Unreadable) as error:
            log.error("the register does not answer", error=type(error).__name__)
            response = failing.answer(request, CANNOT_SAY)
            response.headers["Retry-After"] = "60"
            return response

    return guarded


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@says_so_when_silent
def verify(request: HttpRequest) -> HttpResponse:
    """The two forms; a code leads to its own address, a number with a name is answered here, so
    that no name ever stands in an address."""
    if request.method != "POST":
        typed = numbering.clean_code(request.GET.get("code", ""))
        return redirect("verify_code", code=typed) if typed else _forms(request)
    return _by_code(request) if "code" in request.POST else _by_number(request)


def _by_code(request: HttpRequest) -> HttpResponse:
    """A right code leads on; it is counted where it is looked up."""
    form = CodeForm(request.POST)
    right = form.is_valid()
    wait = limiting.seconds_to_wait(request, counted=not right)
    if wait:
        return _too_many(request, wait)
    if not right:
        return _forms(request, code_form=form, status=422)
    return redirect("verify_code", code=form.cleaned_data["code"])


def _by_number(request: HttpRequest) -> HttpResponse:
    wait = limiting.seconds_to_wait(request)
    if wait:
        return _too_many(request, wait)
    form = NumberForm(request.POST)
    if not form.is_valid():
        return _forms(request, number_form=form, status=422)
    number, name = form.cleaned_data["number"], form.cleaned_data["name"]
    ending = form.cleaned_data["ending"]
    wait = limiting.seconds_after_misses(number)
    if wait:
        return _too_many(request, wait)
    wait = limiting.seconds_to_try_ending(number) if ending else 0
    if wait:
        return _too_many(request, wait, str(ENDINGS_SPENT))
    if not ending:
        verdict = verification.by_number(number, name)
        return _answer(request, verdict, number, Way.PAGE_NUMBER, number_form=form)
    asked = verification.Question(number=number, name=name, ending=ending)
    (verdict,) = answering.counting_back(
        [asked], lambda: [verification.by_document(number, ending, name)]
    )
    return _answer(request, verdict, number, Way.PAGE_DOCUMENT, number_form=form)


@never_cache
@require_safe
@says_so_when_silent
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """The verdict on a code; whatever else the address carries is ignored."""
    cleaned = numbering.clean_code(code)
    beginning = cleaned[: numbering.GROUP]
    wait = limiting.seconds_for_everybody(request, beginning)
    if wait:
        return _too_many(request, wait)
    verdict = verification.by_code(cleaned)
    advice = "" if numbering.is_code(cleaned) else code_advice(code)
    shown = CodeForm(initial={"code": numbering.spaced_code(cleaned)})
    return _answer(request, verdict, beginning, Way.PAGE_CODE, code_form=shown, advice=advice)


def _answer(
    request: HttpRequest, verdict: Verdict, beginning: str, way: Way, **shown: Any
) -> HttpResponse:
    answering.note(request, verdict, beginning, way)
    if verdict.printed:  # asked for by the thousand, and alike but for the holder's words
        return drawn.page(request, "certificates/verdict.html", shape(verdict), words(verdict))
    return render(request, "certificates/verdict.html", told(verdict) | shown)


def told(verdict: Verdict) -> dict[str, Any]:
    """What a page needs to show a verdict, in the reader's language."""
    return {**shape(verdict), **words(verdict)}


def shape(verdict: Verdict) -> dict[str, Hashable]:
    """What of a verdict decides how it is shown."""
    printed = verdict.printed
    return {
        "standing": verdict.standing.value,
        "found": printed is not None,
        "kind": printed.kind if printed else "",
        "endless": bool(printed and printed.is_endless),
        "anew": verdict.printed_anew is not None,
        **domain(),
    }


def words(verdict: Verdict) -> dict[str, str]:
    """What of a verdict only stands on the page."""
    asked_at = verdict.asked_at.astimezone(clock.CITY_ZONE)
    found = {
        "asked_at": f"{date_format(asked_at)} {asked_at:%H:%M:%S}",
        "query": verdict.query,
        "since": date_format(verdict.since) if verdict.since else "",
        "printed_anew": date_format(verdict.printed_anew) if verdict.printed_anew else "",
    }
    printed = verdict.printed
    if printed is None:
        return found
    language = "en" if get_language() == "en" else "zh"
    return found | {
        "holder": printed.name,
        "title": printed.title[language],
        "number": grouped_number(printed.number),
        "organisation": printed.organisation,
        "issued_on": date_format(printed.issued_on),
        "start": date_format(printed.valid_from),
        "end": date_format(printed.valid_until),
        "authority": printed.authority[language],
    }


def _forms(request: HttpRequest, status: int = 200, **shown: Any) -> HttpResponse:
    context = {"code_form": CodeForm(), "number_form": NumberForm(), **shown, **domain()}
    return render(request, "certificates/verify.html", context, status=status)


def _too_many(request: HttpRequest, wait: int, notice: str = "") -> HttpResponse:
    """Nothing typed is lost: the forms come back filled."""
    forms: dict[str, Any] = {}
    if "code" in request.POST:
        forms["code_form"] = CodeForm(initial=request.POST.dict())
    elif "number" in request.POST:
        forms["number_form"] = NumberForm(initial=request.POST.dict())
    return told_to_wait(_forms(request, status=429, notice=notice or patience(wait), **forms), wait)


def patience(wait: int) -> str:
    """In how many seconds the register may be asked again, in words."""
    return ngettext(
        "Too many questions in one minute. Please try again in %(wait)s second.",
        "Too many questions in one minute. Please try again in %(wait)s seconds.",
        wait,
    ) % {"wait": wait}


def told_to_wait(response: HttpResponse, wait: int) -> HttpResponse:
    response.headers["Retry-After"] = str(wait)
    return response


def domain() -> dict[str, str]:
    """The official address in two parts, the telling end apart: rmtj. and example.gov.cn."""
    host = settings.PUBLIC_URL.split("://", 1)[-1]
    first, dot, rest = host.partition(".")
    if "." in rest:
        return {"domain_start": first + dot, "domain_end": rest}
    return {"domain_start": "", "domain_end": host}
