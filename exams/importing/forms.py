"""Bringing a file of questions, and deciding on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from courses.choices import Subject
from exams.bank import Label
from exams.choices import ItemPool
from exams.importing.staging import MOST_BYTES
from portal.people.choices import Tier

MEGABYTE = 1_000_000
ACCEPTED = ".xlsx,.xls,.ods,.csv,.tsv,.txt,.docx,.json,.jsonl,.gift,.xml,.zip,.md"


class BringForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File of questions"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy(
            "Excel, CSV, Word, text, JSON, GIFT, Aiken, Moodle XML or QTI, at most 20 MB"
        ),
    )
    subject = forms.ChoiceField(
        label=gettext_lazy("Subject, where the file says none"),
        choices=[("", pgettext_lazy("subject", "not said")), *Subject.choices],
        required=False,
    )
    tier = forms.ChoiceField(
        label=gettext_lazy("Tier, where the file says none"),
        choices=[("", pgettext_lazy("tier", "all tiers")), *Tier.choices],
        required=False,
    )
    pool = forms.ChoiceField(
        label=gettext_lazy("Used for, where the file says nothing of it"),
        choices=ItemPool.choices,
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(megabytes)s MB; please split it.")
                % {"megabytes": MOST_BYTES // MEGABYTE}
            )
        return file

    @property
    def label(self) -> Label:
        data = self.cleaned_data
        return Label(data["subject"], data["tier"], data["pool"])
