"""What is typed at the board of a sitting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from exams.acting_once import OnceForm
from exams.choices import IrregularityKind
from exams.forms import CreditForm
from exams.models import SittingRoom
from exams.models.sittings import MOST_SEATS
from portal.freetext import FreeTextField

LONGEST_NOTE = 2000


class PauseForm(OnceForm):
    """Why the clock stands; the candidates read it."""

    reason = FreeTextField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy(
            "The candidates read it. For example: fire alarm, please go outside"
        ),
        max_length=200,
    )


class ResumeForm(forms.Form):
    """Nothing is asked: it only goes on."""


class NoteForm(forms.Form):
    """What happened; in no field a judgement."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("irregularity", "Kind"), choices=IrregularityKind.choices
    )
    note = FreeTextField(
        label=pgettext_lazy("irregularity", "What happened"),
        help_text=gettext_lazy("What you saw or heard, and what was done. It is kept for good."),
        max_length=LONGEST_NOTE,
        rows=4,
    )


class MoveForm(forms.Form):
    """Where somebody sits from now on, and why; `room` is one of the rooms of the sitting."""

    room = forms.ChoiceField(label=gettext_lazy("Room"))
    number = forms.IntegerField(
        label=gettext_lazy("Seat number"), min_value=1, max_value=MOST_SEATS
    )
    reason = FreeTextField(label=gettext_lazy("Reason"))

    def __init__(self, *args: Any, rooms: list[SittingRoom], **named: Any) -> None:
        super().__init__(*args, **named)
        self.rooms = {str(room.pk): room for room in rooms}
        choices = [(pk, str(room.room)) for pk, room in self.rooms.items()]
        self.fields["room"] = forms.ChoiceField(label=gettext_lazy("Room"), choices=choices)

    def clean_room(self) -> SittingRoom:
        return self.rooms[self.cleaned_data["room"]]


FORMS: dict[str, type[forms.Form]] = {
    "pause": PauseForm,
    "resume": ResumeForm,
    "time": CreditForm,
    "note": NoteForm,
    "move": MoveForm,
}
