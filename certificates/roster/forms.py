"""What keepers type. A wrong entry comes back with what is wrong and what to do."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.days import DayField
from portal.freetext import LineField


class DayForm(forms.Form):
    """See the standing on a day."""

    on = DayField(required=False, label=_("See the standing on a day"))


class HaveForm(forms.Form):
    """One paper of a post."""

    kind = forms.CharField(widget=forms.HiddenInput)
    detail = LineField(
        max_length=200,
        label=_("Document number, place or source"),
        error_messages={"required": _("Please enter the document number, place or source.")},
    )
    since = DayField(label=pgettext_lazy("provision", "There since"))
