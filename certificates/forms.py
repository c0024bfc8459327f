"""What people type: a code, a number with a name, a reason."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certificates import compact, numbering
from certificates.choices import REASONS, ReasonCode
from certificates.lifecycle import REASON_LENGTH
from portal.freetext import FreeTextField
from portal.people import identity
from portal.people.comparing import ENDING
from portal.people.recording import NAME_LENGTH

TYPED_LENGTH = 40
MEGABYTES = 10  # the largest file that is looked at
PDF_HEAD = 1024  # bytes in which readers look for the mark of a PDF


def code_advice(typed: str) -> str:
    """Where to look again in a code that cannot be right, as it was typed."""
    cleaned = numbering.clean_code(typed)
    if len(cleaned) != numbering.CODE_LENGTH:
        words = _("A code has 16 characters, in four groups of four; this one has %(count)s.")
        words %= {"count": len(cleaned)}
        odd = numbering.wrong_groups(typed)
        return f"{words}{_count_in(odd)}"
    groups = numbering.doubtful_groups(cleaned)
    if not groups:
        return _("One character is wrong. Compare all four groups with the certificate.")
    return ngettext(
        "One character is wrong. Look at group %(groups)s first.",
        "One character is wrong. Look at groups %(groups)s first.",
        len(groups),
    ) % {"groups": _(" and ").join(str(group) for group in groups)}


def _count_in(groups: tuple[int, ...]) -> str:
    """Which groups do not have four, as a further sentence; "" where it is not known."""
    if not groups:
        return ""
    return ngettext(
        " Count the characters of group %(groups)s.",
        " Count the characters of groups %(groups)s.",
        len(groups),
    ) % {"groups": _(" and ").join(str(group) for group in groups)}


SIX_SIGNS = gettext_lazy("Type six signs: the last ones of the number, an X at its end too.")
# Said by the page, the list and the interface alike.
ENDINGS_SPENT = gettext_lazy(
    "Too many wrong endings were tried for this number today. Use the name, or try tomorrow."
)


def is_ending(normalised: str) -> bool:
    """True for what may be the last six signs of the number of an ID document."""
    return len(normalised) == ENDING and normalised.isascii() and normalised.isalnum()


class CodeForm(forms.Form):
    """A code as printed under the square pattern; O and 0, I, L and 1 are the same here."""

    code = forms.CharField(
        label=gettext_lazy("Verification code (16 characters)"),
        error_messages={
            "required": gettext_lazy("Type the code that stands under the square pattern.")
        },
        max_length=TYPED_LENGTH,
        widget=forms.TextInput(
            attrs={
                "class": "code-input",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )

    def clean_code(self) -> str:
        cleaned = numbering.clean_code(self.cleaned_data["code"])
        if not numbering.is_code(cleaned):
            raise forms.ValidationError(code_advice(self.cleaned_data["code"]))
        return cleaned


class NumberForm(forms.Form):
    """A certificate number together with the holder's name, with how the number of the holder's ID
    document ends, or with both."""

    number = forms.CharField(
        label=gettext_lazy("Certificate number (17 digits)"),
        error_messages={"required": gettext_lazy("Type the number on the certificate.")},
        max_length=TYPED_LENGTH,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the holder"),
        error_messages={"required": gettext_lazy("Type the holder's name as on the certificate.")},
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    ending = forms.CharField(
        label=gettext_lazy("Or the last six signs of the holder's ID document"),
        max_length=TYPED_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_ending(self) -> str:
        ending = identity.normalised(self.cleaned_data["ending"])
        if ending and not is_ending(ending):
            raise forms.ValidationError(SIX_SIGNS)
        return ending

    def clean(self) -> dict[str, Any]:
        """One of the two; with both, both must agree."""
        found = super().clean() or {}
        if not (found.get("name") or found.get("ending") or self.errors.get("ending")):
            self.add_error("name", self.fields["name"].error_messages["required"])
        return found

    def clean_number(self) -> str:
        number = numbering.read_number(self.cleaned_data["number"])
        if number is None:
            raise forms.ValidationError(
                _("This cannot be a certificate number. Compare all 17 digits with the paper.")
            )
        return number


class FileForm(forms.Form):
    """A certificate as PDF; the errors have the codes `too_large` and `not_pdf`."""

    file = forms.FileField(
        label=gettext_lazy("Certificate as a file"),
        help_text=format_lazy(gettext_lazy("PDF, at most {megabytes} MB."), megabytes=MEGABYTES),
        error_messages={"required": gettext_lazy("Please choose a file.")},
        allow_empty_file=True,
        max_length=400,
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MEGABYTES * 1_000_000:
            raise forms.ValidationError(too_large(), code="too_large")
        head = file.read(PDF_HEAD)
        file.seek(0)
        if b"%PDF-" not in head:
            words = _("This is not a PDF. Please choose the PDF as it was downloaded.")
            raise forms.ValidationError(words, code="not_pdf")
        return file


def too_large() -> str:
    """Why a file is not read, with the limit."""
    words = _(
        "The file is larger than %(megabytes)s MB. A certificate of ours has less than 1 MB: please"
        " choose the PDF as it was downloaded."
    )
    return words % {"megabytes": MEGABYTES}


class ReasonForm(forms.Form):
    """Why something is done to a certificate; the codes on offer depend on the act."""

    reason_code = forms.ChoiceField(label=gettext_lazy("Reason"))
    reason = FreeTextField(
        rows=4,
        label=gettext_lazy("Reason in words"),
        help_text=gettext_lazy(
            "Who decided, when, and the document number. Never shown in public."
        ),
        max_length=REASON_LENGTH,
    )

    def __init__(self, act: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act = act
        field = self.fields["reason_code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells mypy which field it is
        field.choices = [("", "—"), *((code, ReasonCode(code).label) for code in REASONS[act])]


class EndForm(ReasonForm):
    """Why a certificate is to be ended for good, where two people do that."""

    suspend = forms.BooleanField(
        label=gettext_lazy("Suspend it until somebody else has agreed"),
        help_text=gettext_lazy("From now on the public page says: suspended. That can be lifted."),
        required=False,
        initial=True,
    )

    def __init__(self, act: str, *args: Any, suspends: bool, **kwargs: Any) -> None:
        super().__init__(act, *args, **kwargs)
        if not suspends:
            del self.fields["suspend"]


class AnswerForm(forms.Form):
    """Why a proposal is declined."""

    reason = FreeTextField(
        rows=3,
        max_length=REASON_LENGTH,
        label=gettext_lazy("Reason in words"),
        error_messages={
            "required": gettext_lazy("Please say in words why. Whoever proposed it reads this.")
        },
    )


class AgainForm(ReasonForm):
    """Why a certificate is printed once more; `seen` is the version the page was made for."""

    seen = forms.IntegerField(min_value=1, max_value=9999, widget=forms.HiddenInput)


class CompactForm(forms.Form):
    """The text of the small square pattern."""

    record = forms.CharField(
        label=gettext_lazy("Text of the small square pattern"),
        max_length=compact.LONGEST,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("It begins with HZ1:"),
        error_messages={
            "required": gettext_lazy("Paste the text of the small square pattern."),
            "max_length": gettext_lazy("That is longer than any record; paste one only."),
        },
    )
