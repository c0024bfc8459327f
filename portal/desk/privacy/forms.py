"""The answer to a request about somebody's own data."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.freetext import FreeTextField
from portal.people.choices import RequestState
from portal.people.models.requests import LONGEST_ANSWER


class AnswerForm(forms.Form):
    """Done or refused, and the words the person reads; nothing is chosen beforehand."""

    state = forms.ChoiceField(
        label=pgettext_lazy("request", "The request is"),
        choices=[
            (RequestState.ANSWERED, _("answered: it is done, or explained")),
            (RequestState.REFUSED, _("refused, with the reason")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )
    text = FreeTextField(
        label=_("Answer to the person"),
        max_length=LONGEST_ANSWER,
        rows=6,
        help_text=_("The person reads it under “My data”. Say what was done, what stays and why."),
        error_messages={"required": _("Please write the answer.")},
    )
