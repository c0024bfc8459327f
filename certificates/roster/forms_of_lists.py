"""What keepers ask a list for. What cannot be is told beside its field, and the rest is shown."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.changes import KINDS
from certificates.roster.choices import GROUP_LABELS, ROSTER_KEEPERS
from certificates.roster.listing import SERVING, SORTS, Filters
from certificates.roster.twin import AsOf
from portal import clock
from portal.days import DayField
from portal.people.choices import PostKind
from portal.people.models import Organisation
from portal.scope import Scope

ALL = ("", pgettext_lazy("filter", "all"))
SOON = (30, 60, 90, 180)
_WITHIN = _("within %(days)s days")
SIZES = (20, 50, 100)


class KnownField(DayField):
    """A day up to today: nobody knows yet what will be recorded."""

    def judge(self, day: date) -> None:
        super().judge(day)
        if day > clock.today():
            raise ValidationError(
                _("What will be recorded is not known yet. Please choose today or a day before.")
            )


class RosterForm(forms.Form):
    """The filters of the list; the day comes first."""

    on = DayField(required=False, label=_("Roster as of"))
    known = KnownField(required=False, label=_("As it was known on"))
    at = forms.ModelChoiceField(Organisation.objects.none(), required=False, label=_("Place"))
    post = forms.ChoiceField(
        required=False, label=_("Post"), choices=lambda: [ALL, *PostKind.choices]
    )
    state = forms.ChoiceField(
        required=False,
        label=pgettext_lazy("roster", "State"),
        choices=lambda: [ALL, (SERVING, _("In office")), *GROUP_LABELS.items()],
    )
    within = forms.TypedChoiceField(
        required=False,
        label=_("Certificate ends"),
        coerce=int,
        choices=lambda: [
            ALL,
            *((days, _("within %(days)s days") % {"days": days}) for days in SOON),
        ],
    )
    dual = forms.BooleanField(required=False, label=_("Also a people's assessor"))
    q = forms.CharField(required=False, max_length=50, label=_("Name or certificate number"))
    sort = forms.ChoiceField(
        required=False,
        choices=[(key, key) for key in ("", *sorted(SORTS))],
        widget=forms.HiddenInput,
    )
    per = forms.TypedChoiceField(
        required=False,
        label=_("Rows on a page"),
        coerce=int,
        choices=[(size, size) for size in SIZES],
    )

    def __init__(self, data: Any, scope: Scope) -> None:
        super().__init__(data)
        field: Any = self.fields["at"]
        field.queryset = Organisation.objects.filter(scope.below("path", *ROSTER_KEEPERS))

    @property
    def as_of(self) -> AsOf:
        """The day asked for, else today; as known at the end of the other day, else now."""
        typed = self.cleaned_data
        known = typed.get("known")
        return AsOf(typed.get("on") or clock.today(), _end_of(known) if known else None)

    @property
    def size(self) -> int:
        """How many rows a page has."""
        return int(self.cleaned_data.get("per") or SIZES[0])

    def filters(self) -> Filters:
        """What was understood; what was not is left out (and told beside the field)."""
        typed = self.cleaned_data
        return Filters(
            kind=typed.get("post", ""),
            state=typed.get("state", ""),
            assessor=typed.get("dual", False),
            text=typed.get("q", "").strip(),
            within=typed.get("within") or 0,
            sort=typed.get("sort", ""),
        )


class ChangesForm(forms.Form):
    """Two days and a place; the quarter that runs unless days are given."""

    since = DayField(required=False, label=pgettext_lazy("changes", "After"))
    until = DayField(required=False, label=pgettext_lazy("changes", "Up to"))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), required=False, label=_("Place")
    )
    what = forms.ChoiceField(
        required=False, choices=[(kind, kind) for kind in KINDS], widget=forms.HiddenInput
    )

    def __init__(self, data: Any, scope: Scope) -> None:
        renamed = {**data.dict(), "since": data.get("from", ""), "until": data.get("to", "")}
        super().__init__(renamed)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(scope.below("path", *ROSTER_KEEPERS)).order_by(
            "path"
        )

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since >= until:
            self.add_error("until", _("Please choose a day after the first one."))
        return self.cleaned_data

    @property
    def days(self) -> tuple[date, date]:
        """The day before which nothing is told, and the last day told."""
        until = self.cleaned_data.get("until") or clock.today()
        first = date(until.year, until.month - (until.month - 1) % 3, 1)
        since = self.cleaned_data.get("since") or first - timedelta(days=1)
        return min(since, until), until


def _end_of(day: date) -> datetime:
    """The last moment of a day in the city."""
    after = datetime.combine(day + timedelta(days=1), time.min, clock.CITY_ZONE)
    return after - timedelta(microseconds=1)
