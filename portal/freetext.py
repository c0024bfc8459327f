"""Words that staff type freely: reasons, remarks. They are kept for good and read by many, so an
ID number does not belong in them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.stripping import has_id_number

LONGEST = 500


def refuse_id_numbers(words: str) -> None:
    """Raises ValidationError, with the remedy, when something of the form of an ID number stands in
    the words, in whatever width and spacing."""
    if has_id_number(words):
        raise ValidationError(
            _(
                "An ID number stands in these words. They are kept for good: please write the"
                " person's record number, such as P12, in its place."
            )
        )


class FreeTextField(forms.CharField):
    """Words of up to 500 characters, or as many as are told, without ID numbers."""

    def __init__(self, *, rows: int = 2, **options: Any) -> None:
        named: dict[str, Any] = {
            "max_length": LONGEST,
            "widget": forms.Textarea(attrs={"rows": rows}),
        }
        super().__init__(**(named | options))
        self.validators.append(refuse_id_numbers)
