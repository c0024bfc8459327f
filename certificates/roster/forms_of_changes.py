"""What keepers type after an appointment was made: another term, a correction, who was sent by
whom, what was handed over, what the bureau was told."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.choices import HandOverKind
from certificates.roster.forms_of_acts import ComingDayField, PastDayField, YesNoField
from certificates.roster.forms_of_entries import PastEndForm
from certificates.roster.models import Secondment
from certificates.roster.proposing import REASON_LENGTH
from portal.days import DayField
from portal.freetext import FreeTextField, LineField
from portal.people.choices import AppointmentMode


class ReasonForm(forms.Form):
    """Why, for whoever agrees or reads it later."""

    reason = FreeTextField(
        rows=3,
        max_length=REASON_LENGTH,
        label=_("Reason"),
        error_messages={"required": _("Please enter the reason.")},
    )


class RenewForm(forms.Form):
    """Another term in the same post."""

    starts = ComingDayField(
        label=_("New term from"), help_text=_("The term that is there ends on this day.")
    )
    term_ends = DayField(
        required=False,
        label=_("Term ends before"),
        help_text=_("Left empty, the term is as long as the rule says."),
    )
    deciding_body = LineField(
        max_length=100,
        label=_("Deciding body"),
        error_messages={"required": _("Please enter which body decided.")},
    )
    basis = LineField(
        max_length=200,
        label=_("Minutes of the election, or number of the letter"),
        error_messages={"required": _("Please enter the minutes or the letter it rests on.")},
    )


class CorrectForm(PastEndForm):
    """How the entry should read."""

    mode = forms.ChoiceField(
        label=_("How the person came into the post"),
        choices=AppointmentMode,
        widget=forms.RadioSelect,
    )
    starts = PastDayField(label=_("In office from"))
    basis = LineField(
        max_length=200,
        label=_("Minutes of the election, or number of the letter"),
        error_messages={"required": _("Please enter the minutes or the letter it rests on.")},
    )
    term_ends = DayField(required=False, label=_("Term ends before"))
    minority_member = YesNoField(label=_("Belongs to an ethnic group that is few here"))
    note = FreeTextField(rows=2, required=False, label=pgettext_lazy("ending", "Explanation"))
    reason = FreeTextField(
        rows=3,
        max_length=REASON_LENGTH,
        label=_("Why the entry is wrong"),
        error_messages={"required": _("Please enter the reason.")},
    )
    field_order = (
        *("mode", "starts", "basis", "term_ends", "minority_member", "day", "end_reason"),
        *("deciding_body", "document_number", "note", "reason"),
    )


class SecondForm(forms.Form):
    """Who sent somebody, and for whom."""

    agency = LineField(
        max_length=100,
        label=_("Sent by"),
        help_text=_("The home organisation, for example the police or the court."),
        error_messages={"required": _("Please enter the agency that sent the person.")},
    )
    detached = forms.BooleanField(
        required=False, label=_("Detached from the home organisation while it lasts")
    )
    exchanges = forms.ModelChoiceField(
        Secondment.objects.unscoped("narrowed by the view").none(),
        required=False,
        label=_("Comes in exchange for"),
        empty_label=_("nobody"),
    )


class HandOverForm(forms.Form):
    kind = forms.ChoiceField(label=pgettext_lazy("handed over", "Kind"), choices=HandOverKind)
    what = LineField(
        max_length=200,
        label=_("What is handed over"),
        error_messages={"required": _("Please enter what is handed over.")},
    )


class ReceivedForm(forms.Form):
    received_by = LineField(
        max_length=50,
        label=_("Received by"),
        error_messages={"required": _("Please enter who received it.")},
    )
    received_on = DayField(label=_("Received on"))


class ClosePostForm(ReasonForm):
    day = ComingDayField(label=_("Post closed from"))


class MergedForm(forms.Form):
    """The decision by which an organisation is no more, for everybody in office there."""

    day = ComingDayField(label=_("No longer in office from"))
    deciding_body = LineField(
        max_length=100,
        label=_("Deciding body"),
        error_messages={"required": _("Please enter which body decided.")},
    )
    document_number = LineField(
        max_length=100,
        label=_("Document number"),
        error_messages={"required": _("Please enter the number of the document.")},
    )


class ToldForm(forms.Form):
    """That changes were told, by which paper."""

    day = DayField(label=_("Told on"))
    document_number = LineField(
        max_length=100,
        label=_("Document number"),
        error_messages={"required": _("Please enter the number of the document.")},
    )
