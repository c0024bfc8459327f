"""What is typed about recommendation lists, disputes and recusal checks."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.assessors.forms import CourtField
from certificates.roster.assessors.naming import split_names
from certificates.roster.choices_of_assessors import NominatorKind, Outcome
from portal.days import DayField
from portal.freetext import FreeTextField, LineField
from portal.people.models import Organisation, Person

LONGEST_NAMES = 2000
ID = re.compile("[0-9]{1,18}")


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An organisation by its name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class ListForm(forms.Form):
    """For which court, and how many there may be."""

    organisation = PlaceField(
        Organisation.objects.none(),
        label=_("Place that recommends"),
        empty_label=None,
        error_messages={"invalid_choice": _("Please choose a place from the list.")},
    )
    court = CourtField(label=_("People's court"))
    quota = forms.IntegerField(
        label=_("Quota of assessors of the court"),
        help_text=_("The number fixed by the standing committee (art. 8)."),
        error_messages={"required": _("Please enter the number.")},
    )
    quota_paper = LineField(
        max_length=100,
        label=_("Decision that fixed it"),
        error_messages={"required": _("Please enter the decision that fixed the quota.")},
    )
    taken = forms.IntegerField(
        min_value=0,
        label=_("Assessors now who applied or were recommended"),
        help_text=_("Ask the court; they share the fifth of the quota with this list (art. 11)."),
        error_messages={"required": _("Please enter the number; 0 for none.")},
    )

    def __init__(self, places: Any, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["organisation"]
        field.queryset = places


class NameForm(forms.Form):
    """Who recommends whom."""

    person = forms.IntegerField(widget=forms.HiddenInput)
    nominator_kind = forms.ChoiceField(
        label=_("Recommended by"),
        choices=NominatorKind,
        error_messages={"required": _("Please choose who recommends (art. 11).")},
    )
    nominator = LineField(
        max_length=100,
        label=_("Name of who recommends"),
        error_messages={"required": _("Please enter the name of who recommends.")},
    )


class HandOverForm(forms.Form):
    """The letter by which a list goes to the court."""

    paper = LineField(
        max_length=100,
        label=_("Number of the letter"),
        error_messages={"required": _("Please enter the number of the letter.")},
    )


class GiveUpForm(forms.Form):
    """Why a list is given up."""

    reason = FreeTextField(
        label=_("Reason"), error_messages={"required": _("Please enter the reason.")}
    )


class OutcomeForm(forms.Form):
    """What became of a name."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[choice for choice in Outcome.choices if choice[0] != Outcome.LISTED],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what became of the recommendation.")},
    )
    paper = LineField(
        max_length=100,
        label=_("On what paper"),
        error_messages={"required": _("Please enter on what paper this rests.")},
    )

    def __init__(self, *arguments: Any, only_withdrawing: bool, **options: Any) -> None:
        """On a list that is not handed over a name can only be withdrawn."""
        super().__init__(*arguments, **options)
        if only_withdrawing:
            field: Any = self.fields["outcome"]
            field.choices = [choice for choice in field.choices if choice[0] == Outcome.WITHDRAWN]
            field.initial = Outcome.WITHDRAWN.value


class NamesField(forms.CharField):
    """Names of parties, one a line or with commas between; its value is a list. They are hashed and
    forgotten, so that nothing is read out of them."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
        super().__init__(max_length=LONGEST_NAMES, widget=widget, **options)

    def clean(self, value: Any) -> Any:
        return split_names(super().clean(value))


class MediatorsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Mediators of a committee; an id that fits no column is somebody who is not in the list."""

    def clean(self, value: Any) -> Any:
        if any(not ID.fullmatch(str(one)) for one in value or ()):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class DisputeForm(forms.Form):
    """A dispute of a committee, with who mediated it."""

    number = LineField(
        max_length=60,
        label=_("Dispute number"),
        error_messages={"required": _("Please enter the dispute number.")},
    )
    mediators = MediatorsField(
        Person.every.none(),
        label=_("Mediators"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Please choose who mediated."),
            "invalid_choice": _("Please choose mediators from the list."),
        },
    )
    parties = NamesField(
        label=_("Names of the parties"),
        help_text=_("One a line. Only a keyed hash of each is kept, which nobody can read."),
        error_messages={"required": _("Please enter the names of the parties.")},
    )
    starts = DayField(label=_("Taken up on"))
    ends = DayField(required=False, label=_("Closed on"))

    def __init__(self, mediators: Any, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["mediators"]
        field.queryset = mediators


class CommitteeForm(forms.Form):
    """At which committee the dispute was mediated."""

    at = PlaceField(
        Organisation.objects.none(),
        label=_("Committee"),
        empty_label=pgettext_lazy("choose", "Please choose"),
        error_messages={
            "required": _("Please choose a committee."),
            "invalid_choice": _("Please choose a committee from the list."),
        },
    )

    def __init__(self, places: Any, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["at"]
        field.queryset = places


class CheckForm(forms.Form):
    """What is asked of the check: a number, names, or both."""

    number = LineField(max_length=60, required=False, label=_("Dispute number"))
    names = NamesField(
        required=False,
        label=_("Names of the parties"),
        help_text=_("One a line. The names are compared and then forgotten."),
    )
