"""The door: allauth's views in our words, and what they leave out."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts import second_factor
from portal.accounts.permissions import needs_login
from portal.accounts.throttling import Locked

CMS = "/cms/"
View = Callable[..., HttpResponseBase]


def ours(view: View) -> View:
    """A view of allauth with our answers: 422 for a form that is not right, 429 for too many wrong
    tries."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Locked as locked:
            return too_many_tries(request, locked)
        if request.method == "POST" and isinstance(response, TemplateResponse):
            response.status_code = 422
        return response

    return answered


def too_many_tries(request: HttpRequest, locked: Locked) -> HttpResponse:
    """What happened, how long to wait and who can help at once."""
    minutes = -(-locked.seconds // 60)
    response = render(request, "account/locked.html", {"minutes": minutes}, status=429)
    response.headers["Retry-After"] = str(locked.seconds)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@ours
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Somebody signed in without access to the content pages is told so instead of being sent
    to and fro between two doors."""
    wanted = request.GET.get("next", "")
    may = request.user.has_perm("wagtailadmin.access_admin")
    if request.user.is_authenticated and wanted.startswith(CMS) and not may:
        raise PermissionDenied
    response: HttpResponseBase = allauth.login(request)
    return response


@require_safe
@needs_login
def begin_second_factor(request: HttpRequest) -> HttpResponse:
    """Why it is needed and how it is set up; those who have it go to their page of it."""
    if second_factor.is_set_up(request.user.pk or 0):
        return redirect("mfa_index")
    return render(request, "account/second_factor.html")


sign_out = allauth.logout
change_password = ours(allauth.password_change)
password_again = ours(allauth.reauthenticate)
code_again = ours(mfa.reauthenticate)
my_second_factor = mfa.index
set_up_app = ours(totp.activate_totp)
take_app_away = ours(totp.deactivate_totp)
recovery_codes = recovery.view_recovery_codes
new_recovery_codes = ours(recovery.generate_recovery_codes)
