"""What two examiners write beside the answers."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.freetext import FreeTextField


class ReopenForm(forms.Form):
    """Why a sheet that two wrote down as absent is opened again."""

    reason = FreeTextField(
        label=_("Reason"), help_text=_("For example: the sheet lay in the envelope of another room")
    )


class HeardForm(forms.Form):
    """Of the first examiner."""

    remarks = FreeTextField(
        label=pgettext_lazy("oral exam", "Remarks"),
        required=False,
        help_text=_("For example: hard of hearing, every question was read twice"),
    )


class ConfirmForm(forms.Form):
    """Of the second examiner."""

    note = FreeTextField(
        label=_("What you changed, and why"),
        required=False,
        help_text=_("Only where you change what the first examiner wrote down."),
    )
