"""Writing questions whose answers are typed: true or false, blanks, matching, ordering, short
answers; and the small notations for them."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from exams.checking import ItemRefused
from exams.choices import Kind
from exams.item_forms.base import ItemForm, area
from exams.wording import MarkingPoint, Wording

_POINT = re.compile(r"^(?P<text>.*\S)\s*[|｜]\s*(?P<marks>[0-9.．０-９]+)\s*分?$")
_ORDER = re.compile(r"[\s,，、>→-]+")
_FORMS = re.compile(r"\s*／\s*|\s+/\s+")


class TrueFalseForm(ItemForm):
    kind = Kind.TRUE_FALSE
    key = forms.ChoiceField(
        label=gettext_lazy("Is the sentence true?"),
        choices=[("A", pgettext_lazy("answer", "True")), ("B", pgettext_lazy("answer", "False"))],
        widget=forms.RadioSelect,
    )
    answers = ("key",)

    def initial_of(self, wording: Wording) -> dict[str, Any]:
        return super().initial_of(wording) | {"key": wording.key}

    def read_answers(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        return {"key": cleaned["key"]}


class FillForm(ItemForm):
    kind = Kind.FILL_BLANK
    accepted = forms.CharField(
        label=gettext_lazy("Accepted answers"),
        widget=area(3),
        help_text=gettext_lazy(
            "A line for each blank ____ of the question; several accepted answers apart by /"
        ),
    )
    any_order = forms.BooleanField(
        label=gettext_lazy("The answers may stand in any order"), required=False
    )
    answers = ("accepted", "any_order")

    def initial_of(self, wording: Wording) -> dict[str, Any]:
        lines = accepted_text(wording.accepted)
        own = {"accepted": lines, "any_order": wording.any_order}
        return super().initial_of(wording) | own

    def read_answers(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        return {"accepted": accepted_of(cleaned["accepted"]), "any_order": cleaned["any_order"]}


class MatchingForm(ItemForm):
    kind = Kind.MATCHING
    options = forms.CharField(
        label=gettext_lazy("Entries on the left"),
        widget=area(4),
        help_text=gettext_lazy("One on each line"),
    )
    targets = forms.CharField(
        label=gettext_lazy("What they are matched to"),
        widget=area(4),
        help_text=gettext_lazy("One on each line; they are lettered A, B, C…; more may stand here"),
    )
    key = forms.CharField(
        label=gettext_lazy("Matches"),
        help_text=gettext_lazy(
            "For each entry on the left in turn the letter it belongs to: B A C"
        ),
    )
    answers = ("options", "targets", "key")

    def initial_of(self, wording: Wording) -> dict[str, Any]:
        return super().initial_of(wording) | {
            "options": "\n".join(wording.options),
            "targets": "\n".join(wording.targets),
            "key": " ".join(wording.key),
        }

    def read_answers(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        return {
            "options": tuple(lines_of(cleaned["options"])),
            "targets": tuple(lines_of(cleaned["targets"])),
            "key": letters_of(cleaned["key"]),
        }


class OrderingForm(ItemForm):
    kind = Kind.ORDERING
    options = forms.CharField(
        label=gettext_lazy("What is to be put in order"),
        widget=area(5),
        help_text=gettext_lazy("One on each line; they are lettered A, B, C…"),
    )
    key = forms.CharField(
        label=gettext_lazy("Right order"), help_text=gettext_lazy("The letters in order: C A B")
    )
    answers = ("options", "key")

    def initial_of(self, wording: Wording) -> dict[str, Any]:
        own = {"options": "\n".join(wording.options), "key": " ".join(wording.key)}
        return super().initial_of(wording) | own

    def read_answers(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        return {"options": tuple(lines_of(cleaned["options"])), "key": letters_of(cleaned["key"])}


class OpenForm(ItemForm):
    kind = Kind.OPEN
    answer = forms.CharField(label=gettext_lazy("Model answer"), widget=area(4), required=False)
    marking = forms.CharField(
        label=gettext_lazy("Marking points"),
        widget=area(4),
        required=False,
        help_text=gettext_lazy("One on each line with its marks: asks both sides first | 2"),
    )
    answers = ("answer", "marking")

    def initial_of(self, wording: Wording) -> dict[str, Any]:
        own = {"answer": wording.answer, "marking": points_text(wording.marking)}
        return super().initial_of(wording) | own

    def read_answers(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        return {"answer": cleaned["answer"].strip(), "marking": points_of(cleaned["marking"])}


def accepted_of(text: str) -> tuple[tuple[str, ...], ...]:
    """Accepted answers as typed: a line for each blank, several apart by “ / ” or ／, so that 1/3
    stays one answer."""
    return tuple(tuple(form for form in _FORMS.split(line) if form) for line in lines_of(text))


def accepted_text(accepted: Iterable[Iterable[str]]) -> str:
    return "\n".join(" / ".join(forms) for forms in accepted)


def points_of(text: str) -> tuple[MarkingPoint, ...]:
    """Marking points as typed, one on each line. Raises ItemRefused."""
    found = []
    for n, line in enumerate(lines_of(text), start=1):
        match = _POINT.match(line)
        if match is None:
            words = _("Marking point %(number)s names no marks; end the line with | 2")
            raise ItemRefused(words % {"number": n}, "marking")
        marks = match["marks"].replace("．", ".")
        try:
            found.append(MarkingPoint(match["text"], Decimal(marks)))
        except InvalidOperation:
            words = _("Marking point %(number)s: “%(marks)s” is no number")
            raise ItemRefused(words % {"number": n, "marks": marks}, "marking") from None
    return tuple(found)


def points_text(points: Iterable[MarkingPoint]) -> str:
    return "\n".join(f"{point.text} | {point.marks}" for point in points)


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def letters_of(text: str) -> str:
    return _ORDER.sub("", text).upper()
