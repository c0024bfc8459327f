"""Passkeys at the door: what a browser hands over is believed in nothing before it is checked."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal.auth import (
    parse_authentication_response,
    parse_registration_response,
)
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.accounts import throttling
from portal.accounts.finding import may_enter

LONGEST_NAME = 40
REFUSED = _("The passkey was not accepted. Please try once more, or choose another way.")
NOTHING = _("No passkey arrived. Press the button and confirm on your device.")
# What reading bytes from a stranger may end in.
BROKEN = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, struct.error)


class Credential(forms.JSONField):
    """What the browser's passkey interface answered, as JSON."""

    widget = forms.HiddenInput

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.error_messages |= {"required": NOTHING, "invalid": REFUSED}

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError:
            raise ValidationError(REFUSED) from None


@contextmanager
def _doubting() -> Iterator[None]:
    """Whatever is wrong with a passkey is said in one sentence that tells a stranger nothing."""
    try:
        yield
    except (ValidationError, *BROKEN):
        raise ValidationError(REFUSED) from None


def _check_origin(origin: str) -> None:
    """Raises ValidationError for a page of another address, a subdomain of ours included."""
    ours, theirs = urlsplit(settings.PUBLIC_URL), urlsplit(origin)
    if (ours.scheme, ours.netloc) != (theirs.scheme, theirs.netloc):
        raise ValidationError(REFUSED)


def _naming(form: forms.BaseForm) -> None:
    form.fields["name"].label = _("Name of the passkey")
    form.fields["name"].help_text = _("So that you know it again, like “my phone”.")


class AddPasskeyForm(AddWebAuthnForm):
    """One kind only: kept on the device and opened by finger, face or its PIN."""

    passwordless = None
    credential = Credential()
    name = forms.CharField(max_length=LONGEST_NAME, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _naming(self)

    def clean_credential(self) -> Any:
        handed = self.cleaned_data["credential"]
        with _doubting():
            told = parse_registration_response(handed).response
            _check_origin(told.client_data.origin)
            if told.attestation_object.auth_data.credential_data is None:
                raise ValidationError(REFUSED)
        return handed

    def clean(self) -> dict[str, Any]:
        with _doubting():
            cleaned: dict[str, Any] = super().clean()
        return cleaned


class PasskeyNameForm(forms.Form):
    name = forms.CharField(
        max_length=LONGEST_NAME, error_messages={"required": _("Type a name for the passkey.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _naming(self)


class _Shown(forms.Form):
    """A passkey that is shown. Wrong ones are counted as wrong codes and passwords are."""

    credential = Credential()
    user: Any

    def counted(self) -> tuple[str, int]:
        return throttling.code(self.user.pk)

    def clean_credential(self) -> Authenticator:
        ticket = throttling.take(self.counted())
        with _doubting():
            told = parse_authentication_response(self.cleaned_data["credential"]).response
            _check_origin(told.client_data.origin)
            authenticator: Authenticator = super().clean_credential()  # type: ignore[misc]
            if not may_enter(authenticator.user):
                raise ValidationError(REFUSED)
        ticket.give_back()
        return authenticator


class PasskeyInsteadOfCodeForm(_Shown, AuthenticateWebAuthnForm):
    """The second step after the password."""


class PasskeyAgainForm(_Shown, ReauthenticateWebAuthnForm):
    """Before something that changes how a login is protected."""


class EnterByPasskeyForm(_Shown, LoginWebAuthnForm):
    """Signing in with nothing but the passkey, which is two factors: a device and what opens it.
    Whose it is says the passkey itself, so tries are counted by address only."""

    def counted(self) -> tuple[str, int]:
        return throttling.address(get_adapter().get_client_ip(context.request))
