"""Words that people type freely: reasons, remarks, names of places, numbers of papers. They are
kept for good and read by many, so an ID number does not belong in them."""

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


def refuse_an_id_number(words: str) -> None:
    """As refuse_id_numbers, for a name, an address or the number of a paper, in whose place no
    record number can stand."""
    if has_id_number(words):
        raise ValidationError(no_id_number_here())


def no_id_number_here() -> str:
    """What a line with an ID number in it is refused with."""
    return _(
        "An ID number does not belong here: this is read by many. Please take it out; it is kept"
        " with the person only, as the document number."
    )


class FreeTextField(forms.CharField):
    """Words of up to 500 characters, or as many as are told, without ID numbers."""

    refusal = staticmethod(refuse_id_numbers)

    def __init__(self, *, rows: int = 2, **options: Any) -> None:
        named: dict[str, Any] = {
            "max_length": LONGEST,
            "widget": forms.Textarea(attrs={"rows": rows}),
        }
        super().__init__(**(named | options))
        self.validators.append(self.refusal)


class LineField(FreeTextField):
    """One line without an ID number: a name, a basis, the number of a paper."""

    refusal = staticmethod(refuse_an_id_number)

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"widget": forms.TextInput()} | options))
