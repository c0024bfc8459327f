"""What keepers type. A wrong entry comes back with what is wrong and what to do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.choices import ROW_LABELS
from certificates.roster.listing import SERVING, SORTS, Filters
from portal.days import DayField
from portal.freetext import LineField
from portal.people.choices import PostKind
from portal.people.models import Organisation

ALL = ("", pgettext_lazy("filter", "all"))


class RosterForm(forms.Form):
    """The filters of the list; the day comes first."""

    on = DayField(required=False, label=_("Roster as of"))
    at = forms.ModelChoiceField(Organisation.objects.none(), required=False, label=_("Place"))
    post = forms.ChoiceField(
        required=False, label=_("Post"), choices=lambda: [ALL, *PostKind.choices]
    )
    state = forms.ChoiceField(
        required=False,
        label=pgettext_lazy("roster", "State"),
        choices=lambda: [ALL, (SERVING, _("In office")), *ROW_LABELS.items()],
    )
    dual = forms.BooleanField(required=False, label=_("Also a people's assessor"))
    q = forms.CharField(required=False, max_length=50, label=_("Name"))
    sort = forms.ChoiceField(
        required=False,
        choices=[(key, key) for key in ("", *sorted(SORTS))],
        widget=forms.HiddenInput,
    )

    def __init__(self, data: Any, places: list[Organisation]) -> None:
        super().__init__(data)
        field: Any = self.fields["at"]
        field.queryset = Organisation.objects.filter(pk__in=[place.pk for place in places])

    def filters(self) -> Filters:
        """What was understood; what was not is left out (and told beside the field)."""
        typed = self.cleaned_data
        return Filters(
            kind=typed.get("post", ""),
            state=typed.get("state", ""),
            assessor=typed.get("dual", False),
            text=typed.get("q", "").strip(),
            sort=typed.get("sort", ""),
        )


class DayForm(forms.Form):
    """See the standing on a day."""

    on = DayField(required=False, label=_("See the standing on a day"))


class HaveForm(forms.Form):
    """One paper of a post."""

    kind = forms.CharField(widget=forms.HiddenInput)
    detail = LineField(
        max_length=200,
        label=_("Document number, place or source"),
        error_messages={"required": _("Please enter the document number, place or source.")},
    )
    since = DayField(label=pgettext_lazy("provision", "There since"))
