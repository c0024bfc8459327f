"""A list as somebody brings it: a file, or pasted text."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.spreadsheets.reading import MOST_BYTES

MEGABYTE = 1_000_000
MOST_TEXT_BYTES = 2_000_000  # Django takes no form of more than 2.5 MB beside its files
PASTED = "list.txt"


class ListForm(forms.Form):
    """Either of both; with a file that is refused the pasted text stays."""

    text = forms.CharField(
        label=gettext_lazy("Paste the list here"),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "A row for each certificate, as copied from Excel or WPS: the verification code or "
            "link; or the certificate number with the holder's name or the last six signs of the "
            "ID document."
        ),
        required=False,
        strip=False,
    )
    file = forms.FileField(
        label=gettext_lazy("Or choose a table"),
        help_text=format_lazy(
            gettext_lazy("Excel, WPS, ODS, CSV or text, at most {megabytes} MB."),
            megabytes=MOST_BYTES // MEGABYTE,
        ),
        required=False,
        allow_empty_file=True,
        max_length=400,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.et,.ods,.csv,.tsv,.txt"}),
    )

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if len(text.encode("utf-8", "replace")) > MOST_TEXT_BYTES:
            raise forms.ValidationError(_("The text is too long. Please bring it as a file."))
        return text if text.strip() else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if data.get("text") and data.get("file"):
            self.add_error("file", _("A list is pasted, and a file is chosen. Send one of them."))
        elif not data.get("text") and not data.get("file"):
            self.add_error("text", _("Paste a list, or choose a table."))
        return data

    def brought(self) -> tuple[bytes, str]:
        """The bytes, and what they are called."""
        text, file = self.cleaned_data["text"], self.cleaned_data["file"]
        if text:
            return text.lstrip("\ufeff").encode("utf-8", "replace"), PASTED
        return file.read(), file.name
