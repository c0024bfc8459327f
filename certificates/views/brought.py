"""Verification of a file that somebody brings: nobody signs in, nothing of it is kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from certificates import answering, limiting, verification
from certificates.asking.choices import Way
from certificates.forms import MEGABYTES, FileForm, NumberForm, too_large
from certificates.uploads import matching, reading
from certificates.uploads.reading import Named
from certificates.views.public import (
    domain,
    patience,
    says_so_when_silent,
    told,
    told_to_wait,
)

AROUND = 100_000  # bytes of a form around its file
STATUSES = {"too_large": 413, "not_pdf": 415}


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify_file(request: HttpRequest) -> HttpResponse:
    """The form, or the answer about the file in it. What is far too large is refused before a byte
    of it is read; everything else goes through the guard against foreign forms as ever."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MEGABYTES * 1_000_000 + AROUND:
        return _form(request, FileForm(), 413, notice=too_large())
    return _guarded(request)


@csrf_protect
@says_so_when_silent
def _guarded(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form(request, FileForm())
    wait = limiting.seconds_to_wait(request)
    if wait:
        return _too_many(request, wait)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        (code, *_more) = [error.code for error in form.errors.as_data()["file"]]
        return _form(request, form, STATUSES.get(str(code), 422))
    return _answer(request, form, form.cleaned_data["file"].read())


def _answer(request: HttpRequest, form: FileForm, content: bytes) -> HttpResponse:
    """Genuine is a file whose every byte is that of a stored one; no signature is asked."""
    verdict = matching.original(content)
    if verdict is not None:
        answering.note(request, verdict, "", Way.PAGE_FILE)
        return render(request, "certificates/file_original.html", told(verdict))
    try:
        named = reading.named_in(content)
    except reading.Locked:
        words = _("The file has a password. Please remove it, or bring the file as downloaded.")
        return _refused(request, form, words)
    except reading.Several:
        words = _("There are several certificates in this file. Please bring one file for each.")
        return _refused(request, form, words)
    return _not_ours(request, named)


def _not_ours(request: HttpRequest, named: Named) -> HttpResponse:
    """What the register tells everybody about the certificate that the file names."""
    if not named.can_be_asked:
        shown: dict[str, Any] = {"number_form": NumberForm(initial={"number": named.number})}
        return _other(request, named, {**domain(), **shown})
    wait = limiting.seconds_after_misses(named.beginning)
    if wait:
        return _too_many(request, wait)
    if named.code:
        verdict = verification.by_code(named.code)
    else:
        verdict = verification.by_number(named.number, named.name)
    answering.note(request, verdict, named.beginning, Way.PAGE_FILE)
    return _other(request, named, told(verdict))


def _other(request: HttpRequest, named: Named, context: dict[str, Any]) -> HttpResponse:
    return render(request, "certificates/file_other.html", {"named": named, **context})


def _refused(request: HttpRequest, form: FileForm, words: str) -> HttpResponse:
    form.add_error("file", words)
    return _form(request, form, 422)


def _too_many(request: HttpRequest, wait: int) -> HttpResponse:
    return told_to_wait(_form(request, FileForm(), 429, notice=patience(wait)), wait)


def _form(
    request: HttpRequest, form: FileForm, status: int = 200, notice: str = ""
) -> HttpResponse:
    context = {"form": form, "notice": notice, **domain()}
    return render(request, "certificates/file.html", context, status=status)
