"""What comes in at the question bank: the filter, moves, verdicts."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from courses.choices import Subject
from exams import beside
from exams.choices import CHECKLIST, Difficulty, ItemPool, ItemState, Kind, Verdict
from portal.freetext import FreeTextField
from portal.people.choices import Tier

ALL = pgettext_lazy("filter", "all")

LONGEST, MOST_CHOSEN = 12, 20


class BankFilter(forms.Form):
    q = forms.CharField(label=gettext_lazy("Words or reference"), required=False, max_length=80)
    show = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[
            ("", ALL),
            ("waiting", gettext_lazy("waiting for review")),
            ("mine", gettext_lazy("written by me")),
        ],
        required=False,
    )
    subject = forms.ChoiceField(
        label=gettext_lazy("Subject"), choices=[("", ALL), *Subject.choices], required=False
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of question"), choices=[("", ALL), *Kind.choices], required=False
    )
    difficulty = forms.ChoiceField(
        label=gettext_lazy("Difficulty"), choices=[("", ALL), *Difficulty.choices], required=False
    )
    tier = forms.ChoiceField(
        label=gettext_lazy("Tier"), choices=[("", ALL), *Tier.choices], required=False
    )
    pool = forms.ChoiceField(
        label=gettext_lazy("Used for"), choices=[("", ALL), *ItemPool.choices], required=False
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=[("", ALL), *ItemState.choices], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show = self.fields["show"]
        if isinstance(show, forms.ChoiceField):
            show.choices = [*self.base_fields["show"].choices, *beside.choices()]  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """Why a question is moved to another state."""

    reason = FreeTextField(label=gettext_lazy("Reason"), max_length=300)

    def __init__(self, state: str, data: Any = None) -> None:
        self.state = state
        super().__init__(data, auto_id=f"{state}_%s")

    @property
    def act(self) -> str:
        return {
            ItemState.LIVE: _("Take up again"),
            ItemState.SUSPENDED: _("Suspend"),
            ItemState.RETIRED: _("Retire for good"),
        }.get(ItemState(self.state), self.state)

    def clean(self) -> dict[str, Any]:
        if self.state not in ItemState.values:
            raise forms.ValidationError(_("This state is unknown."))
        return super().clean() or {}


class ApproveManyForm(forms.Form):
    """Versions that are approved together, under one checklist."""

    chosen = forms.TypedMultipleChoiceField(coerce=int, required=False)
    checklist = forms.MultipleChoiceField(
        label=gettext_lazy("Checklist"),
        help_text=gettext_lazy("It holds for each question that you have chosen."),
        choices=list(CHECKLIST.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy(
                "Please affirm every line for each chosen question, or leave it out."
            )
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = self.data.getlist("chosen") if self.is_bound else []  # type: ignore[attr-defined]
        numbers = [one for one in sent if one.isascii() and one.isdecimal() and len(one) < LONGEST]
        chosen = self.fields["chosen"]
        if isinstance(chosen, forms.TypedMultipleChoiceField):
            chosen.choices = [(one, one) for one in numbers[:MOST_CHOSEN]]

    def clean_chosen(self) -> list[int]:
        found: list[int] = self.cleaned_data["chosen"]
        if not found:
            raise forms.ValidationError(_("Please choose at least one question."))
        return found

    def clean_checklist(self) -> list[str]:
        found: list[str] = self.cleaned_data["checklist"]
        if set(found) != set(CHECKLIST):
            words = _("Please affirm every line for each chosen question, or leave it out.")
            raise forms.ValidationError(words)
        return found


class VerdictForm(forms.Form):
    """What a second person says; the button pressed is the verdict."""

    version = forms.IntegerField(min_value=1)
    checklist = forms.MultipleChoiceField(
        label=gettext_lazy("Checklist"),
        choices=list(CHECKLIST.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    comment = FreeTextField(
        label=gettext_lazy("Comment"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("The author reads it; needed when you return the question."),
    )

    @property
    def verdict(self) -> str:
        pressed = self.data.get("go", "") if self.data else ""
        return pressed if pressed in Verdict.values else Verdict.COMMENT
