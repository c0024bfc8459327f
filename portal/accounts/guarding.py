"""What every request of somebody signed in passes, whichever door the session came from."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from portal.accounts import assisting, second_factor, sessions
from portal.accounts.models import AssistedEntry, User
from portal.accounts.scoping import request_scope
from portal.audit.recording import on_behalf_of
from portal.scope import Scope

# What staff may open whatever is shown: the way out, and how the pages look.
ALWAYS = frozenset({"account_logout", "choose_language", "choose_type"})
# The way to the second factor, while none is set up: else a stolen password could add another.
SETTING_UP = frozenset(
    {
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "second_factor",
    }
)


# Exams are one's own; the clerk's own login and the content pages are nothing to do for others.
NEVER_ASSISTED = ("/exams/", "/cms/", "/accounts/password/", "/accounts/second-factor/")
# A clerk types a wish about somebody's data; the copy itself goes to the person alone.
OWN_COPY = "/desk/my-data/"
PRIVATE = "private, no-store"


class Guard:
    """Middleware: new session id after a change of rights, idle staff sessions end, staff without
    a shown second factor get no further than to it; assisted entry puts on the person's scope;
    nothing on the way keeps what somebody signed in was shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answered(request)
        if request.user.is_authenticated:  # also who has just signed in, behind the back button
            response.headers.setdefault("Cache-Control", PRIVATE)
        return response

    def _answered(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            sessions.follow_rights(request, request.user)
            stopped = _stopped(request, request.user)
            if stopped is not None:
                return stopped
            entry = assisting.current(request.session, request_scope(request))
            if entry is not None:
                return self._assisted(request, entry)
        return self.get_response(request)

    def _assisted(self, request: HttpRequest, entry: AssistedEntry) -> HttpResponse:
        """The clerk has the person's scope and none of his own roles; the audit trail says for
        whom he acts."""
        request.hezhong_assisting = entry  # type: ignore[attr-defined]
        request.hezhong_scope = Scope(  # type: ignore[attr-defined]
            user_id=entry.user_id, person_id=entry.person_id
        )
        if request.path_info.startswith(NEVER_ASSISTED):
            return render(request, "account/not_assisted.html", status=403)
        if request.method == "POST" and request.path_info == OWN_COPY:
            told = {"own_copy": True}
            return render(request, "account/not_assisted.html", told, status=403)
        with on_behalf_of(entry.person_id):
            return self.get_response(request)


def _stopped(request: HttpRequest, user: User) -> HttpResponse | None:
    if not second_factor.is_needed(user, request_scope(request)):
        return None
    if sessions.has_idled(request.session, by_itself=sessions.BY_ITSELF in request.headers):
        logout(request)
        messages.info(request, _("You were signed out because nothing was opened for a while."))
        return redirect_to_login(_page(request))
    name = _name(request)
    if second_factor.is_shown(request.session, user) or name in ALWAYS:
        return None
    if second_factor.is_exempt(user):
        request.hezhong_exempt = True  # type: ignore[attr-defined]
        return None
    if second_factor.is_set_up(user.pk):  # the password alone opened this session
        logout(request)
        return redirect_to_login(_page(request))
    return None if name in SETTING_UP else redirect("second_factor")


def _page(request: HttpRequest) -> str:
    return request.get_full_path() if request.method in {"GET", "HEAD"} else "/desk/"


def _name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
