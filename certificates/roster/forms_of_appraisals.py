"""What keepers type of a year's appraisal; a wrong figure comes back with both fields named."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.appraising.deciding import MOST, Figures, contradictions
from certificates.roster.appraising.recording import FIRST_YEAR, Entry, scale_of
from certificates.roster.appraising.wording import label, told
from certificates.roster.choices_of_appraisals import AppraisalGrade
from certificates.roster.models import Appraisal
from portal import clock
from portal.days import DayField
from portal.freetext import FreeTextField, LineField
from portal.people.models import Organisation

FIGURES = tuple(Figures.__dataclass_fields__)
LATER = ("published_from", "published_until", "objection", "final", "document")


class YearForm(forms.Form):
    """Which year, and where."""

    year = forms.TypedChoiceField(label=pgettext_lazy("calendar", "Year"), coerce=int)
    at = forms.ModelChoiceField(Organisation.objects.none(), required=False, label=_("Place"))

    def __init__(self, data: Any, places: list[Organisation]) -> None:
        super().__init__(data)
        years: Any = self.fields["year"]
        self.years = list(range(clock.today().year, FIRST_YEAR - 1, -1))
        years.choices = [(year, year) for year in self.years]
        at: Any = self.fields["at"]
        at.queryset = Organisation.objects.filter(pk__in=[place.pk for place in places])


class AppraisalForm(forms.Form):
    """Figures first, then the proposed grade, its publication, the final one. `on` is the id of
    what the writer had before the eyes."""

    on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, year: int, row: Appraisal | None, data: Any = None) -> None:
        names = (*FIGURES, "proposed", *LATER)
        known = {name: getattr(row, name) for name in names} if row else {}
        super().__init__(data, initial=known | {"on": row.pk if row else None})
        for name in FIGURES:
            self.fields[name] = _figure(name)
        grades = [("", pgettext_lazy("grade", "not yet"))]
        grades += [(code, AppraisalGrade(code).label) for code in scale_of(year)]
        self.fields["proposed"] = _grade(_("Proposed grade"), grades)
        self.fields["published_from"] = DayField(required=False, label=_("Published from"))
        self.fields["published_until"] = DayField(
            required=False, label=_("Published up to and with")
        )
        self.fields["objection"] = FreeTextField(
            required=False,
            label=pgettext_lazy("appraisal", "Objection"),
            help_text=_("What the person or others object to, and what became of it."),
        )
        self.fields["final"] = _grade(_("Final grade"), grades)
        self.fields["document"] = LineField(
            required=False, max_length=100, label=_("Number of the decision")
        )
        if row:
            self.fields["reason"] = FreeTextField(
                required=False,
                label=_("Why what was written is other now"),
                help_text=_("Not needed where you only add something."),
            )

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields by stage, as the year goes."""
        found: list[tuple[Any, tuple[str, ...]]] = [
            (_("Figures of the year"), FIGURES),
            (_("Proposed grade and publication"), ("proposed", *LATER[:3])),
            (
                _("Decision"),
                tuple(name for name in ("final", "document", "reason") if name in self.fields),
            ),
        ]
        return [(title, [self[name] for name in names]) for title, names in found]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if all(cleaned.get(name) is not None for name in FIGURES):
            figures = Figures(**{name: cleaned[name] for name in FIGURES})
            for problem in contradictions(figures):
                for name in problem.fields:
                    self.add_error(name, told(problem))
        return cleaned

    def entry(self) -> Entry:
        """What was typed, for the verb."""
        typed = self.cleaned_data
        return Entry(
            Figures(**{name: typed[name] for name in FIGURES}),
            **{name: typed[name] for name in ("proposed", *LATER)},
            reason=typed.get("reason", ""),
        )


def _figure(name: str) -> forms.IntegerField:
    whole = _("Please enter a whole number, 0 or more.")
    return forms.IntegerField(
        label=capfirst(label(name)),
        min_value=0,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": whole, "invalid": whole, "min_value": whole},
    )


def _grade(words: Any, grades: list[tuple[Any, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=words, choices=grades, required=False)
