"""What is asked for a portrait: one picture."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.people.developing import MOST_BYTES, too_large

ACCEPTED = ".jpg,.jpeg,.png,.webp,image/jpeg,image/png,image/webp"


class PortraitForm(forms.Form):
    """A picture; whether it can be a portrait is the verb's business."""

    file = forms.FileField(
        label=_("Photo"),
        help_text=_(
            "JPG or PNG, upright, at least 295 × 413 pixels (one inch at 300 dpi), at most 10 MB."
        ),
        allow_empty_file=True,
        max_length=400,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"required": _("Please choose a photo.")},
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(too_large())
        return file
