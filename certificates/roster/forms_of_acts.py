"""What keepers type about somebody in office: the end, a suspension, and the fields of days that
more forms ask for."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.choices import offered_reasons
from certificates.roster.refusing import ANOTHER_TERM, Refused, Signed, refuse_bad_day
from certificates.roster.standing import REPLACING
from portal import clock
from portal.days import DayField
from portal.freetext import FreeTextField, LineField


class ComingDayField(DayField):
    """A day on which the roster takes something new: today or later."""

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        if day is not None:
            try:
                refuse_bad_day("", day)
            except Refused as refused:
                raise ValidationError(str(refused)) from refused
        return day


class PastDayField(DayField):
    """A day that two people may enter: also one that is past, within a working life."""

    def clean(self, value: Any) -> date | None:
        day = super().clean(value)
        if day is not None:
            try:
                refuse_bad_day("", day, Signed(0, 0, ""))
            except Refused as refused:
                raise ValidationError(str(refused)) from refused
        return day


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not asked (None)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            choices=lambda: [("", _("not asked")), ("yes", _("yes")), ("no", _("no"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


class EndForm(forms.Form):
    """Why an appointment ends and who decided it."""

    day = PastDayField(
        label=_("No longer in office from"),
        help_text=_(
            "The first day on which the person no longer holds the post. A past day is proposed to "
            "a second person, with the reason."
        ),
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=lambda: [("", "—"), *offered_reasons()],
        error_messages={
            "required": _("Please choose a reason."),
            "invalid_choice": ANOTHER_TERM,
        },
    )
    deciding_body = LineField(
        max_length=100,
        label=_("Deciding body"),
        help_text=_("The body that elected or hired; the platform itself removes nobody."),
        error_messages={"required": _("Please enter which body decided.")},
    )
    document_number = LineField(
        max_length=100,
        required=False,
        label=_("Document number"),
        help_text=_("Needed for a replacement."),
    )
    note = FreeTextField(rows=4, required=False, label=pgettext_lazy("ending", "Explanation"))
    withdraw = forms.BooleanField(
        required=False,
        label=_("Withdraw the certificate as well"),
        help_text=_("For a replacement. A withdrawn certificate cannot be given back."),
    )

    follow = forms.ChoiceField(
        required=False,
        label=_("Who comes after"),
        choices=lambda: [("vacant", _("vacant for now")), ("successor", _("a successor"))],
        widget=forms.RadioSelect,
        help_text=_("For a replacement one of the two has to be chosen."),
    )
    successor = forms.CharField(
        required=False,
        max_length=60,
        label=_("Successor: name or number of the certificate"),
    )
    successor_basis = LineField(
        max_length=200,
        required=False,
        label=_("Minutes or letter of the successor"),
    )
    late_reason = FreeTextField(
        rows=2,
        required=False,
        label=_("Why only now"),
        help_text=_("Only for a day that is past: then somebody else has to agree."),
    )

    def __init__(
        self, *arguments: Any, offers_withdrawing: bool, two: bool = False, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        if two:
            self.fields["withdraw"].help_text = _(
                "For a replacement. The certificate is suspended at once, and withdrawn for good "
                "when somebody else who issues at its place agrees."
            )
        self.offers_withdrawing = offers_withdrawing
        if not offers_withdrawing:
            del self.fields["withdraw"]

    def clean(self) -> dict[str, Any]:
        """A withdrawal that was not offered is refused rather than left out in silence; a
        replacement says who comes after; a past day says why, and is all that is entered."""
        self._refuse_strange_withdrawal()
        typed = self.cleaned_data
        follow, successor = typed.get("follow", ""), typed.get("successor", "").strip()
        if typed.get("reason") in REPLACING and not follow:
            self.add_error("follow", _("Please enter a successor, or choose “vacant for now”."))
        if follow == "successor" and not successor:
            self.add_error("successor", _("Please enter a successor, or choose “vacant for now”."))
        if follow != "successor" and successor:
            self.add_error("follow", _("Please choose “a successor”, or empty the field below."))
        day = typed.get("day")
        if day and day < clock.today():
            self._refuse_thin_past(typed, successor)
        return typed

    def _refuse_thin_past(self, typed: dict[str, Any], successor: str) -> None:
        if not typed.get("late_reason", "").strip():
            self.add_error("late_reason", _("The day lies in the past: please say why only now."))
        if successor or typed.get("withdraw"):
            words = _("A past end is entered alone: the successor and the certificate come after.")
            self.add_error("successor" if successor else "withdraw", words)

    def _refuse_strange_withdrawal(self) -> None:
        if not self.offers_withdrawing and self.data.get("withdraw"):
            raise ValidationError(
                _(
                    "You cannot withdraw this certificate; HR of the justice bureau does that. "
                    "Nothing was recorded. You can record the end alone."
                )
            )


class SuspendForm(forms.Form):
    """From when somebody is kept from duty, and why."""

    starts = ComingDayField(label=_("Suspended from"))
    reason = FreeTextField(
        rows=4,
        label=_("Reason"),
        error_messages={"required": _("Please enter the reason.")},
    )


class LiftForm(forms.Form):
    """From when somebody is back on duty, and why."""

    ends = ComingDayField(label=_("Back on duty from"))
    reason = FreeTextField(
        rows=4,
        label=_("Reason"),
        error_messages={"required": _("Please enter the reason.")},
    )
