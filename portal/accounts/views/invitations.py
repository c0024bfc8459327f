"""Using a one-time code, and asking for one by mail; open to everybody."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.accounts import throttling
from portal.accounts.accepting import DeadInvitation, NameRefused, accept, invitation_of
from portal.accounts.forms import FirstPasswordForm, ForgottenForm, TypedCodeForm
from portal.accounts.inviting import ask_for_password
from portal.accounts.throttling import Locked
from portal.accounts.views.door import too_many_tries

form_page = require_http_methods(["GET", "HEAD", "POST"])
GUESSES = 20  # wrong codes, or letters asked for, from one address in fifteen minutes


def _take(request: HttpRequest, what: str) -> throttling.Ticket:
    line = throttling.line(get_adapter().get_client_ip(request))
    return throttling.take((f"{what}:{line}", GUESSES))


@never_cache
@form_page
def type_code(request: HttpRequest) -> HttpResponse:
    """For those who hold a sheet and cannot scan it."""
    form = TypedCodeForm(request.POST or None)
    if form.is_valid():
        return redirect("invitation", form.cleaned_data["code"])
    status = 422 if form.is_bound else 200
    return render(request, "account/type_code.html", {"form": form}, status=status)


@never_cache
@sensitive_post_parameters()
@form_page
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """User name and first password, or a new password; a code that opens nothing says why and
    what to do."""
    try:
        ticket = _take(request, "invitation")
        found = invitation_of(code)
        ticket.give_back()
        form = FirstPasswordForm(request.POST or None, invitation=found)
        if form.is_valid():
            return _accepted(request, code, form)
    except Locked as locked:
        return too_many_tries(request, locked)
    except DeadInvitation as dead:
        return render(request, "account/dead_invitation.html", {"why": dead.why}, status=404)
    except NameRefused as refused:
        form.add_error("username", str(refused))
    context = {"form": form, "invitation": found}
    return render(request, "account/invitation.html", context, status=422 if form.is_bound else 200)


def _accepted(request: HttpRequest, code: str, form: FirstPasswordForm) -> HttpResponse:
    typed = form.cleaned_data
    user = accept(code, password=typed["password"], username=typed.get("username", ""))
    messages.success(
        request,
        _("Done. Your user name is %(name)s; please sign in now.") % {"name": user.username},
    )
    return redirect("account_login")


@never_cache
@form_page
def forgotten(request: HttpRequest) -> HttpResponse:
    """The same answer whoever has the address."""
    form = ForgottenForm(request.POST or None)
    sent = form.is_valid()
    if sent:
        try:
            _take(request, "forgotten")
        except Locked as locked:
            return too_many_tries(request, locked)
        ask_for_password(form.cleaned_data["email"])
    context = {"form": form, "sent": sent}
    status = 422 if form.is_bound and not sent else 200
    return render(request, "account/forgotten.html", context, status=status)
