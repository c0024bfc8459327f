"""What administrators type on the screens of logins."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.authority import MANAGERS, roles_to_give
from portal.accounts.choices import Role
from portal.freetext import FreeTextField, refuse_an_id_number
from portal.people.models import Organisation
from portal.people.recording import NameRefused, clean_name
from portal.scope import Scope

UNCHOSEN = pgettext_lazy("choose", "Please choose")


class ReasonForm(forms.Form):
    reason = FreeTextField(label=_("Reason"), error_messages={"required": _("Please say why.")})


class WithdrawForm(forms.Form):
    reason = FreeTextField(label=_("Reason"), required=False)


class GiveForm(ReasonForm):
    """A role at an organisation, both of those the scope may give. Neither is chosen beforehand: a
    form sent in haste would make an administrator of the city."""

    role = forms.ChoiceField(
        label=_("Role"), error_messages={"required": _("Please choose the role.")}
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisation"),
        empty_label=UNCHOSEN,
        error_messages={"required": _("Please choose the organisation.")},
    )
    field_order = ["role", "organisation", "reason"]

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = cast(forms.ChoiceField, self.fields["role"])
        given = [(role, Role(role).label) for role in roles_to_give(scope)]
        roles.choices = [("", UNCHOSEN), *given]
        places = Organisation.objects.filter(scope.below("path", *MANAGERS))
        open_places = places.filter(dissolved_on__isnull=True).order_by("path")
        cast(Any, self.fields["organisation"]).queryset = open_places


class InviteStaffForm(GiveForm):
    name = forms.CharField(
        label=_("Name"), max_length=50, error_messages={"required": _("Please enter the name.")}
    )
    email = forms.EmailField(
        label=_("E-mail"),
        validators=[refuse_an_id_number],
        required=False,
        help_text=_("The link goes there. Without an address, print the sheet."),
    )
    field_order = ["name", "email", "role", "organisation", "reason"]

    def clean_name(self) -> str:
        try:
            return clean_name(self.cleaned_data["name"])
        except NameRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


class FindForm(forms.Form):
    """Filters of the list of logins; what cannot be right is no filter."""

    q = forms.CharField(label=_("Name or user name"), max_length=50, required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", pgettext_lazy("filter", "all")),
            ("open", _("open")),
            ("disabled", _("disabled")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", pgettext_lazy("filter", "all"))]
        cast(forms.ChoiceField, self.fields["role"]).choices = [*none, *Role.choices]
