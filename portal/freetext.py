"""Words that people type freely: reasons, remarks, names of places, numbers of papers. They are
kept for good and read by many, so an ID number does not belong in them."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.masking import has_id_number

LONGEST = 500
UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # Unicode: controls, marks of direction, ends of lines
LAID_OUT = {"\n", "\r", "\t"}
TURNED = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


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


def refuse_unseen(words: str) -> None:
    """Raises ValidationError when a character in the words of a line is not seen: it may turn the
    writing round, or make two names look alike."""
    if any(unicodedata.category(char) in UNSEEN for char in words):
        raise ValidationError(unseen_here())


def refuse_turned(words: str) -> None:
    """As refuse_unseen, for words of several lines: controls, and what turns the writing round."""
    if any(
        unicodedata.bidirectional(char) in TURNED or unicodedata.category(char) == "Cc"
        for char in words
        if char not in LAID_OUT
    ):
        raise ValidationError(unseen_here())


def unseen_here() -> str:
    """What a line with characters that nobody sees is refused with."""
    return _(
        "Characters that are not seen stand in here, such as marks that turn the writing round."
        " Please type it anew instead of pasting it."
    )


def no_id_number_here() -> str:
    """What a line with an ID number in it is refused with."""
    return _(
        "An ID number does not belong here: this is read by many. Please take it out; it is kept"
        " with the person only, as the document number."
    )


class FreeTextField(forms.CharField):
    """Words of up to 500 characters, or as many as are told, without ID numbers and without what
    turns the writing round."""

    refusal = staticmethod(refuse_id_numbers)
    strangers = staticmethod(refuse_turned)

    def __init__(self, *, rows: int = 2, **options: Any) -> None:
        named: dict[str, Any] = {
            "max_length": LONGEST,
            "widget": forms.Textarea(attrs={"rows": rows}),
        }
        super().__init__(**(named | options))
        self.validators += [self.refusal, self.strangers]


class LineField(FreeTextField):
    """One line without an ID number or a character that nobody sees: a name, a basis, the number of
    a paper."""

    refusal = staticmethod(refuse_an_id_number)
    strangers = staticmethod(refuse_unseen)

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"widget": forms.TextInput()} | options))
