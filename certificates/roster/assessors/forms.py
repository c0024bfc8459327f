"""What keepers type about people's assessors. A wrong entry comes back with what is wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.assessors.screening import CODES
from certificates.roster.choices_of_assessors import (
    Answer,
    Barred,
    Channel,
    Condition,
    Education,
    Incompatible,
    RemovalGround,
)
from portal.days import DayField
from portal.freetext import FreeTextField, LineField
from portal.people.choices import OrganisationKind
from portal.people.models import Organisation

SERVING, COMING, OVER, EVERY = "serving", "coming", "over", "every"
CODE_WORDS = dict(Condition.choices) | dict(Incompatible.choices) | dict(Barred.choices)
GROUPS: tuple[tuple[Any, type[Any]], ...] = (
    (_("Must be so (art. 5)"), Condition),
    (_("Offices and professions that exclude (art. 6)"), Incompatible),
    (_("Bars (art. 7)"), Barred),
)


class CourtField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the courts of the tree; they are public."""

    def __init__(self, **options: Any) -> None:
        messages = {
            "required": _("Please choose a court."),
            "invalid_choice": _("Please choose a court from the list."),
        }
        super().__init__(
            Organisation.objects.filter(kind=OrganisationKind.COURT).order_by("path"),
            empty_label=pgettext_lazy("choose", "Please choose"),
            error_messages=messages,
            **options,
        )

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class AssessorsForm(forms.Form):
    """The filters of the list of assessors."""

    q = forms.CharField(required=False, max_length=50, label=_("Name"))
    state = forms.ChoiceField(
        required=False,
        label=pgettext_lazy("roster", "State"),
        choices=[
            ("", pgettext_lazy("assessors", "serving today")),
            (COMING, pgettext_lazy("assessors", "to come")),
            (OVER, pgettext_lazy("assessors", "over")),
            (EVERY, pgettext_lazy("assessors", "all")),
        ],
    )


class TermForm(forms.Form):
    """What the standing committee decided."""

    court = CourtField(label=_("People's court"))
    appointed_by = LineField(
        max_length=100,
        label=_("Standing committee that appointed"),
        error_messages={"required": _("Please enter which standing committee decided.")},
    )
    decision_number = LineField(max_length=100, required=False, label=_("Number of the decision"))
    decided_on = DayField(required=False, label=_("Day of the decision"))
    channel = forms.ChoiceField(
        label=_("How the person was found"),
        choices=Channel,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose how the person was found.")},
    )
    number = forms.TypedChoiceField(
        label=_("Which term"),
        coerce=int,
        choices=[(1, _("first term")), (2, _("second term")), (3, _("third term"))],
        help_text=_(
            "Earlier terms count even if they are not on this roster. A second term is not the rule"
            " (art. 13)."
        ),
    )
    starts = DayField(label=_("Assessor from"))
    ends = DayField(
        required=False,
        label=_("Term ends before"),
        help_text=_("Leave it empty for the five years of art. 13."),
    )


class OathForm(forms.Form):
    """When the oath was sworn."""

    day = DayField(label=_("Day of the oath"))


class CasesForm(forms.Form):
    """What the court says of a year."""

    year = forms.IntegerField(
        label=_("Year"),
        error_messages={"required": _("Please enter the year, such as 2026.")},
    )
    cases = forms.IntegerField(
        label=_("Cases sat in"),
        error_messages={"required": _("Please enter how many cases it were; 0 for none.")},
    )
    source = LineField(
        max_length=100,
        label=_("By which paper of the court"),
        error_messages={"required": _("Please enter the paper the number comes from.")},
    )


class RemovalForm(forms.Form):
    """What the standing committee decided about an early end."""

    day = DayField(
        label=_("No longer assessor from"),
        help_text=_("The first day on which the person is no assessor any more."),
    )
    ground = forms.ChoiceField(
        label=_("Ground (art. 27)"),
        choices=[("", "—"), *RemovalGround.choices],
        error_messages={"required": _("Please choose a ground of art. 27.")},
    )
    removed_by = LineField(
        max_length=100,
        label=_("Standing committee that removed"),
        help_text=_("Court and justice bureau verify, the court's president moves, it decides."),
        error_messages={"required": _("Please enter which standing committee decided.")},
    )
    decision_number = LineField(
        max_length=100,
        label=_("Number of the decision"),
        error_messages={"required": _("Please enter the number of the decision.")},
    )


class ReasonForm(forms.Form):
    """Why something counts for nothing any more."""

    reason = FreeTextField(
        rows=3,
        label=_("What was wrong"),
        error_messages={"required": _("Please say what was wrong.")},
    )


class ScreeningForm(forms.Form):
    """A question for each code of arts. 5 to 7; nothing is taken as answered by itself."""

    education = forms.ChoiceField(
        label=_("Education"),
        choices=Education,
        help_text=_("Generally senior secondary or more (art. 5); less is pointed out only."),
    )
    checked_on = DayField(label=_("Looked at on"))
    paper = LineField(
        max_length=100,
        label=_("On what paper"),
        help_text=_("Its number or title only; nothing about a case belongs here."),
        error_messages={"required": _("Please enter on what paper this rests.")},
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        for code in CODES:
            self.fields[code] = forms.ChoiceField(
                label=CODE_WORDS[code], choices=Answer, required=False
            )

    def groups(self) -> list[tuple[Any, list[Any]]]:
        """The questions by article."""
        return [(title, [self[code] for code in codes.values]) for title, codes in GROUPS]

    def answers(self) -> dict[str, str]:
        """What was answered; what was left alone was not looked at."""
        return {code: self.cleaned_data[code] or Answer.UNKNOWN.value for code in CODES}
