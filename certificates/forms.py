"""What people type: a code, a number with a name, a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certificates import numbering
from certificates.choices import REASONS, ReasonCode
from certificates.lifecycle import REASON_LENGTH
from portal.freetext import FreeTextField
from portal.people.recording import NAME_LENGTH

TYPED_LENGTH = 40


def code_advice(cleaned: str) -> str:
    """Where to look again in a code that cannot be right."""
    if len(cleaned) != numbering.CODE_LENGTH:
        return _("A code has 16 characters, in four groups of four; this one has %(count)s.") % {
            "count": len(cleaned)
        }
    groups = numbering.doubtful_groups(cleaned)
    if not groups:
        return _("One character is wrong. Compare all four groups with the certificate.")
    return ngettext(
        "One character is wrong. Look at group %(groups)s first.",
        "One character is wrong. Look at groups %(groups)s first.",
        len(groups),
    ) % {"groups": _(" and ").join(str(group) for group in groups)}


class CodeForm(forms.Form):
    """A code as printed under the square pattern; O and 0, I, L and 1 are the same here."""

    code = forms.CharField(
        label=gettext_lazy("Verification code (16 characters)"),
        error_messages={
            "required": gettext_lazy("Type the code that stands under the square pattern.")
        },
        max_length=TYPED_LENGTH,
        widget=forms.TextInput(
            attrs={
                "class": "code-input",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> str:
        cleaned = numbering.clean_code(self.cleaned_data["code"])
        if not numbering.is_code(cleaned):
            raise forms.ValidationError(code_advice(cleaned))
        return cleaned


class NumberForm(forms.Form):
    """A certificate number together with the holder's name."""

    number = forms.CharField(
        label=gettext_lazy("Certificate number (17 digits)"),
        error_messages={"required": gettext_lazy("Type the number on the certificate.")},
        max_length=TYPED_LENGTH,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the holder"),
        error_messages={"required": gettext_lazy("Type the holder's name as on the certificate.")},
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_number(self) -> str:
        number = numbering.read_number(self.cleaned_data["number"])
        if number is None:
            raise forms.ValidationError(
                _("This cannot be a certificate number. Compare all 17 digits with the paper.")
            )
        return number


class ReasonForm(forms.Form):
    """Why something is done to a certificate; the codes on offer depend on the act."""

    reason_code = forms.ChoiceField(label=gettext_lazy("Reason"))
    reason = FreeTextField(
        rows=4,
        label=gettext_lazy("Reason in words"),
        help_text=gettext_lazy(
            "Who decided, when, and the document number. Never shown in public."
        ),
        max_length=REASON_LENGTH,
    )

    def __init__(self, act: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act = act
        field = self.fields["reason_code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy which field it is
        field.choices = [("", "—"), *((code, ReasonCode(code).label) for code in REASONS[act])]


class AgainForm(ReasonForm):
    """Why a certificate is printed once more; `seen` is the version the page was made for."""

    seen = forms.IntegerField(min_value=1, max_value=9999, widget=forms.HiddenInput)
