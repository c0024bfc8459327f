"""The sign-in form in the words of the people who use it."""

import unicodedata
from typing import Any

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = _("User name")
        login.error_messages["required"] = _("Type your user name.")
        login.widget.attrs.update(autocapitalize="none", spellcheck="false")
        password.label = _("Password")
        password.help_text = ""
        password.error_messages["required"] = _("Type your password.")
        for field in (login, password):
            field.widget.attrs.pop("placeholder", None)

    def clean_login(self) -> str:
        """User names are kept in small letters; phones like to begin with a capital, and some
        keyboards write full-width letters."""
        typed: str = super().clean_login()
        return unicodedata.normalize("NFKC", typed).strip().casefold()
