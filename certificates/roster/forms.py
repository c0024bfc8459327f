"""What keepers type. A wrong entry comes back with what is wrong and what to do."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.appointing import Refused, refuse_bad_day
from certificates.roster.choices import EndReason
from portal.days import DayField
from portal.freetext import FreeTextField, LineField
from portal.people.choices import AppointmentMode
from portal.people.models import Post
from portal.scope import Scope


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


class PostField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A post by place, kind and number, with the name of its holder."""

    def label_from_instance(self, obj: Any) -> str:
        words = {
            "place": obj.organisation.short_name,
            "kind": obj.get_kind_display(),
            "number": obj.number,
            "holder": obj.holder,
        }
        if obj.holder:
            return _("%(place)s, %(kind)s %(number)s (held by %(holder)s)") % words
        return _("%(place)s, %(kind)s %(number)s (vacant)") % words


class AppointForm(forms.Form):
    """Who, where, how, since when and on which paper."""

    mode = forms.ChoiceField(
        label=_("How the person came into the post"),
        choices=AppointmentMode,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose elected or hired.")},
    )
    post = PostField(
        Post.objects.scoped(Scope()),
        label=pgettext_lazy("appointment", "Post"),
        empty_label=pgettext_lazy("choose", "Please choose"),
        error_messages={
            "required": _("Please choose a post."),
            "invalid_choice": _("Please choose a post from the list."),
        },
    )
    starts = ComingDayField(label=_("In office from"))
    basis = LineField(
        max_length=200,
        label=_("Minutes of the election, or number of the letter"),
        error_messages={"required": _("Please enter the minutes or the letter it rests on.")},
    )

    def __init__(self, posts: Any, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["post"]
        field.queryset = posts


class EndForm(forms.Form):
    """Why an appointment ends and who decided it."""

    day = ComingDayField(
        label=_("No longer in office from"),
        help_text=_("The first day on which the person no longer holds the post."),
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=lambda: [("", "—"), *EndReason.choices],
        error_messages={"required": _("Please choose a reason.")},
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
        """A withdrawal that was not offered is refused rather than left out in silence."""
        if not self.offers_withdrawing and self.data.get("withdraw"):
            raise ValidationError(
                _(
                    "You cannot withdraw this certificate; HR of the justice bureau does that. "
                    "Nothing was recorded. You can record the end alone."
                )
            )
        return self.cleaned_data


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
