"""What is asked on the screens of people; a wrong entry comes back with what to do."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.days import DayField
from portal.desk.fields import BirthField, CleanedField, PlaceField, ReasonField, places_of
from portal.freetext import FreeTextField
from portal.people.choices import DoubleState, IdentityDocument, OrganisationKind, Sex
from portal.people.correcting import clean_email, clean_phone
from portal.people.models import KEEPERS, READERS
from portal.people.recording import LATIN_LENGTH, clean_latin_name, clean_name
from portal.scope import Scope

ALL = ("", pgettext_lazy("filter", "all"))
SORTS = {"": ("organisation__path", "name"), "name": ("name",), "newest": ("-pk",)}


class FilterForm(forms.Form):
    """Filters of the list of people; what cannot be understood filters nothing."""

    q = forms.CharField(required=False, max_length=50, label=_("Name"))
    at = PlaceField(required=False, label=_("Place"), empty_label=ALL[1])
    kind = forms.ChoiceField(
        required=False, label=_("Kind"), choices=lambda: [ALL, *OrganisationKind.choices]
    )
    sort = forms.ChoiceField(
        required=False,
        label=_("Order"),
        choices=[
            ("", _("by organisation")),
            ("name", _("by name")),
            ("newest", _("newest first")),
        ],
    )

    def __init__(self, data: Any, *, scope: Scope) -> None:
        super().__init__(data)
        cast(PlaceField, self.fields["at"]).offer(places_of(scope, *READERS))


class NumberForm(forms.Form):
    """A document number; its kind is chosen first, for each has a form of its own."""

    kind = forms.ChoiceField(label=_("Kind of document"), choices=IdentityDocument.choices)
    number = forms.CharField(
        label=pgettext_lazy("person", "Document number"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Please enter the document number.")},
    )


class ContactForm(forms.Form):
    """Phone and e-mail, which stay as they are when nothing is typed; the name in Latin letters,
    and in `latin_seen` as it stood on the page, so that a stale page takes nothing back."""

    phone = CleanedField(
        cleaning=clean_phone,
        required=False,
        max_length=40,
        label=_("New phone"),
        help_text=_("11 digits. Leave empty to keep the one there is."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = CleanedField(
        cleaning=clean_email,
        required=False,
        max_length=200,
        label=_("New e-mail"),
        help_text=_("Leave empty to keep the one there is."),
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )
    latin_name = CleanedField(
        cleaning=clean_latin_name,
        required=False,
        max_length=LATIN_LENGTH,
        label=_("Name in Latin letters"),
    )
    latin_seen = forms.CharField(required=False, max_length=LATIN_LENGTH, widget=forms.HiddenInput)
    drop = forms.MultipleChoiceField(
        required=False,
        label=_("Remove"),
        choices=[("phone", _("phone")), ("email", _("e-mail"))],
        widget=forms.CheckboxSelectMultiple,
    )

    def values(self) -> dict[str, str]:
        """What is to be written: fields that were typed anew or are to be emptied."""
        typed = self.cleaned_data
        latin = {"latin_name": typed["latin_name"]} if self.changes_latin_name() else {}
        found = {name: typed[name] for name in ("phone", "email") if typed[name]}
        dropped = {name: "" for name in typed["drop"] if name not in found}
        return {**latin, **dropped, **found}

    def changes_latin_name(self) -> bool:
        return bool(self.cleaned_data["latin_name"] != self.cleaned_data["latin_seen"])

    def is_stale(self, latin_name: str) -> bool:
        """True when somebody else has changed the Latin name since the page was opened, and this
        form would write another one over it."""
        typed, seen = self.cleaned_data["latin_name"], self.cleaned_data["latin_seen"]
        return self.changes_latin_name() and latin_name not in (typed, seen)

    def look_again(self, latin_name: str) -> None:
        """The page that comes back has seen the name as it is now."""
        data = cast(QueryDict, self.data).copy()
        data["latin_seen"] = latin_name
        self.data = data


class NameForm(forms.Form):
    """Another name, with the paper that proves it."""

    name = CleanedField(
        cleaning=clean_name,
        label=_("New name"),
        error_messages={"required": _("Please enter the name.")},
    )
    proof = FreeTextField(
        label=_("Proof"),
        max_length=100,
        widget=forms.TextInput(),
        help_text=_("Which paper, with its number: household register, decision of the police."),
        error_messages={"required": _("Please name the paper that proves it.")},
    )
    reason = ReasonField()


class TransferForm(forms.Form):
    destination = PlaceField(
        label=_("New home organisation"),
    )
    day = DayField(label=_("On"))
    reason = ReasonField()

    def __init__(self, data: Any = None, *, scope: Scope, **options: Any) -> None:
        super().__init__(data, **options)
        cast(PlaceField, self.fields["destination"]).offer(places_of(scope, *KEEPERS))


class RevealForm(forms.Form):
    reason = ReasonField()


class DoubleForm(forms.Form):
    """One person or two, and why; nothing is chosen beforehand."""

    state = forms.ChoiceField(
        label=_("These two records are"),
        choices=[
            (DoubleState.SAME, _("one person: the later record is merged into the earlier one")),
            (DoubleState.DIFFERENT, _("two people: both records stay")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )
    reason = ReasonField()


class RegisterForm(forms.Form):
    """A new person; the document number may follow later."""

    name = CleanedField(
        cleaning=clean_name,
        label=_("Name"),
        error_messages={"required": _("Please enter the name.")},
    )
    latin_name = CleanedField(
        cleaning=clean_latin_name,
        required=False,
        max_length=LATIN_LENGTH,
        label=_("Name in Latin letters"),
    )
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=Sex.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )
    birth_date = BirthField(label=_("Birth date"))
    organisation = PlaceField(
        label=_("Home organisation"),
    )
    phone = CleanedField(
        cleaning=clean_phone,
        required=False,
        max_length=40,
        label=_("Phone"),
        help_text=_("11 digits."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = CleanedField(
        cleaning=clean_email,
        required=False,
        max_length=200,
        label=_("E-mail"),
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Kind of document"), choices=IdentityDocument.choices)
    number = forms.CharField(
        required=False,
        label=pgettext_lazy("person", "Document number"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("May follow later. It is kept encrypted and shown masked."),
    )

    def __init__(self, data: Any = None, *, scope: Scope) -> None:
        super().__init__(data)
        cast(PlaceField, self.fields["organisation"]).offer(places_of(scope, *KEEPERS))
