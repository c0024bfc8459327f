"""What reviewers and authors type about a draft."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.editing.hiding import LONGEST, MOST
from portal.freetext import FreeTextField

MOMENT = "%Y-%m-%dT%H:%M"


class PassForm(forms.Form):
    remark = FreeTextField(
        label=_("Remark"), required=False, help_text=_("The author and later reviewers read it.")
    )


class PublishForm(PassForm):
    """The last review, which publishes."""

    moment = forms.DateTimeField(
        label=_("Publish at"),
        required=False,
        input_formats=[MOMENT, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        help_text=_("Empty: at once."),
        error_messages={"invalid": _("Please write day and hour as 2026-12-01 09:00.")},
    )


class ReturnForm(forms.Form):
    reason = FreeTextField(
        label=_("Reason"),
        help_text=_("What should be changed, and where. The author reads it."),
        error_messages={"required": _("Please say why, so that the author knows what to change.")},
    )


class OverruleForm(forms.Form):
    digest = forms.CharField(widget=forms.HiddenInput)
    reason = FreeTextField(
        label=_("Why it may stand"), error_messages={"required": _("Please say why.")}
    )


class NamesForm(forms.Form):
    names = FreeTextField(
        label=_("Full names that must not appear"),
        max_length=(LONGEST + 1) * MOST,
        rows=4,
        help_text=_(
            "One on each line. They are looked for everywhere in the page and kept in a form that"
            " nobody can read again."
        ),
        error_messages={"required": _("Please write at least one name.")},
    )

    def clean_names(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
