"""What is asked when a key is made or ended."""

import secrets
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.asking.keying import Wish
from certificates.asking.models import KEEPERS, PURPOSE_LENGTH
from portal import clock
from portal.days import DayField
from portal.desk.fields import PlaceField, ReasonField, places_of
from portal.freetext import LineField
from portal.policy.rules import rule
from portal.scope import Scope


class KeyForm(forms.Form):
    """For which office, what for, how many certificates a day, until when. `once` is this form's
    own: sent twice, it makes one key."""

    organisation = PlaceField(label=_("Office"))
    purpose = LineField(
        label=_("Purpose"),
        max_length=PURPOSE_LENGTH,
        help_text=_("For example: the HR system of the district checks new appointments."),
        error_messages={"required": _("Please say what the key is for.")},
    )
    daily = forms.IntegerField(
        label=_("Certificates a day"),
        min_value=1,
        error_messages={
            "required": _("Please say how many."),
            "invalid": _("Please write a number in figures."),
        },
    )
    until = DayField(label=pgettext_lazy("key", "Last day"))
    roster_of = PlaceField(
        label=pgettext_lazy("key", "May read the roster of"),
        required=False,
        empty_label=pgettext_lazy("roster of a key", "nobody: the key only verifies"),
        help_text=_(
            "With all organisations below it: who holds which post on a day, and what changed. Give"
            " it only to an office whose task needs it."
        ),
    )
    once = forms.RegexField(r"^[A-Za-z0-9_-]{43}\Z", widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, scope: Scope) -> None:
        most = rule("verify.key_questions_per_day", on=clock.today()).number
        initial = {"daily": most, "once": secrets.token_urlsafe(32)}
        super().__init__(data, initial=initial)
        for name in ("organisation", "roster_of"):
            cast(PlaceField, self.fields[name]).offer(places_of(scope, *KEEPERS))

    def wish(self) -> Wish:
        typed = self.cleaned_data
        return Wish(
            typed["organisation"],
            typed["purpose"],
            typed["daily"],
            typed["until"],
            typed["roster_of"],
        )


class EndForm(forms.Form):
    reason = ReasonField()
