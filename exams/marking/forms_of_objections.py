"""What is typed of objections and of their answers."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.marking.forms import IN_FIGURES, FiguresField
from portal.freetext import FreeTextField


def _place(value: str) -> int | None:
    return int(value) if value else None


def _questions(places: Sequence[int]) -> list[tuple[str, str]]:
    return [(str(place), str(_("Question %(n)s") % {"n": place})) for place in places]


class ObjectForm(forms.Form):
    question = forms.TypedChoiceField(
        label=pgettext_lazy("objection", "About"), coerce=_place, empty_value=None, required=False
    )
    reason = FreeTextField(
        label=_("What you object to, and why"),
        max_length=1000,
        rows=5,
        help_text=_("For example: what you wrote that was not counted, and the article you meant."),
        error_messages={"required": _("Please say what you object to.")},
    )

    def __init__(self, *args: Any, questions: Sequence[int], **options: Any) -> None:
        super().__init__(*args, **options)
        whole = [("", pgettext_lazy("objection", "the result as a whole"))]
        self.fields["question"].choices = [*whole, *_questions(questions)]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    answer = FreeTextField(
        label=pgettext_lazy("objection", "Answer"),
        max_length=1000,
        rows=4,
        help_text=_("The candidate reads it."),
        error_messages={"required": _("Please say why; the candidate reads it.")},
    )


class RejectForm(AnswerForm):
    """The marks stand."""


class ProposeForm(AnswerForm):
    """Other points for one question; a second person approves."""

    question = forms.TypedChoiceField(label=_("Question"), coerce=int)
    points = FiguresField(
        label=_("Points from now on"),
        min_value=Decimal(0),
        max_digits=5,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": _("Please give points, 0 as well."), "invalid": IN_FIGURES},
    )
    field_order = ("question", "points", "answer")

    def __init__(
        self, *args: Any, questions: Sequence[int], position: int | None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["question"].choices = _questions(questions)  # type: ignore[attr-defined]
        if position is not None:
            self.fields["question"].initial = str(position)


class ApproveForm(forms.Form):
    """Which proposal was before one's eyes."""

    seen = forms.CharField(required=False, max_length=64)


class SendBackForm(forms.Form):
    why = FreeTextField(
        label=_("Why you do not agree"), error_messages={"required": _("Please say why.")}
    )
