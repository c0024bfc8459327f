"""What is asked when the roster is handed out: a template, in which form, a list to publish."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.sharing import templating, wording
from certificates.roster.sharing.choices import Form
from certificates.roster.sharing.models import DOCUMENT_LENGTH, RosterTemplate
from portal import clock
from portal.days import DayField
from portal.desk.fields import PlaceField, ReasonField, places_of
from portal.freetext import LineField
from portal.people.models import Organisation
from portal.scope import Scope
from portal.spreadsheets.tables import FileRefused


class TemplateForm(forms.Form):
    """A workbook, whose it is, and what it is called."""

    organisation = PlaceField(
        label=pgettext_lazy("template", "For the lists of"),
        help_text=gettext_lazy("All organisations below it can use the template too."),
    )
    name = LineField(
        label=gettext_lazy("Name of the template"),
        max_length=60,
        help_text=gettext_lazy(
            "For example: roster for the county bureau, 2026. A template of the same name is"
            " replaced; the old one is kept."
        ),
        error_messages={"required": gettext_lazy("Please give the template a name.")},
    )
    file = forms.FileField(
        label=pgettext_lazy("template", "Workbook"),
        help_text=gettext_lazy(
            "xlsx with placeholders, at most 2 MB, without macros and formulas."
        ),
        allow_empty_file=True,
        max_length=400,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={"required": gettext_lazy("Please choose the workbook.")},
    )

    def __init__(self, data: Any = None, files: Any = None, *, scope: Scope) -> None:
        super().__init__(data, files)
        cast(PlaceField, self.fields["organisation"]).offer(places_of(scope, *ROSTER_KEEPERS))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > templating.MOST_BYTES:
            size = templating.MOST_BYTES // 1_000_000
            raise ValidationError(wording.refusal(FileRefused("size", megabytes=size)))
        return file


class EndForm(forms.Form):
    reason = ReasonField()


class OutForm(forms.Form):
    """As what the list is handed out: on paper, or in a template that the place may use."""

    form = forms.ChoiceField(
        label=pgettext_lazy("roster", "Form"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Please choose a form."),
            "invalid_choice": gettext_lazy("This template is not in use any more. Choose another."),
        },
    )

    def __init__(self, data: Any = None, *, place: Organisation) -> None:
        super().__init__(data, initial={"form": Form.PRINT})
        self.templates = {str(one.pk): one for one in templating.usable(place)}
        field = cast(forms.ChoiceField, self.fields["form"])
        field.choices = [
            (Form.PRINT, _("Printed roster (PDF, A4 landscape, with lines to sign on)")),
            (Form.WORKBOOK, _("Excel with every column")),
            *((key, _template_words(one)) for key, one in self.templates.items()),
        ]

    def template(self) -> RosterTemplate | None:
        """None for what needs none."""
        return self.templates.get(self.cleaned_data["form"])

    def chosen(self) -> Form:
        return Form.TEMPLATE if self.template() else Form(self.cleaned_data["form"])


def _template_words(one: RosterTemplate) -> str:
    return _("Excel in the template “%(name)s” of %(place)s") % {
        "name": one.name,
        "place": one.organisation.short_name,
    }


class PastDayField(DayField):
    """Today or a day before."""

    def judge(self, day: date) -> None:
        super().judge(day)
        if day > clock.today():
            raise ValidationError(_("A list is published of today or of a day before."))


class DraftForm(forms.Form):
    """Whose list, and of which day: to look at before it is published."""

    place = PlaceField(label=pgettext_lazy("public list", "Place"))
    day = PastDayField(
        label=pgettext_lazy("public list", "As of"),
        help_text=gettext_lazy(
            "Today. A day before only as long as everybody on its list still mediates here."
        ),
    )

    def __init__(self, data: Any = None, *, scope: Scope) -> None:
        super().__init__(data, initial={"day": clock.today()})
        cast(PlaceField, self.fields["place"]).offer(places_of(scope, *ROSTER_KEEPERS))


class PublishForm(forms.Form):
    """By which paper; `seen` is the digest of the list that was looked at."""

    document_number = LineField(
        label=gettext_lazy("Document number"),
        max_length=DOCUMENT_LENGTH,
        help_text=gettext_lazy("Of the decision to publish, as it stands on the paper."),
        error_messages={"required": gettext_lazy("Please enter the document number.")},
    )
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
