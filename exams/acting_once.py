"""Forms that act once however often they are pressed: `action` names the page, and whoever acts
keeps it with what was done."""

import re
import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext as _

ACTION = re.compile(r"[0-9a-f]{16}")


def new_action() -> str:
    """The name of a page that is shown now."""
    return secrets.token_hex(8)


class OnceForm(forms.Form):
    action = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        if not ACTION.fullmatch(self.data.get("action", "")):
            raise forms.ValidationError(_("Please load this page anew and press once more."))
        return super().clean() or self.cleaned_data
