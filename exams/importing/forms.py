"""Bringing questions: as a file, or as pasted text."""

from typing import Any, NamedTuple

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


MOST_TEXT_BYTES = 2_000_000  # Django takes no form of more than 2.5 MB beside its files
EXAMPLE = gettext_lazy(
    "1. What does it cost to have a quarrel mediated by the village committee?\n"
    "A. A fee for each case\n"
    "B. Nothing\n"
    "C. Half of what the mediator earns in a day\n"
    "Answer: B\n"
    "Explanation: People's Mediation Law, article 4.\n"
    "\n"
    "2. An agreement that was made by word of mouth holds as well.\n"
    "Answer: true"
)


class Brought(NamedTuple):
    """What was given to be read: its bytes, what it is called, whether it was pasted."""

    content: bytes
    name: str
    is_pasted: bool


class BringForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File of questions"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=gettext_lazy(
            "Excel, CSV, Word, text, JSON, GIFT, Aiken, Moodle XML or QTI, at most 20 MB"
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste the questions here"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "One below the other, as in the example; rows copied from Excel with their heading too"
        ),
        required=False,
        strip=False,
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
        if file and (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(megabytes)s MB; please split it.")
                % {"megabytes": MOST_BYTES // MEGABYTE}
            )
        return file

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if len(text.encode()) > MOST_TEXT_BYTES:
            raise forms.ValidationError(
                _(
                    "The text is longer than %(megabytes)s MB; please save it as a text file (.txt)"
                    " and bring that."
                )
                % {"megabytes": MOST_TEXT_BYTES // MEGABYTE}
            )
        return text if text.strip() else ""

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.errors.keys() & {"file", "text"}:
            return data
        if data["file"] and data["text"]:
            self.add_error(
                "text",
                _(
                    "A file was chosen, and text is pasted here. Please bring one of them: empty"
                    " this box and choose the file again, or send the text alone."
                ),
            )
        elif not data["file"] and not data["text"]:
            self.add_error("file", _("Please choose a file, or paste the questions below."))
        return data

    def brought(self) -> Brought:
        data = self.cleaned_data
        if data["text"]:
            return Brought(data["text"].encode(), _("Pasted questions") + ".txt", is_pasted=True)
        return Brought(data["file"].read(), data["file"].name, is_pasted=False)

    @property
    def label(self) -> Label:
        data = self.cleaned_data
        return Label(data["subject"], data["tier"], data["pool"])
