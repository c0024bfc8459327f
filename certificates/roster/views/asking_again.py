"""What was asked of a file and cannot be: told on the page whose rows the file has."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from portal.masking import has_id_number


def ask_again(request: HttpRequest, page: str, names: Iterable[str]) -> HttpResponse:
    """To a page with the filters that were posted, where each is told what is wrong with it; ID
    numbers stand in no address."""
    posted = ((name, request.POST.get(name, "")) for name in names)
    asked = [(name, value) for name, value in posted if value and not has_id_number(value)]
    return HttpResponseRedirect(f"{reverse(page)}?{urlencode(asked)}")
