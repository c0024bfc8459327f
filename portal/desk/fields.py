"""Fields that several forms of the desk share: a reason, a place, a birth date, a value
cleaned by its verb."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import clock
from portal.days import DayField
from portal.freetext import FreeTextField
from portal.people.models import Organisation
from portal.people.recording import BirthRefused, clean_birth_date
from portal.scope import Scope


class CleanedField(forms.CharField):
    """A text that a verb's own cleaning brings into the form in which it is kept; its refusal
    stands beside the field."""

    def __init__(self, *, cleaning: Callable[[str], str], **options: Any) -> None:
        super().__init__(**options)
        self.cleaning = cleaning

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        try:
            return self.cleaning(typed) if typed else ""
        except ValueError as refused:
            raise ValidationError(str(refused)) from refused


class BirthField(DayField):
    """A birth date that can be right."""

    def judge(self, day: date) -> None:
        try:
            clean_birth_date(day, today=clock.today())
        except BirthRefused as refused:
            raise ValidationError(str(refused)) from refused


class ReasonField(FreeTextField):
    """Why; always asked where something is changed for good."""

    def __init__(self, **options: Any) -> None:
        named: dict[str, Any] = {
            "label": _("Reason"),
            "error_messages": {"required": _("Please say why.")},
        }
        super().__init__(**(named | options))


class PlaceField(forms.ModelChoiceField[Organisation]):
    """An organisation that still exists, of those a scope reaches with some roles. None is chosen
    beforehand: a form sent in haste would transfer or merge into whichever comes first."""

    default_error_messages = {"required": _("Please choose the organisation.")}

    def __init__(self, **options: Any) -> None:
        named: dict[str, Any] = {"empty_label": pgettext_lazy("choose", "Please choose")}
        super().__init__(Organisation.objects.none(), **(named | options))

    def offer(self, places: QuerySet[Organisation]) -> None:
        self.queryset = places

    def label_from_instance(self, obj: Any) -> str:
        return f"{'　' * (obj.depth - 1)}{obj.name}"


def places_of(scope: Scope, *roles: str) -> QuerySet[Organisation]:
    """The organisations that still exist where one of the roles is held, and those below."""
    rows: QuerySet[Organisation] = Organisation.objects.filter(
        scope.below("path", *roles), dissolved_on__isnull=True
    )
    return rows.order_by("path")
