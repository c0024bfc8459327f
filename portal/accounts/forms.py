"""The forms of the door in the words of the people who use them."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.accounts import throttling
from portal.accounts.codes import is_code, plain
from portal.accounts.models import Invitation, User
from portal.accounts.spelling import login_name


def _plain(form: forms.BaseForm) -> None:
    """Labels stand above their fields; a placeholder that vanishes helps nobody."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        login, password = self.fields["login"], self.fields["password"]
        login.label = _("User name, phone or e-mail")
        login.max_length = 254
        login.error_messages["required"] = _("Type your user name, phone or e-mail.")
        login.widget.attrs.update(autocapitalize="none", spellcheck="false")
        password.label = _("Password")
        password.help_text = ""
        password.error_messages["required"] = _("Type your password.")

    def clean_login(self) -> str:
        """Phones like to begin with a capital, and some keyboards write full-width letters."""
        return login_name(super().clean_login())


class PasswordAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""


class NewPasswordForm(ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _plain(self)
        self.fields["oldpassword"].label = _("Password you have now")
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].label = _("New password")
        self.fields["password1"].help_text = PASSWORD_HINT
        self.fields["password2"].label = _("New password once more")


PASSWORD_HINT = _(
    "At least 8 characters; blanks, Chinese characters and signs are fine. "
    "A short sentence is easy to keep in mind and hard to guess."
)


def _code_field(form: forms.BaseForm) -> None:
    _plain(form)
    form.fields["code"].label = _("Code")
    form.fields["code"].widget.attrs.update(inputmode="numeric", autocomplete="one-time-code")
    form.fields["code"].error_messages["required"] = _("Type the code.")


class _CountedCode(forms.Form):
    """Five wrong codes in fifteen minutes, counted in the database across processes."""

    user: Any

    def clean_code(self) -> str:
        ticket = throttling.take(throttling.code(self.user.pk))
        code: str = super().clean_code()  # type: ignore[misc]
        ticket.give_back()
        return code


class CodeForm(_CountedCode, AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self)
        self.fields["code"].help_text = _(
            "Six digits from the app on your phone, or one of your recovery codes."
        )


class CodeAgainForm(_CountedCode, ReauthenticateByCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self)


class ActivateForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self)
        self.fields["code"].label = _("Code the app shows")


class TypedCodeForm(forms.Form):
    code = forms.CharField(
        label=_("One-time code"),
        max_length=40,
        help_text=_("16 letters and digits from your sheet, like 7K3M-Q2XD-9HTB-4WNE."),
        error_messages={"required": _("Type the code of your sheet.")},
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        if not is_code(typed):
            raise ValidationError(
                _("A code has 16 letters and digits. Please compare it with your sheet.")
            )
        return plain(typed)


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The address your unit has on record for you."),
        error_messages={"required": _("Type your e-mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class FirstPasswordForm(forms.Form):
    """A new password, typed twice, and for a new login a user name."""

    username = forms.CharField(
        label=_("User name"),
        max_length=40,
        help_text=_("What you will sign in with: 3 to 40 letters, digits or Chinese characters."),
        error_messages={"required": _("Choose a user name.")},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "username"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=PASSWORD_HINT,
        error_messages={"required": _("Choose a password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password once more"),
        strip=False,
        error_messages={"required": _("Type the password once more.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation
        if invitation.user:
            del self.fields["username"]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        password, again = typed.get("password"), typed.get("again")
        if password and again and password != again:
            self.add_error("again", _("The two passwords differ."))
        if password:
            name = self.invitation.user or User(
                username=typed.get("username", ""), display_name=self.invitation.name
            )
            try:
                validate_password(password, name)
            except ValidationError as refused:
                self.add_error("password", refused)
        return typed
