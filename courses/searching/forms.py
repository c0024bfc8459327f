"""What somebody types into the search. Numbers of people are neither looked for nor kept."""

import re
import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.choices import DisputeKind, Subject
from courses.searching.choices import Kind
from portal.masking import BETWEEN_DIGITS, has_id_number

_PHONE = re.compile(r"(?<![0-9])(?:\+?86)?1[3-9][0-9]{9}(?![0-9])")
NOT_HERE = _(
    "That looks like an ID or phone number. It was not searched for and not kept. People are not"
    " found here."
)


def names_a_person(text: str) -> bool:
    """Is there an ID number or a mobile phone's number in it, in whatever width and spacing?"""
    plain = unicodedata.normalize("NFKC", text)
    return has_id_number(text) or bool(_PHONE.search(BETWEEN_DIGITS.sub("", plain)))


class SearchForm(forms.Form):
    """Nothing of it is refused but such numbers: an unknown choice chooses everything."""

    q = forms.CharField(
        label=_("What you look for"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        help_text=_("Words, a law, or an article: 排水, 民法典 1165."),
    )
    kind = forms.ChoiceField(
        required=False, choices=[("", pgettext_lazy("filter", "all")), *Kind.choices]
    )
    subject = forms.ChoiceField(
        label=_("Subject"),
        required=False,
        choices=[("", pgettext_lazy("filter", "all")), *Subject.choices],
    )
    dispute = forms.ChoiceField(
        label=_("Kind of dispute"),
        required=False,
        choices=[("", pgettext_lazy("filter", "all")), *DisputeKind.choices],
    )

    def clean_q(self) -> str:
        typed = str(self.cleaned_data["q"])
        if names_a_person(typed):
            raise forms.ValidationError(NOT_HERE, code="person")
        return typed
