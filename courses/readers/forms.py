"""What readers and authors type."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.freetext import FreeTextField


class NoteForm(forms.Form):
    text = FreeTextField(label=_("My note"), required=False, rows=4)


class QuestionForm(forms.Form):
    text = FreeTextField(
        label=_("Your question to the author"),
        rows=4,
        help_text=_("Leave out names and numbers of people. Only the author reads it."),
    )


class AnswerForm(forms.Form):
    text = FreeTextField(
        label=_("Your answer"), rows=4, help_text=_("Only the one who asked reads it.")
    )
