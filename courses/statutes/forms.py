"""The forms of the judges' list after a change of law."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.statutes.choices import ReviewState
from courses.statutes.models import CitationReview, Statute
from courses.statutes.reviewing import DECISIONS
from portal.freetext import FreeTextField


class FindForm(forms.Form):
    """Which reviews to show; without a state those that wait."""

    statute = forms.ModelChoiceField(
        Statute.objects.none(),
        label=_("Statute"),
        required=False,
        to_field_name="slug",
        empty_label=pgettext_lazy("filter", "all"),
    )
    state = forms.ChoiceField(label=_("State"), choices=ReviewState.choices, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        marked = CitationReview.objects.values("version__statute_id")
        chosen: Any = self.fields["statute"]
        chosen.queryset = Statute.objects.filter(pk__in=marked).order_by("pk")


class DecisionForm(forms.Form):
    """Still right needs a word why; a revised page speaks for itself."""

    review = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    state = forms.ChoiceField(choices=[(state, state.label) for state in DECISIONS])
    note = FreeTextField(
        label=_("Note"),
        required=False,
        help_text=_("What you compared; needed when the page is still right."),
    )

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("state") == ReviewState.CONFIRMED and "note" in typed and not typed["note"]:
            self.add_error("note", ValidationError(_("Please say why the page is still right.")))
        return typed
