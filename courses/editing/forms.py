"""What reviewers and authors type about a draft, and what the CMS asks about files."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.editing.hiding import LONGEST, MOST
from courses.editing.holding import SHOWN, is_settled
from courses.manuscripts.uploading import NamedDocumentForm, WholePictureForm
from portal.freetext import FreeTextField

SETTLED = _(
    "This file hangs on a page that is public, under review or about to be published, and stays as"
    " it was looked through. Please upload the new one as a file of its own, choose it in the page,"
    " and hand the page in."
)
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


class SettledFiles(forms.ModelForm):  # type: ignore[type-arg]
    """What hangs on a page that was looked through is not exchanged below it."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        changed = [name for name in SHOWN if name in self.changed_data]
        if self.instance.pk and changed and is_settled(self.instance):
            for name in changed:
                self.add_error(name, SETTLED)
        return cleaned


class DocumentForm(SettledFiles, NamedDocumentForm):
    """A document of the CMS."""


class ImageForm(SettledFiles, WholePictureForm):
    """A picture of the CMS."""
