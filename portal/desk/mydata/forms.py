"""What somebody asks for about the own data."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.masking import has_id_number
from portal.people.choices import Wish
from portal.people.models.requests import LONGEST_WISH


class AskForm(forms.Form):
    """Nothing is chosen beforehand. Only a copy needs no words."""

    wish = forms.ChoiceField(
        label=pgettext_lazy("request", "Please"),
        choices=Wish.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what you want.")},
    )
    text = forms.CharField(
        label=pgettext_lazy("request", "In your words"),
        required=False,
        max_length=LONGEST_WISH,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "What is wrong and how it should be, or what you want to know; a copy needs no words."
            " No document number: your login says who you are."
        ),
    )

    def clean_text(self) -> str:
        typed: str = self.cleaned_data["text"]
        if has_id_number(typed):
            raise forms.ValidationError(
                gettext(
                    "A document number stands in the text. Please take it out: your login says "
                    "who you are, and a wrong number is corrected at your unit."
                )
            )
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        wish = cleaned.get("wish")
        if wish and wish != Wish.COPY and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", gettext("Please say in a few words what it is about."))
        return cleaned
