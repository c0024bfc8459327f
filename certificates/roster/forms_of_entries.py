"""What keepers type to put somebody into a post; of a term that is over already its end too."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster import entering
from certificates.roster.choices import EndReason, offered_reasons
from certificates.roster.forms_of_acts import PastDayField, YesNoField
from certificates.roster.refusing import ANOTHER_TERM, Refused, Signed
from certificates.roster.writing import End, Terms
from portal.days import DayField
from portal.freetext import LineField
from portal.people.choices import AppointmentMode
from portal.people.models import Post
from portal.scope import Scope


class PostField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A post by place, kind and number, with the name of its holder, or that it was closed."""

    def label_from_instance(self, obj: Any) -> str:
        words = {
            "place": obj.organisation.short_name,
            "kind": obj.get_kind_display(),
            "number": obj.number,
            "holder": obj.holder,
        }
        if obj.holder:
            return _("%(place)s, %(kind)s %(number)s (held by %(holder)s)") % words
        if obj.closed:
            return _("%(place)s, %(kind)s %(number)s (closed)") % words
        return _("%(place)s, %(kind)s %(number)s (vacant)") % words


class PastEndForm(forms.Form):
    """The end of an entry that may be over already; left empty, the person is in office."""

    day = PastDayField(
        required=False,
        label=_("No longer in office from"),
        help_text=_("Left empty, the person is in office still."),
    )
    end_reason = forms.ChoiceField(
        required=False,
        label=_("Reason of the end"),
        choices=lambda: [("", "—"), *EndReason.choices],
        error_messages={"invalid_choice": ANOTHER_TERM},
    )
    deciding_body = LineField(
        max_length=100,
        required=False,
        label=_("Deciding body"),
        help_text=_("Needed with the day of an end."),
    )
    document_number = LineField(
        max_length=100,
        required=False,
        label=_("Document number"),
        help_text=_("Needed for a replacement."),
    )

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if "day" in typed and not typed["day"] and typed.get("end_reason"):
            self.add_error("day", _("Please enter the day of the end, or take its reason out."))
        if typed.get("day") and "end_reason" in typed and not typed["end_reason"]:
            self.add_error("end_reason", _("Please choose a reason."))
        return typed

    @property
    def end(self) -> End | None:
        """The end as typed, of a form that is valid."""
        typed = self.cleaned_data
        if not typed["day"]:
            return None
        return End(
            typed["day"],
            typed["end_reason"],
            typed["deciding_body"],
            typed["document_number"],
            typed.get("note", ""),
        )


class AppointForm(PastEndForm):
    """Who, where, how, since when and on which paper; of a term that is over already also its end.
    How it was explained is not asked: what is typed here stands in the address."""

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
    starts = PastDayField(
        label=_("In office from"),
        help_text=_("Today or later. A past day is proposed to a second person, with the reason."),
    )
    basis = LineField(
        max_length=200,
        label=_("Minutes of the election, or number of the letter"),
        error_messages={"required": _("Please enter the minutes or the letter it rests on.")},
    )

    term_ends = DayField(
        required=False,
        label=_("Term ends before"),
        help_text=_("Left empty, the term is as long as the rule says."),
    )
    minority_member = YesNoField(label=_("Belongs to an ethnic group that is few here"))
    field_order = ("mode", "post", "starts", "basis", "term_ends", "minority_member")

    def __init__(self, posts: Any, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        field: Any = self.fields["post"]
        field.queryset = posts
        reasons: Any = self.fields["end_reason"]
        reasons.choices = [("", "—"), *offered_reasons()]

    def clean(self) -> dict[str, Any]:
        """An end that cannot be is said before anybody is asked for a reason."""
        typed = super().clean()
        if (
            not self.errors
            and not self.end
            and (typed["deciding_body"] or typed["document_number"])
        ):
            self.add_error(
                "day", _("Please enter the day of the end, or empty what belongs to it.")
            )
        if self.errors or not self.end:
            return typed
        terms = Terms(typed["basis"], typed["term_ends"], typed["minority_member"])
        try:
            entering.refuse_bad_entry(
                typed["post"],
                mode=typed["mode"],
                starts=typed["starts"],
                terms=terms,
                end=self.end,
                signed=Signed(0, 0, ""),
            )
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, str(refused))
        return typed

    def term(self) -> dict[str, Any]:
        """The appointment without its end, of a form that is valid."""
        ends = PastEndForm.base_fields
        return {name: value for name, value in self.cleaned_data.items() if name not in ends}
