"""What a chief examiner types of samples."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import clock
from portal.desk.fields import ReasonField
from portal.policy.rules import rule

KEEP, CHANGE = "keep", "change"


class DrawForm(forms.Form):
    """How many of the marked answers are marked once more; the rule's share to begin with."""

    percent = forms.IntegerField(
        label=_("Of the marked answers of each question, in percent"),
        min_value=1,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            _("Please give a whole number from 1 to 100."),
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["percent"].initial = rule("exam.sample_percent", on=clock.today()).number


class DecideForm(forms.Form):
    act = forms.ChoiceField(
        label=pgettext_lazy("sample", "Decision"),
        choices=[
            (KEEP, _("The points stand as they are")),
            (CHANGE, _("The points of the second look count from now on")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose.")},
    )
    reason = ReasonField()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["change"] = data.get("act") == CHANGE
        return data
