"""Passkeys: adding, naming and removing one's own, and the three doors they open. The browser
asks the device; `passkeys.js` carries question and answer."""

from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.mixins import NextRedirectMixin
from allauth.account.views import BaseReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as webauthn
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.generic.edit import FormView

from portal.accounts.naming import rename
from portal.accounts.passkey_forms import PasskeyNameForm
from portal.accounts.views.door import View, ours

PASSKEY, APP = Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP


class SignIn(NextRedirectMixin, webauthn.LoginWebAuthnView):
    """A page of its own instead of a redirect: it says what a passkey is and what went wrong."""

    template_name = "account/passkey.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = FormView.get(self, request, *args, **kwargs)
        return answer

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        answer: HttpResponse = FormView.form_invalid(self, form)
        return answer

    def get_context_data(self, **told: Any) -> dict[str, Any]:
        shown: dict[str, Any] = super().get_context_data(**told)
        return shown | {"question": auth.begin_authentication()}


class ShowFactor(AuthenticateView):
    """The second step after the password: passkey, code of the app or recovery code, of which only
    those are offered that this login has."""

    def get_context_data(self, **told: Any) -> dict[str, Any]:
        shown: dict[str, Any] = super().get_context_data(**told)
        mine = Authenticator.objects.filter(user=self.stage.login.user)
        kinds = set(mine.values_list("type", flat=True))
        question = shown["js_data"]["request_options"] if PASSKEY in kinds else None
        return shown | {"has_app": APP in kinds, "question": question}


class Add(webauthn.AddWebAuthnView):
    template_name = "mfa/webauthn/add.html"

    def get_context_data(self, **told: Any) -> dict[str, Any]:
        shown: dict[str, Any] = FormView.get_context_data(self, **told)
        return shown | {"question": auth.begin_registration(self.request.user, passwordless=True)}


class Again(webauthn.ReauthenticateWebAuthnView):
    def form_invalid(self, form: forms.Form) -> HttpResponse:
        answer: HttpResponse = FormView.form_invalid(self, form)
        return answer

    def get_context_data(self, **told: Any) -> dict[str, Any]:
        shown: dict[str, Any] = BaseReauthenticateView.get_context_data(self, **told)
        return shown | {"question": auth.begin_authentication(self.request.user)}


class Remove(webauthn.RemoveWebAuthnView):
    template_name = "mfa/webauthn/remove.html"
    success_url = reverse_lazy("mfa_index")


def _own(view: View) -> View:
    """One's own passkeys only, before anything else is asked; others' do not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        get_object_or_404(Authenticator, pk=pk, user=request.user, type=PASSKEY)
        return view(request, pk=pk)

    return guarded


@_own
@reauthentication_required(app="allauth.mfa")
def name(request: HttpRequest, pk: int) -> HttpResponse:
    passkey = Authenticator.objects.get(pk=pk)
    form = PasskeyNameForm(request.POST or None, initial={"name": str(passkey)})
    if form.is_valid():
        rename(passkey, form.cleaned_data["name"])
        return redirect("mfa_index")
    told = {"form": form, "passkey": passkey}
    return render(request, "mfa/webauthn/name.html", told, status=422 if form.is_bound else 200)


sign_in = ours(SignIn.as_view())
show_factor = ours(ShowFactor.as_view())
add = ours(Add.as_view())
again = ours(Again.as_view())
remove = _own(ours(Remove.as_view()))
