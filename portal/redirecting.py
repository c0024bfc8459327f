"""Addresses that pages had once, as editors note them under `/cms/redirects/`."""

import re

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.contrib.redirects.middleware import RedirectMiddleware

OURS = re.compile(r"/(desk|roster|exams|accounts|api|cms)/")
"""No page lies there, now or ever (`portal/urls.py`)."""


class Redirects(RedirectMiddleware):
    """Leads from an old address to the new one where there is nothing else. In the rooms where no
    page can have been nobody looks: what does not exist for somebody there costs no search, and
    no editor can put an address of their own in its place."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if OURS.match(request.path_info):
            return response
        found: HttpResponseBase = super().process_response(request, response)
        return found
