"""ID numbers stay out of addresses, and so out of logs, histories and lists of links.

Whoever types one into a search gets the same page without it, and is told what to type instead.
NUL, which no text in a database can hold, is taken out of addresses without a word.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.encoding import iri_to_uri
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _

from portal.masking import has_id_number

MACHINES = "/api/"


class NoIdNumbersInAddresses:
    """Redirects a GET whose query names an ID number to the same page without that field."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or request.path.startswith(MACHINES):
            return self.get_response(request)
        kept = request.GET.copy()
        for name, values in request.GET.lists():
            if has_id_number(name) or any(has_id_number(value) for value in values):
                del kept[name]
        if len(kept) == len(request.GET):
            return self.get_response(request)
        messages.warning(
            request,
            _(
                "An ID number must not stand in an address. It was taken out and not kept. Please"
                " look people up by name, certificates by certificate number and name."
            ),
        )
        query = f"?{kept.urlencode()}" if kept else ""
        return HttpResponseRedirect(escape_leading_slashes(iri_to_uri(request.path)) + query)


class NoNulInAddresses:
    """What is asked for behind the question mark reads as if there were no NUL in it; a page whose
    own address has one is none. PostgreSQL answers a query for such a text with an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "%00" in request.META.get("QUERY_STRING", ""):
            clean = QueryDict(mutable=True)
            for name, values in request.GET.lists():
                clean.setlistdefault(_without_nul(name)).extend(map(_without_nul, values))
            request.GET = QueryDict(clean.urlencode())
        return self.get_response(request)

    def process_view(
        self, _request: HttpRequest, _view: Any, _arguments: Any, named: dict[str, Any]
    ) -> None:
        """Raises Http404."""
        if any(isinstance(value, str) and "\0" in value for value in named.values()):
            raise Http404


def _without_nul(text: str) -> str:
    return text.replace("\0", "")
