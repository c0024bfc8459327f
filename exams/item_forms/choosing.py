"""Writing a single or multiple choice question: a row for each option, ticked where right."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exams.choices import Credit, Kind
from exams.item_forms.base import ItemForm, area
from exams.papers.ordering import pinned_by_words
from exams.wording import LETTERS, Wording

ROWS, MOST_ROWS = 4, len(LETTERS)


class ChoiceForm(ItemForm):
    """`rows` is how many options there is room for."""

    def __init__(self, data: Any = None, *, rows: int = ROWS, **words: Any) -> None:
        wording = words.get("wording")
        self.rows = min(max(rows, len(wording.options) if wording else 0), MOST_ROWS)
        super().__init__(data, **words)
        for letter in LETTERS[: self.rows]:
            self.fields[f"option_{letter}"] = forms.CharField(
                label=_("Option %(letter)s") % {"letter": letter},
                required=False,
                widget=area(1),
            )
            self.fields[f"right_{letter}"] = forms.BooleanField(
                label=_("Option %(letter)s is right") % {"letter": letter}, required=False
            )
            self.fields[f"pinned_{letter}"] = forms.BooleanField(
                label=_("Option %(letter)s keeps its place") % {"letter": letter}, required=False
            )

    def option_rows(self) -> list[tuple[str, forms.BoundField, forms.BoundField, forms.BoundField]]:
        return [
            (letter, self[f"option_{letter}"], self[f"right_{letter}"], self[f"pinned_{letter}"])
            for letter in LETTERS[: self.rows]
        ]

    def initial_of(self, wording: Wording) -> dict[str, Any]:
        initial = super().initial_of(wording) | {"credit": wording.credit}
        for at, text in enumerate(wording.options):
            letter = LETTERS[at]
            initial |= {
                f"option_{letter}": text,
                f"right_{letter}": letter in wording.key,
                f"pinned_{letter}": at in wording.pinned,
            }
        return initial

    def field_of(self, field: str) -> str | None:
        name, _dot, letter = field.partition(".")
        if name == "options":
            return f"option_{letter or 'A'}"
        return "option_A" if name in {"key", "pinned"} else super().field_of(field)

    def read_answers(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        typed = [cleaned[f"option_{letter}"].strip() for letter in LETTERS[: self.rows]]
        while typed and not typed[-1]:
            typed.pop()
        letters = LETTERS[: len(typed)]
        chosen = "".join(letter for letter in LETTERS[: self.rows] if cleaned[f"right_{letter}"])
        kept = {at for at, letter in enumerate(letters) if cleaned[f"pinned_{letter}"]}
        return {
            "options": tuple(typed),
            "key": chosen,
            "pinned": tuple(sorted(kept | set(pinned_by_words(typed)))),
        }


class SingleForm(ChoiceForm):
    kind = Kind.SINGLE


class MultipleForm(ChoiceForm):
    kind = Kind.MULTIPLE
    credit = forms.ChoiceField(label=gettext_lazy("Partly right answers"), choices=Credit.choices)
    last = ("credit", *ItemForm.last)

    def read_answers(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        return super().read_answers(cleaned) | {"credit": cleaned["credit"]}
