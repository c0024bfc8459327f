"""What keepers ask of the board."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.staffing.board import FAULTS
from certificates.roster.staffing.wording import FAULTS as WORDS
from portal import clock
from portal.days import DayField
from portal.people.choices import PostKind

ALL = ("", pgettext_lazy("filter", "all"))
EVERY = "all"


class BoardForm(forms.Form):
    """The day, and which posts the list of vacancies shows."""

    on = DayField(required=False, label=_("As of"))
    post = forms.ChoiceField(
        required=False, label=_("Post"), choices=lambda: [(EVERY, ALL[1]), *PostKind.choices]
    )

    def day(self) -> date:
        """The day asked for; today where there is none that could be right."""
        typed: date | None = self.cleaned_data.get("on")
        return typed or clock.today()

    def kind(self) -> str | None:
        """The kind of posts asked for, "" for all of them, None where nothing is asked."""
        typed = self.cleaned_data.get("post")
        return "" if typed == EVERY else typed or None


class LackingForm(BoardForm):
    """What the list of committees shows."""

    what = forms.ChoiceField(
        required=False,
        label=_("What is lacking"),
        choices=lambda: [ALL, *((code, WORDS[code]) for code in FAULTS)],
    )
