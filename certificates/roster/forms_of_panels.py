"""What keepers type of panels of experts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.days import DayField
from portal.freetext import FreeTextField, LineField
from portal.people.models import Organisation, Person


class PanelForm(forms.Form):
    """A new panel at one of the keeper's places."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"))
    name = LineField(
        max_length=60,
        label=_("Name of the panel"),
        help_text=_("Such as medical disputes or building works."),
    )
    since = DayField(label=_("Since"))

    def __init__(self, data: Any, places: list[Organisation], **options: Any) -> None:
        super().__init__(data, **options)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=[place.pk for place in places])
        field.label_from_instance = lambda place: place.short_name


class ExpertForm(forms.Form):
    """An expert of a panel: the name of a person on file in reach, or of somebody else with the
    unit."""

    name = LineField(
        max_length=50,
        label=_("Name"),
        error_messages={"required": _("Please enter the expert's name.")},
    )
    unit = LineField(max_length=100, required=False, label=_("Unit"))
    on_file = forms.BooleanField(
        required=False,
        label=_("This person is on file here"),
        help_text=_("Then the record of that name in your places is used, and no unit is needed."),
    )
    since = DayField(label=_("In the panel since"))

    def __init__(self, data: Any, people: Any, **options: Any) -> None:
        super().__init__(data, **options)
        self.people = people
        self.person: Person | None = None

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or {}
        name = typed.get("name")
        if name and typed.get("on_file"):
            self.person = self._one(name)
        elif name and not typed.get("unit"):
            self.add_error("unit", _("Please enter the unit of the expert."))
        return typed

    def _one(self, name: str) -> Person | None:
        found = list(self.people.filter(name=name)[:2])
        if len(found) == 1:
            one: Person = found[0]
            return one
        if found:
            text = _("Several people of that name are on file. Enter the expert with the unit.")
        else:
            text = _("Nobody of that name is on file in your places. Enter the expert's unit.")
        self.add_error("name", ValidationError(text))
        return None


class PanelEndForm(forms.Form):
    """When and why a panel or a seat in it ends."""

    day = DayField(label=_("From which day"), help_text=_("The first day after the end."))
    reason = FreeTextField(
        label=_("Reason in words"),
        error_messages={"required": _("Please give the reason.")},
    )
