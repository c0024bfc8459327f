"""What a marker types: points for each marking point, and a comment."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.marking import appointing
from exams.marking.agreeing import HALF
from exams.marking.giving import MarkRefused, Marks
from exams.marking.scheming import Sheet, Task
from portal.accounts.choices import Role
from portal.accounts.models import User
from portal.counting import plain
from portal.desk.fields import ReasonField
from portal.freetext import FreeTextField

FIELD = re.compile(r"m-(?P<task>0|[1-9]\d?)-(?P<place>0|[1-9]\d?)")
FIGURES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,2})?")
IN_FIGURES = _("Please give points in figures, such as 1 or 1.5.")
HALVES = _("Half points are the smallest.")
MOST_TYPED = 100


@dataclass(frozen=True)
class Row:
    """A field of points with what it is given for."""

    text: str
    most: Decimal
    field: forms.BoundField


class MarkForm(forms.Form):
    """One field for each marking point of each task, named by their places from 0: "m-1-0"."""

    comment = FreeTextField(
        label=pgettext_lazy("marking", "Comment"),
        required=False,
        help_text=_("Why you gave these points, where it is not plain. Never a name."),
    )

    def __init__(self, *args: Any, sheet: Sheet, **options: Any) -> None:
        super().__init__(*args, **options)
        self.sheet = sheet
        for n, task in enumerate(sheet.tasks):
            for place, most in enumerate(task.fields):
                self.fields[_name(n, place)] = PointsField(most)
        self.order_fields([name for name in self.fields if name != "comment"])

    def tasks(self) -> Iterator[tuple[Task, list[Row]]]:
        """Each task with its fields, for the page."""
        for n, task in enumerate(self.sheet.tasks):
            texts = [point.text for point in task.points] or [""]
            yield (
                task,
                [
                    Row(text, most, self[_name(n, place)])
                    for place, (text, most) in enumerate(zip(texts, task.fields, strict=True))
                ],
            )

    def marks(self) -> Marks:
        """What was given, once the form is valid."""
        return [
            [self.cleaned_data[_name(n, place)] for place in range(len(task.fields))]
            for n, task in enumerate(self.sheet.tasks)
        ]

    def refuse(self, why: MarkRefused) -> None:
        """Say beside its field what cannot be given."""
        name = _name(why.task, why.field) if why.task >= 0 and why.field >= 0 else None
        self.add_error(name, str(why))


@dataclass(frozen=True)
class Typed:
    """What was typed for one marking point; its task and its place among the points, from 1."""

    task: int
    place: int
    points: str


def typed_points(data: Mapping[str, Any]) -> list[Typed]:
    """What was typed, as it was typed, for a page that has the answer no more. The names of its
    fields are all that is known."""
    places = sorted(
        (int(match["task"]), int(match["place"]))
        for match in map(FIELD.fullmatch, data)
        if match and data[match[0]]
    )
    return [Typed(n + 1, place + 1, str(data[_name(n, place)])) for n, place in places[:MOST_TYPED]]


def _name(task: int, place: int) -> str:
    return f"m-{task}-{place}"


class FiguresField(forms.DecimalField):
    """A number in plain figures, full-width ones as well."""

    def prepare_value(self, value: Any) -> Any:
        return _plainly(value) if isinstance(value, str) else value

    def to_python(self, value: Any) -> Any:
        typed = _plainly(str(value or ""))
        if typed and not FIGURES.fullmatch(typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(typed)


class PointsField(FiguresField):
    """Points: all that a marking point brings, or halves."""

    def __init__(self, most: Decimal) -> None:
        super().__init__(
            label=_("Points, at most %(most)s") % {"most": plain(most)},
            min_value=Decimal(0),
            max_value=most,
            # No number field: of what it does not take for a number nothing would arrive.
            widget=forms.TextInput(
                attrs={"inputmode": "decimal", "class": "mark-points", "autocomplete": "off"}
            ),
            error_messages={
                "required": _("Please give points, 0 as well."),
                "invalid": IN_FIGURES,
                "min_value": _("From 0 to %(most)s points.") % {"most": plain(most)},
                "max_value": _("From 0 to %(most)s points.") % {"most": plain(most)},
            },
        )
        self.most = most

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value % HALF and value != self.most:
            raise ValidationError(HALVES, code="halves")


def _plainly(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).strip()


class NameForm(forms.Form):
    """Who marks, and whether they decide where two differ."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label=pgettext_lazy("marking", "Marker"),
        empty_label=_("Please choose"),
        error_messages={"required": _("Please choose who marks.")},
    )
    chief = forms.BooleanField(
        label=_("Chief examiner: decides where two markers differ"), required=False
    )

    def __init__(self, *args: Any, exam_id: int, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["user"]
        field.queryset = _markers()
        named = set(appointing.named(exam_id))
        offered = [user for user in field.queryset if user.pk not in named]
        # Who is named already is chosen in their own line, to decide as well or no more.
        field.widget.choices = [("", field.empty_label), *_labelled(offered)]


def _markers() -> QuerySet[User]:
    """Who holds the role anywhere: exams belong to the whole city."""
    held = Q(grants__role=Role.MARKER, grants__ended_at__isnull=True)
    return User.objects.filter(held, is_active=True).distinct().order_by("display_name", "pk")


def _labelled(users: Sequence[User]) -> list[tuple[int, str]]:
    """By their names; two of the same name are told apart by what they sign in with."""
    many = Counter(user.get_full_name() for user in users)
    return [(user.pk, _label(user, alone=many[user.get_full_name()] == 1)) for user in users]


def _label(user: User, *, alone: bool) -> str:
    name = user.get_full_name()
    return name if alone else f"{name} ({user.username})"


class WhyForm(forms.Form):
    """Why a list leaves the platform."""

    reason = ReasonField(
        help_text=_("For example: public notice of the results on the notice board")
    )


class DismissForm(forms.Form):
    reason = ReasonField()
