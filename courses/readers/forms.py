"""What readers and authors type."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.searching.forms import names_a_person
from portal.freetext import FreeTextField


class NoteForm(forms.Form):
    text = FreeTextField(label=_("My note"), required=False, rows=4)


class QuestionForm(forms.Form):
    text = FreeTextField(
        label=_("Your question to the author"),
        rows=4,
        help_text=_("Leave out names and numbers of people. Only the author reads it."),
    )

    def clean_text(self) -> str:
        typed = str(self.cleaned_data["text"])
        if names_a_person(typed):
            raise forms.ValidationError(
                _("A phone number stands in your question. Please take it out: ask without it.")
            )
        return typed


class AnswerForm(forms.Form):
    text = FreeTextField(
        label=_("Your answer"), rows=4, help_text=_("Only the one who asked reads it.")
    )
