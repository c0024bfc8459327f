"""What is asked when an organisation is founded, changed or ended, and of its posts and judge."""

from typing import Any, cast

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.authority import MANAGERS
from portal.days import DayField
from portal.desk.fields import PlaceField, ReasonField, places_of
from portal.freetext import LineField
from portal.people.choices import OrganisationKind, PostKind
from portal.people.models import Organisation
from portal.people.recording import clean_name
from portal.scope import Scope

CODE = RegexValidator(
    r"^(?:[0-9]{6}|[0-9]{9}|[0-9]{12})\Z", _("A division code has 6, 9 or 12 digits.")
)
PLACE_NAMED = {"required": pgettext_lazy("organisation", "Please enter the name.")}
NAMED = {"required": _("Please enter the name.")}


class ChangeForm(forms.Form):
    """Any change of an organisation has a day and a reason."""

    day = DayField(label=pgettext_lazy("organisation", "From"))
    reason = ReasonField()

    def __init__(self, data: Any = None, *, scope: Scope, **options: Any) -> None:
        super().__init__(data, **options)
        if "place" in self.fields:
            cast(PlaceField, self.fields["place"]).offer(places_of(scope, *MANAGERS))


class RenameForm(ChangeForm):
    name = LineField(label=_("New name"), max_length=100, error_messages=PLACE_NAMED)
    short_name = LineField(label=_("Short name"), max_length=40, error_messages=PLACE_NAMED)
    field_order = ["name", "short_name", "day", "reason"]


class MoveForm(ChangeForm):
    place = PlaceField(label=_("New place above"))
    field_order = ["place", "day", "reason"]


class MergeForm(ChangeForm):
    place = PlaceField(label=_("Into"))
    field_order = ["place", "day", "reason"]


class FoundForm(forms.Form):
    """A new organisation below this one."""

    name = LineField(
        label=pgettext_lazy("organisation", "Name"), max_length=100, error_messages=PLACE_NAMED
    )
    short_name = LineField(label=_("Short name"), max_length=40, error_messages=PLACE_NAMED)
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    division_code = forms.CharField(
        required=False, label=_("Division code"), max_length=12, validators=[CODE]
    )

    def __init__(self, data: Any = None, *, scope: Scope, **options: Any) -> None:
        super().__init__(data, **options)


class PostForm(forms.Form):
    kind = forms.ChoiceField(label=pgettext_lazy("post", "Kind of post"), choices=PostKind.choices)


class JudgeForm(forms.Form):
    """Who looks after the community, of which court, from when on."""

    court = PlaceField(label=_("Court"))
    name = LineField(label=_("Name"), max_length=50, error_messages=NAMED)
    phone = LineField(label=_("Office phone"), max_length=20, required=False)
    since = DayField(label=_("Since"))

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        courts = Organisation.objects.filter(kind=OrganisationKind.COURT, dissolved_on__isnull=True)
        cast(PlaceField, self.fields["court"]).offer(courts.order_by("path"))

    def clean_name(self) -> str:
        try:
            return clean_name(self.cleaned_data["name"])
        except ValueError as refused:
            raise forms.ValidationError(str(refused)) from refused
