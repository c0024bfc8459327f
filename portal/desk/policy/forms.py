"""A rule from a day on: the value in the rule's own type, and why."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal import clock
from portal.days import DayField, DaysField
from portal.desk.fields import ReasonField
from portal.freetext import FreeTextField, LineField
from portal.policy.choices import Enforcement, Kind, Origin
from portal.policy.kinds import Meaning
from portal.policy.models import PolicyRule
from portal.policy.setting import begun_already

NUMBER_ERRORS = {
    "required": _("Please enter a number."),
    "invalid": _("Please enter a number in figures, such as 60."),
}


class FindForm(forms.Form):
    """Filters of the list of rules; the day comes first."""

    on = DayField(required=False, label=_("Rules as of"))
    origin = forms.ChoiceField(
        required=False,
        label=pgettext_lazy("rule", "Whose word"),
        choices=lambda: [("", pgettext_lazy("filter", "all")), *Origin.choices],
    )
    q = forms.CharField(required=False, max_length=50, label=pgettext_lazy("rule", "Words"))


class SinceForm(forms.Form):
    """From which day on, and why."""

    since = DayField(
        label=_("In force from"),
        help_text=_("Today or later. What happened before is judged by the rule of its day."),
    )
    reason = ReasonField(
        label=_("Reason for the change"),
        error_messages={"required": _("Please give the reason for the change.")},
    )

    def clean_since(self) -> Any:
        since = self.cleaned_data["since"]
        if since < clock.today():
            raise forms.ValidationError(
                gettext("A rule cannot begin in the past. Please choose today or a later day.")
            )
        return since


class WithdrawForm(forms.Form):
    """Why an announced version is not to begin."""

    reason = ReasonField()


class ChangeForm(SinceForm):
    """One rule; `seen` is the version that was on the page when it was typed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    enforcement = forms.ChoiceField(
        label=_("When it is not met"),
        choices=lambda: [
            (Enforcement.BLOCK, _("block: the act is refused")),
            (Enforcement.WARN, _("warn: the act is possible, with a warning")),
            (Enforcement.INFO, _("info: the number is used, nothing is refused")),
        ],
    )
    basis = LineField(
        label=pgettext_lazy("rule", "Basis"),
        max_length=200,
        help_text=_("Law and article, or the number of the document."),
        error_messages={"required": _("Please name the document this rule rests on.")},
    )
    source_text = FreeTextField(rows=3, label=_("Words of the source"), required=False)

    def __init__(self, meaning: Meaning, row: PolicyRule, data: Any = None) -> None:
        super().__init__(data)
        self.meaning = meaning
        self.fields.update(_value_fields(meaning, row.value))
        ends = ("enforcement", "basis", "source_text", "since", "reason")
        self.order_fields(["seen", *self.value_names, *ends])
        for name in ("enforcement", "basis", "source_text"):
            self.fields[name].initial = getattr(row, name)
        self.row = row
        self.fields["since"].initial = max(clock.today(), row.effective_from + timedelta(days=1))
        self.fields["seen"].initial = row.pk
        if row.effective_from >= clock.today():
            words = gettext("The version before begins on %(day)s; the next begins later.")
            self.fields["since"].help_text = words % {"day": date_format(row.effective_from)}

    def clean_since(self) -> Any:
        """Said at the field before anybody is asked to confirm it; the verb refuses it as well."""
        since = super().clean_since()
        if since <= self.row.effective_from:
            raise forms.ValidationError(begun_already(self.row.effective_from))
        return since

    @property
    def value_names(self) -> tuple[str, ...]:
        return ("zh", "en") if self.meaning.kind == Kind.BOTH else ("value",)

    def value(self) -> Any:
        """The typed value as the rule keeps it."""
        typed = self.cleaned_data
        if self.meaning.kind == Kind.BOTH:
            return {"zh": typed["zh"], "en": typed["en"]}
        if self.meaning.kind == Kind.DECIMAL:
            number: Decimal = typed["value"]
            return int(number) if number == int(number) else float(number)
        if self.meaning.kind == Kind.CODES and not self.meaning.codes:
            return typed["value"].split()
        return typed["value"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and (fault := self.meaning.fault(self.value())):
            self.add_error(self.value_names[0], fault)
        return cleaned


def _value_fields(meaning: Meaning, value: Any) -> dict[str, forms.Field]:
    label = pgettext_lazy("rule", "Value")
    if meaning.kind == Kind.BOTH:
        return {
            "zh": _words(_("In Chinese"), value["zh"]),
            "en": _words(_("In English"), value["en"]),
        }
    if meaning.kind == Kind.CODES and meaning.codes:
        field: forms.Field = forms.MultipleChoiceField(
            label=label,
            choices=list(meaning.codes.items()),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Please choose at least one from the list.")},
        )
    elif meaning.kind == Kind.CODES:
        field = forms.CharField(
            label=label,
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("One in each line; leave it empty for nobody."),
        )
    elif meaning.kind == Kind.DAYS:
        field = DaysField(
            label=label,
            required=False,
            max_length=5000,
            help_text=_("One day in each line, like 2026-11-23."),
        )
    elif meaning.kind == Kind.TEXT:
        return {"value": _words(label, value)}
    else:
        field = _number_field(meaning, label)
    lines = meaning.kind == Kind.DAYS or (meaning.kind == Kind.CODES and not meaning.codes)
    field.initial = "\n".join(value) if lines else value
    return {"value": field}


def _number_field(meaning: Meaning, label: Any) -> forms.Field:
    """The bounds are told by the meaning, as everywhere."""
    if meaning.kind == Kind.DECIMAL:
        return forms.DecimalField(
            label=label, decimal_places=1, max_digits=9, error_messages=NUMBER_ERRORS
        )
    return forms.IntegerField(label=label, error_messages=NUMBER_ERRORS)


def _words(label: Any, value: str) -> forms.Field:
    return LineField(
        label=label,
        max_length=100,
        initial=value,
        error_messages={"required": _("Please enter the words.")},
    )
