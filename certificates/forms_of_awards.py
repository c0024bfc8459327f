"""What an officer types of a decision on a title or grade."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from certificates import fonts, programmes
from certificates.choices import CertificateKind
from portal import clock
from portal.days import DayField
from portal.freetext import FreeTextField, LineField


def refuse_unprintable(words: str) -> None:
    """Raises ValidationError, with the remedy, for characters that no face has: they would hold the
    certificate when it is too late to type them otherwise."""
    missing = fonts.unprintable(words)
    if missing:
        raise ValidationError(
            gettext("%(characters)s cannot be printed. Please type it with other characters.")
            % {"characters": " ".join(missing)}
        )


class PrintedField(LineField):
    """A line that is printed on a certificate."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.validators.append(refuse_unprintable)


class AwardForm(forms.Form):
    """A decision as its document says it; `key` names this form."""

    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    rank = forms.TypedChoiceField(label=pgettext_lazy("of a mediator", "Grade"), coerce=int)
    deciding_body = PrintedField(
        label=_("Deciding body"),
        max_length=100,
        help_text=_("Who decided, by its full name; it is printed."),
    )
    document_number = PrintedField(
        label=_("Document number"), max_length=60, help_text=_("As on the document; it is printed.")
    )
    decided_on = DayField(label=_("Decided on"))

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != CertificateKind.GRADE:
            del self.fields["rank"]
            return
        field = self.fields["rank"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - tells mypy which it is
        language = "en" if get_language() == "en" else "zh"
        levels = programmes.levels(clock.today())
        field.choices = [("", "—"), *((one.rank, one.name[language]) for one in levels)]


class DeclineForm(forms.Form):
    """Why an entry is declined."""

    reason = FreeTextField(
        rows=3,
        label=_("Reason in words"),
        error_messages={"required": _("Please say in words why. Whoever entered it reads this.")},
    )
