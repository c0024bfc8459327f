"""Days as people type them, and moments as they read them."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal import clock

EARLIEST = date(1949, 10, 1)
YEARS_AHEAD = 5


def moment_words(moment: datetime) -> str:
    """A moment by the city's clock, in the language that is active."""
    return date_format(moment.astimezone(clock.CITY_ZONE), "DATETIME_FORMAT")


class DayField(forms.DateField):
    """A calendar day between 1949 and five years from now, in the ways people write it."""

    default_error_messages = {
        "invalid": _("This is not a day of the calendar. Please write it like 2026-11-23."),
        "required": _("Please enter the day."),
        "far": _("Please choose a day from 1 October 1949 to five years from now."),
    }

    def __init__(self, **options: Any) -> None:
        formats = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(input_formats=formats, widget=widget, **options)

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None:
            self.judge(day)
        return day

    def judge(self, day: date) -> None:
        """Raises ValidationError for a day that this field does not take."""
        if not EARLIEST <= day <= latest():
            raise ValidationError(self.error_messages["far"])


class DaysField(forms.CharField):
    """Days of the calendar, one in each line; its value is a list of ISO days in their order, each
    once."""

    widget = forms.Textarea(attrs={"rows": 6})

    def clean(self, value: Any) -> Any:
        one = DayField()
        days = set()
        for typed in super().clean(value).split():
            try:
                day = one.clean(typed)
            except ValidationError:
                raise ValidationError(
                    _(
                        "“%(typed)s” is not a day from 1949 to five years from now. "
                        "Please write each like 2026-11-23."
                    ),
                    params={"typed": typed[:20]},
                ) from None
            days.add(str(day))
        return sorted(days)


def latest() -> date:
    """The last day the platform speaks of."""
    today = clock.today()
    return date(today.year + YEARS_AHEAD, today.month, min(today.day, 28))
