"""What is asked when somebody is named for a post, and at each step after that."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.desk.fields import PlaceField, ReasonField, places_of
from portal.desk.people.steps import NOMINATORS
from portal.freetext import LineField
from portal.people.choices import COMMITTEE_KINDS, AppointmentMode, PostKind, Tier
from portal.people.models import Person
from portal.scope import Scope

PAPER_LENGTH = 60


class NominateForm(forms.Form):
    """The post, who names the person for it, and on which paper."""

    organisation = PlaceField(
        label=_("Committee"),
    )
    post_kind = forms.ChoiceField(label=_("Kind of post"), choices=PostKind.choices)
    tier = forms.ChoiceField(label=_("Tier of training"), choices=Tier.choices)
    mode = forms.ChoiceField(
        label=_("Elected or hired"),
        choices=AppointmentMode.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )
    nominated_by = PlaceField(
        label=_("Named by"),
    )
    document_number = LineField(
        required=False, max_length=PAPER_LENGTH, label=_("Number of the paper")
    )

    def __init__(self, data: Any = None, *, scope: Scope, person: Person) -> None:
        home = person.organisation_id
        super().__init__(data, initial={"organisation": home, "nominated_by": home})
        places = places_of(scope, *NOMINATORS)
        committees = places.filter(kind__in=COMMITTEE_KINDS)
        cast(PlaceField, self.fields["organisation"]).offer(committees)
        cast(PlaceField, self.fields["nominated_by"]).offer(places)


class PaperForm(forms.Form):
    """A step forward, with the number of its paper where there is one."""

    document_number = LineField(
        required=False, max_length=PAPER_LENGTH, label=_("Number of the paper")
    )


class BackForm(forms.Form):
    """A step back: always with what is to be mended, or why."""

    reason = ReasonField()
