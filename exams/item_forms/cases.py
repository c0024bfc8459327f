"""Writing a case: its story, and the questions on it, each with a form of its own."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exams.checking import ItemRefused
from exams.choices import Kind
from exams.item_forms.base import ItemForm, area, marks_of
from exams.item_forms.typed import (
    accepted_of,
    accepted_text,
    letters_of,
    lines_of,
    points_of,
    points_text,
)
from exams.wording import PARTS, Wording

FIRST_PARTS, MOST_PARTS = 2, 10
PART_KINDS = [(kind, Kind(kind).label) for kind in PARTS]


def _options_of(text: str) -> tuple[str, ...]:
    return tuple(lines_of(text))


# For each kind: the fields of the form, the fields of the wording they are read into, and how.
_CHOICE = (("options", "options", _options_of), ("key", "key", letters_of))
_READ: dict[str, tuple[tuple[str, str, Callable[[str], Any]], ...]] = {
    Kind.OPEN: (("answer", "answer", str.strip), ("marking", "marking", points_of)),
    Kind.FILL_BLANK: (("key", "accepted", accepted_of),),
    Kind.SINGLE: _CHOICE,
    Kind.MULTIPLE: _CHOICE,
    Kind.TRUE_FALSE: _CHOICE,
}


class PartForm(forms.Form):
    """One question on a case. Which fields count depends on its kind; an empty one is left out."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of question"), choices=PART_KINDS)
    stem = forms.CharField(label=gettext_lazy("Question"), widget=area(2), required=False)
    marks = forms.CharField(label=gettext_lazy("Marks"), required=False, max_length=10)
    answer = forms.CharField(label=gettext_lazy("Model answer"), widget=area(3), required=False)
    marking = forms.CharField(
        label=gettext_lazy("Marking points"),
        widget=area(3),
        required=False,
        help_text=gettext_lazy("One on each line with its marks: asks both sides first | 2"),
    )
    options = forms.CharField(
        label=gettext_lazy("Options, when it offers some"),
        widget=area(3),
        required=False,
        help_text=gettext_lazy("One on each line; they are lettered A, B, C…"),
    )
    key = forms.CharField(
        label=gettext_lazy("Right letters; accepted answers of blanks"),
        widget=area(1),
        required=False,
        help_text=gettext_lazy("B, or A B D; true is A and false is B; blanks a line each"),
    )

    def __init__(self, data: Any = None, *, prefix: str, part: Wording | None = None) -> None:
        initial = self._initial_of(part) if part else {"kind": Kind.OPEN}
        super().__init__(data, prefix=prefix, initial=initial)
        self.before = part

    @staticmethod
    def _initial_of(part: Wording) -> dict[str, Any]:
        filled = part.kind == Kind.FILL_BLANK
        return {
            "kind": part.kind,
            "stem": part.stem,
            "marks": "" if part.marks is None else str(part.marks),
            "answer": part.answer,
            "marking": points_text(part.marking),
            "options": "\n".join(part.options),
            "key": accepted_text(part.accepted) if filled else " ".join(part.key),
        }

    def clean_marks(self) -> Decimal | None:
        return marks_of(self.cleaned_data["marks"])

    def read(self) -> Wording:
        """The part as typed, its fields valid; what the form does not show, or what was left as it
        stood there, is as it was before. Raises ItemRefused."""
        data, kind = self.cleaned_data, self.cleaned_data["kind"]
        same = self.before if self.before and self.before.kind == kind else None
        part = replace(same or Wording(kind, ""), stem=data["stem"].strip(), marks=data["marks"])
        for name, field, read in _READ[kind]:
            if same is None or name in self.changed_data:
                part = replace(part, **{field: read(data[name])})
        return part


class CaseForm(ItemForm):
    """`parts` is how many questions there is room for."""

    kind = Kind.CASE

    def __init__(self, data: Any = None, *, parts: int = FIRST_PARTS, **words: Any) -> None:
        wording: Wording | None = words.get("wording")
        known = wording.parts if wording else ()
        super().__init__(data, **words)
        self.fields["stem"].label = _("Story")
        self.part_forms = [
            PartForm(data, prefix=f"part{n}", part=known[n] if n < len(known) else None)
            for n in range(min(max(parts, len(known)), MOST_PARTS))
        ]

    def clean(self) -> dict[str, Any]:
        if not all([form.is_valid() for form in self.part_forms]):  # noqa: C419 - look at all
            self.add_error(None, _("Please look at the questions on the case."))
        return super().clean()

    def field_of(self, field: str) -> str | None:
        if not field.startswith("parts."):
            return super().field_of(field)
        return None

    def read_answers(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        written = [form for form in self.part_forms if form.cleaned_data["stem"].strip()]
        parts = []
        for n, form in enumerate(written, start=1):
            try:
                parts.append(form.read())
            except ItemRefused as refused:
                form.add_error(refused.field, str(refused))
                raise ItemRefused(str(refused), f"parts.{n}") from refused
        return {"parts": tuple(parts)}
