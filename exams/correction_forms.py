"""What is typed of a key that was found wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.choices import Fix, Kind
from exams.correcting import CorrectionRefused
from exams.models import ItemVersion
from exams.regrading import Wanted
from portal.desk.fields import ReasonField

APART = "/"


class CorrectForm(forms.Form):
    """Another key in letters of the author's order, or its points for everybody; the answers of
    blanks a line each, several that are right apart by a stroke."""

    fix = forms.ChoiceField(
        label=pgettext_lazy("correction", "What is done"),
        choices=Fix.choices,
        initial=Fix.KEY,
        widget=forms.RadioSelect,
    )
    key = forms.CharField(
        label=_("Right answer"),
        required=False,
        max_length=26,
        help_text=_("For another key: letters as the options stand above, as in B or ABD."),
    )
    accepted = forms.CharField(
        label=_("Right answers of the blanks"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For another key: a line for each blank; several right ones apart by /."),
    )
    any_order = forms.BooleanField(label=_("in any order"), required=False)
    reason = ReasonField(help_text=_("It stands in the trail and in each changed result."))

    def __init__(self, *args: Any, version: ItemVersion, **options: Any) -> None:
        super().__init__(*args, **options)
        if version.item.kind == Kind.FILL_BLANK:
            del self.fields["key"]
        else:
            del self.fields["accepted"], self.fields["any_order"]

    def wanted(self) -> Wanted:
        typed = self.cleaned_data
        lines = [line for line in typed.get("accepted", "").splitlines() if line.strip()]
        accepted = tuple(
            tuple(form.strip() for form in line.split(APART) if form.strip()) for line in lines
        )
        key = "".join(typed.get("key", "").upper().split())
        return Wanted(Fix(typed["fix"]), key, accepted, typed.get("any_order", False))

    def refuse(self, why: CorrectionRefused) -> None:
        self.add_error(why.field if why.field in self.fields else None, str(why))


class WithdrawForm(forms.Form):
    reason = ReasonField()
