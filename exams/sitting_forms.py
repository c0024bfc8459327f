"""What is typed on the pages of sittings, sites and rooms; a wrong entry comes back with what to
do."""

from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.acting_once import OnceForm
from exams.choices import OFFICER, ExamKind, SittingMode
from exams.models import Exam, Sitting
from exams.models.credits import MOST_MINUTES
from exams.models.sittings import MOST_MINUTES_TO_WRITE, MOST_SEATS
from exams.sittings import arranging
from exams.sittings.arranging import Plan
from portal import clock
from portal.days import latest, moment_words
from portal.desk.fields import PlaceField, ReasonField, places_of
from portal.freetext import FreeTextField, LineField
from portal.policy.rules import rule
from portal.scope import Scope

MOMENT = "%Y-%m-%dT%H:%M"
LONGEST_SPREAD = 120  # minutes


class MomentField(forms.DateTimeField):
    """A day and an hour by the city's clock, within the years the platform speaks of."""

    default_error_messages = {
        "invalid": _("Please write day and hour as 2026-12-01 09:00."),
        "required": _("Please enter day and hour."),
        "far": _("Please choose a day within the next five years."),
    }

    def __init__(self, **options: Any) -> None:
        named: dict[str, Any] = {
            "input_formats": [MOMENT, "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M"],
            "widget": forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        }
        super().__init__(**(named | options))

    def clean(self, value: Any) -> datetime | None:
        moment: datetime | None = super().clean(value)
        if moment is not None and clock.day_of(moment) > latest():
            raise ValidationError(self.error_messages["far"])
        return moment


class PlanForm(forms.Form):
    """What a sitting is to be. The last start and the length come from the rules where they are
    left empty."""

    exam = forms.ModelChoiceField(
        Exam.objects.filter(kind=ExamKind.QUALIFYING).order_by("title", "pk"),
        label=_("Exam"),
        empty_label=pgettext_lazy("choose", "Please choose"),
        error_messages={"required": _("Please choose the exam.")},
    )
    place = PlaceField(label=pgettext_lazy("sitting", "Held by"))
    title = LineField(
        label=pgettext_lazy("sitting", "Title"),
        max_length=100,
        help_text=_("For example: first sitting, morning of 5 December"),
        error_messages={"required": _("Please enter a title.")},
    )
    mode = forms.ChoiceField(
        label=pgettext_lazy("sitting", "Mode"),
        choices=SittingMode.choices,
        initial=SittingMode.ONLINE,
        widget=forms.RadioSelect,
    )
    opens_at = MomentField(label=_("Opens at"))
    closes_at = MomentField(label=_("Last start"), required=False)
    minutes = forms.IntegerField(
        label=pgettext_lazy("sitting", "Minutes to write"),
        min_value=1,
        max_value=MOST_MINUTES_TO_WRITE,
        required=False,
    )
    spread = forms.IntegerField(
        label=_("Starts spread over, in minutes"),
        help_text=_(
            "With several hundred people on the screen let them begin one after another: each is"
            " told an own moment. 0: all at once."
        ),
        min_value=0,
        max_value=LONGEST_SPREAD,
        initial=0,
    )
    cuts = forms.BooleanField(
        label=_("Everything ends at the last start's hour"),
        help_text=_(
            "What is still being written then is taken in. Otherwise everybody has the full"
            " minutes from the own start."
        ),
        required=False,
    )
    needs_code = forms.BooleanField(
        label=_("Identity is checked at the seat"),
        help_text=_(
            "An invigilator looks at the identity card and tells a code of six digits, without"
            " which the paper does not begin. Everybody needs a seat in a room."
        ),
        required=False,
    )
    notice = FreeTextField(
        label=_("Notice for candidates"),
        max_length=1000,
        required=False,
        rows=4,
        help_text=_("It stands on the page of the exam and on the admission slip."),
    )

    def __init__(self, data: Any = None, *, scope: Scope, **options: Any) -> None:
        super().__init__(data, **options)
        cast(PlaceField, self.fields["place"]).offer(places_of(scope, OFFICER))
        today = clock.today()
        late = rule("exam.late_entry_minutes", on=today).number
        self.fields["closes_at"].help_text = _(
            "Empty: %(late)s minutes after the opening, as the rule says."
        ) % {"late": late}
        usual = rule("exam.minutes", on=today).number
        self.fields["minutes"].help_text = _("Empty: %(usual)s, as the rule says.") % {
            "usual": usual
        }

    def clean_opens_at(self) -> datetime:
        """Rules are of a day: none is asked for one that nobody plans for."""
        opens_at: datetime = self.cleaned_data["opens_at"]
        if opens_at <= clock.now():
            raise forms.ValidationError(_("The sitting must open in the future."))
        return opens_at

    def plan(self, make_up_for_id: int | None) -> Plan:
        typed = self.cleaned_data
        opens_at = typed["opens_at"]
        usual = rule("exam.minutes", on=clock.day_of(opens_at)).number
        return Plan(
            title=typed["title"],
            mode=typed["mode"],
            opens_at=opens_at,
            closes_at=typed["closes_at"] or arranging.last_start(opens_at),
            minutes=typed["minutes"] or usual,
            spread_seconds=60 * typed["spread"],
            cuts=typed["cuts"],
            needs_code=typed["needs_code"],
            notice=typed["notice"],
            make_up_for_id=make_up_for_id,
        )

    def refuse(self, why: arranging.SittingRefused) -> None:
        """A refusal of the verb stands beside the field that it is about."""
        named = {"spread_seconds": "spread"}.get(why.field, why.field)
        self.add_error(named if named in self.fields and named != "seen" else None, str(why))


class ReplanForm(PlanForm):
    """Exam and place stay; once candidates know of it there is a reason."""

    reason = ReasonField(
        required=False,
        help_text=_("Candidates and invigilators for whom something changes read it."),
    )
    seen = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, scope: Scope, **options: Any) -> None:
        super().__init__(data, scope=scope, **options)
        del self.fields["exam"], self.fields["place"]

    def overtaken(self, now: Sitting) -> None:
        """Say at each field what the sitting says now, where that is something else; sent again,
        what is typed counts."""
        for name, value in as_planned(now).items():
            if name in self.fields and self.cleaned_data.get(name) not in (value, None):
                shown = _shown(self.fields[name], value)
                self.add_error(name, _("The sitting says now: %(value)s") % {"value": shown})
        self.data = {**self.data.dict(), "seen": arranging.edition(now)}  # type: ignore[attr-defined]


def _shown(field: forms.Field, value: Any) -> str:
    """A value of a sitting as its form would show it."""
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
    if isinstance(value, bool):
        return str(pgettext_lazy("answer", "yes") if value else pgettext_lazy("answer", "no"))
    return moment_words(value) if isinstance(value, datetime) else str(value)


class MakeUpForm(PlanForm):
    """The exam is that of the sitting that was missed, whatever is sent."""

    def __init__(self, data: Any = None, *, scope: Scope, **options: Any) -> None:
        super().__init__(data, scope=scope, **options)
        self.fields["exam"].disabled = True


def as_planned(sitting: Sitting) -> dict[str, Any]:
    """What the form shows of a sitting that is planned already."""
    return {
        "exam": sitting.exam_id,
        "place": sitting.organisation_id,
        "title": sitting.title,
        "mode": sitting.mode,
        "opens_at": sitting.opens_at,
        "closes_at": sitting.closes_at,
        "minutes": sitting.minutes,
        "spread": timedelta(seconds=sitting.spread_seconds) // timedelta(minutes=1),
        "cuts": sitting.cuts,
        "needs_code": sitting.needs_code,
        "notice": sitting.notice,
        "seen": arranging.edition(sitting),
    }


class WhyForm(forms.Form):
    """An act that asks for nothing but the reason."""

    reason = ReasonField()


class ToldWhyForm(forms.Form):
    """The same where those concerned read the reason."""

    reason = ReasonField(help_text=_("Whom it concerns reads this reason in a message."))


class TimeForm(OnceForm):
    """Extra minutes for one person; pressed twice, it gives once."""

    minutes = forms.IntegerField(
        label=pgettext_lazy("time credited", "Minutes"), min_value=1, max_value=MOST_MINUTES
    )
    reason = ReasonField(help_text=_("For example: reads slowly after an eye operation"))


class SeatForm(forms.Form):
    """Where somebody is to sit from now on."""

    room = forms.ChoiceField(label=pgettext_lazy("exam", "Room"))
    number = forms.IntegerField(
        label=pgettext_lazy("exam", "Seat"), min_value=1, max_value=MOST_SEATS
    )
    reason = ReasonField(required=False)

    def __init__(self, data: Any = None, *, rooms: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(data, **options)
        cast(forms.ChoiceField, self.fields["room"]).choices = rooms


class SiteForm(forms.Form):
    """A new site."""

    place = PlaceField(label=pgettext_lazy("sitting", "Held by"))
    name = LineField(
        label=pgettext_lazy("exam site", "Name"),
        max_length=60,
        error_messages={"required": _("Please enter the name.")},
    )
    address = LineField(
        label=pgettext_lazy("exam site", "Address"),
        max_length=200,
        error_messages={"required": _("Please enter the address.")},
    )
    way_there = LineField(label=_("How to get there"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, scope: Scope, **options: Any) -> None:
        super().__init__(data, **options)
        cast(PlaceField, self.fields["place"]).offer(places_of(scope, OFFICER))


class RoomForm(forms.Form):
    """A new room of a site."""

    name = LineField(
        label=pgettext_lazy("exam room", "Name"),
        max_length=40,
        error_messages={"required": _("Please enter the name.")},
    )
    seats = forms.IntegerField(
        label=pgettext_lazy("exam room", "Seats"), min_value=1, max_value=MOST_SEATS, initial=30
    )
