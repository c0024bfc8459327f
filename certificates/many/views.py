"""Many certificates at once: a list is brought, answered, shown, and taken away as a workbook or a
signed sheet."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from certificates import limiting
from certificates.many import allowing, answering, keeping, printing, reading, showing, writing
from certificates.many.allowing import Allowance
from certificates.many.answering import Result
from certificates.many.forms import MEGABYTE, ListForm
from certificates.many.lines import Sheet
from certificates.views.public import domain, patience, says_so_when_silent, told_to_wait
from portal import clock
from portal.accounts.scoping import request_scope
from portal.spreadsheets import wording as reasons
from portal.spreadsheets.reading import MOST_BYTES
from portal.spreadsheets.tables import FileRefused

AROUND = 2_600_000  # bytes of a form around its file: the pasted text
REFRESH = "2"
MOMENT = 5  # seconds
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOWNLOAD = "attachment"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify_many(request: HttpRequest) -> HttpResponse:
    """The form, or the list in it answered. What is far too large is refused before a byte of it is
    read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES + AROUND:
        words = reasons.told(FileRefused("size", megabytes=MOST_BYTES // MEGABYTE))
        return _page(request, ListForm(), allowing.allowance(request), 413, words)
    return _guarded(request)


@csrf_protect
@says_so_when_silent
def _guarded(request: HttpRequest) -> HttpResponse:
    asker = allowing.allowance(request)
    if request.method != "POST":
        return _page(request, ListForm(), asker)
    form = ListForm(request.POST, request.FILES)
    wait = limiting.seconds_for_everybody(request, "")
    if wait:
        return told_to_wait(_page(request, form, asker, 429, patience(wait)), wait)
    return _read(request, form, asker) if form.is_valid() else _page(request, form, asker, 422)


def _read(request: HttpRequest, form: ListForm, asker: Allowance) -> HttpResponse:
    """What is refused comes back with what was pasted."""
    try:
        sheet = reading.read(*form.brought(), most=asker.most)
    except reading.Busy:
        words = _("Other lists are being read just now. Please send yours once more in a moment.")
        return told_to_wait(_page(request, form, asker, 503, words), MOMENT)
    except reading.TooLong as found:
        return _refused(request, form, asker, _too_long(asker, found.args[0]))
    except FileRefused as refused:
        return _refused(request, form, asker, reasons.told(refused))
    return _answer(request, form, asker, sheet)


def _answer(request: HttpRequest, form: ListForm, asker: Allowance, sheet: Sheet) -> HttpResponse:
    asked = len(sheet.asked)
    left = allowing.take(asker, asked)
    if left < asked:
        wait = limiting.seconds_until_next(asker.period)
        return told_to_wait(_page(request, form, asker, 429, _spent(asker, left, asked)), wait)
    result = answering.answer(request, sheet, asker.way, asker.user)
    return redirect("verified_list", keeping.keep(result))


def _too_long(asker: Allowance, rows: int) -> str:
    """With the limit, and with how many rows there are where that is known."""
    has = _("The list has %(rows)s rows.") % {"rows": rows} if rows else _("The list is too long.")
    most = {"most": asker.most, "whole": asker.whole}
    if asker.most < asker.whole:
        limit = _(
            "Without signing in at most %(most)s rows are verified in one list; staff who read "
            "certificates sign in and bring up to %(whole)s. Please divide the list; nothing was "
            "asked."
        )
    else:
        limit = _(
            "At most %(most)s rows are verified in one list. Please divide it; nothing was asked."
        )
    return f"{has} {limit % most}"


def _spent(asker: Allowance, left: int, asked: int) -> str:
    wait = limiting.seconds_until_next(asker.period)
    at = (clock.now() + timedelta(seconds=wait)).astimezone(clock.CITY_ZONE)
    words = ngettext(
        "%(asked)s row was to be asked, and %(left)s are left to you now; from %(at)s there are "
        "%(quota)s again. Nothing was asked.",
        "%(asked)s rows were to be asked, and %(left)s are left to you now; from %(at)s there are "
        "%(quota)s again. Nothing was asked.",
        asked,
    )
    return words % {"asked": asked, "left": left, "at": f"{at:%H:%M}", "quota": asker.quota}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@says_so_when_silent
def result(request: HttpRequest, secret: str) -> HttpResponse:
    """An answered list; POST has its signed sheet made."""
    found, digest = _found(request, secret)
    language = _language()
    if request.method == "POST":
        printing.ask(digest, language)
        return redirect("verified_list", secret)
    state = printing.standing(digest, language)
    context = {**showing.page_of(found), "secret": secret, "sheet": state, **domain()}
    response = render(request, "many/result.html", context)
    if state == printing.MAKING:
        response.headers["Refresh"] = REFRESH
    return response


@never_cache
@require_safe
@says_so_when_silent
def workbook(request: HttpRequest, secret: str) -> HttpResponse:
    """Their list with our columns."""
    found, _digest = _found(request, secret)
    stem = found.name.rpartition(".")[0][:60] or _("List")
    return _file(writing.workbook(found), WORKBOOK, f"{stem}-{_('verified')}.xlsx")


@never_cache
@require_safe
@says_so_when_silent
def sheet(request: HttpRequest, secret: str) -> HttpResponse:
    """The signed sheet, once it is made."""
    found, digest = _found(request, secret)
    content = keeping.printed(digest, _language())
    if content is None:
        raise Http404
    return _file(content, "application/pdf", f"{found.number}.pdf")


def _found(request: HttpRequest, secret: str) -> tuple[Result, str]:
    """The list of an address; staff's opens for its own login only."""
    digest = keeping.digest_of(secret)
    found = keeping.load(digest)
    if found is None or found.user not in {None, request_scope(request).user_id}:
        raise Http404
    return found, digest


def _language() -> str:
    return "en" if get_language() == "en" else "zh-hans"


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or DOWNLOAD
    return response


def _refused(request: HttpRequest, form: ListForm, asker: Allowance, words: str) -> HttpResponse:
    form.add_error("text" if form.cleaned_data.get("text") else "file", words)
    return _page(request, form, asker, 422)


def _page(
    request: HttpRequest, form: ListForm, asker: Allowance, status: int = 200, notice: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "asker": asker, "notice": notice, **domain()}
    return render(request, "many/bring.html", context, status=status)
