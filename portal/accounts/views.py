"""Signing in: allauth's view, but for those whom the door they came from would send back."""

from allauth.account.views import login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

CMS = "/cms/"


def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Somebody signed in without access to the content pages is told so instead of being sent
    to and fro between two doors."""
    wanted = request.GET.get("next", "")
    may = request.user.has_perm("wagtailadmin.access_admin")
    if request.user.is_authenticated and wanted.startswith(CMS) and not may:
        raise PermissionDenied
    response: HttpResponseBase = login(request)
    return response
