"""Bringing a rescue file, as a file or as its text, and taking it in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exams.unsealing import LONGEST
from portal.freetext import FreeTextField


class BringRescueForm(forms.Form):
    """`whole` is the text of the file, whichever way it came."""

    file = forms.FileField(
        label=gettext_lazy("Rescue file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".json,.txt,application/json,text/plain"}),
        help_text=gettext_lazy("From the candidate's device; its name begins with “hezhong-救援”"),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste its text here"),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        required=False,
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and (file.size or 0) > LONGEST:
            raise forms.ValidationError(
                _("This is larger than any rescue file. Please choose the one the page saved.")
            )
        return file

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        file, text = found.get("file"), found.get("text", "")
        if not self.errors and bool(file) == bool(text):
            raise forms.ValidationError(
                _("Please choose the file, or paste its text: one of the two.")
            )
        found["whole"] = file.read().decode("utf-8", "replace") if file else text
        return found


class TakeRescueForm(forms.Form):
    """Why it is taken in; the text of the file goes along."""

    reason = FreeTextField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("For example: no network in room 2, the device was handed in"),
    )
    whole = forms.CharField(widget=forms.HiddenInput, required=False)
