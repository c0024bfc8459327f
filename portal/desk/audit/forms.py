"""The filters of the audit trail. What was not understood is told beside the field and left out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.audit.models import READERS
from portal.days import DayField
from portal.desk.audit import listing, showing
from portal.desk.fields import PlaceField, places_of
from portal.scope import Scope


class FindForm(forms.Form):
    since = DayField(required=False, label=pgettext_lazy("audit", "From"))
    until = DayField(required=False, label=pgettext_lazy("audit", "Until"))
    who = forms.CharField(required=False, max_length=150, label=_("User name"))
    kind = forms.CharField(required=False, max_length=60, label=pgettext_lazy("audit", "Act"))
    subject = forms.CharField(required=False, max_length=80, label=pgettext_lazy("audit", "On"))
    at = PlaceField(required=False, label=_("Place"))
    text = forms.CharField(required=False, max_length=100, label=_("Words of the reason"))

    def __init__(self, data: Any, scope: Scope) -> None:
        super().__init__(data)
        places: Any = self.fields["at"]
        places.offer(places_of(scope, *READERS))
        places.empty_label = pgettext_lazy("filter", "all")
        kinds = listing.kinds_of(scope)
        choices = showing.offered(kinds, str(data.get("kind") or ""))
        self.fields["kind"].widget = forms.Select(choices=choices)
        self.swapped = False

    def clean(self) -> dict[str, Any]:
        """A reversed range is turned round; the page says so."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            cleaned["since"], cleaned["until"], self.swapped = until, since, True
        return cleaned
