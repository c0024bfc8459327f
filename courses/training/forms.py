"""What staff type to take hours back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.freetext import FreeTextField


class TakeBackForm(forms.Form):
    """Which entry, and why."""

    entry = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    reason = FreeTextField(
        label=_("Reason"),
        help_text=_("What was wrong, and who found it. It stands in the ledger for good."),
    )
