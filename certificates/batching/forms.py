"""What whoever issues types: where, part of a name, why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.freetext import FreeTextField
from portal.people.models import Organisation


class FilterForm(forms.Form):
    """Whom the list shows."""

    at = forms.ModelChoiceField(Organisation.objects.none(), required=False, label=_("Place"))
    q = forms.CharField(required=False, max_length=50, label=_("Part of a name"))

    def __init__(self, data: Any, places: list[Organisation]) -> None:
        super().__init__(data)
        field: Any = self.fields["at"]
        field.queryset = Organisation.objects.filter(pk__in=[place.pk for place in places])
        field.empty_label = None


class StartForm(forms.Form):
    """`key` names this form, so that sending it twice is one batch; `seen` the list it showed."""

    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    seen = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    reason = FreeTextField(
        rows=3,
        label=_("Reason in words"),
        help_text=_("For which training and exam, and the document number. Kept in the trail."),
        error_messages={"required": _("Please say in words why these people are certified now.")},
    )


class ReasonForm(forms.Form):
    """Why a batch is declined or stopped."""

    reason = FreeTextField(
        rows=3,
        label=_("Reason in words"),
        error_messages={"required": _("Please say in words why. Whoever proposed it reads this.")},
    )
