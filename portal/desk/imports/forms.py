"""What is asked on the way of a table: the file, what a column is, which organisation is meant."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from portal.people.importing.kinds import kind_of
from portal.people.importing.portrait_archive import MOST_BYTES as MOST_OF_ARCHIVE
from portal.people.models import ImportRun, Organisation
from portal.scope import Scope
from portal.spreadsheets.decoding import ENCODINGS
from portal.spreadsheets.reading import MOST_BYTES
from portal.spreadsheets.tables import FileRefused, column_letters
from portal.spreadsheets.wording import told


def importing_places(scope: Scope, roles: tuple[str, ...]) -> list[Organisation]:
    """The organisations where one of the roles is held, the highest first."""
    return list(Organisation.objects.filter(path__in=scope.paths(*roles)).order_by("path"))


class FileForm(forms.Form):
    """A file, and the organisation for which it is brought. The forms below add `file`."""

    place = forms.ModelChoiceField(
        label=gettext_lazy("For"), queryset=Organisation.objects.none(), empty_label=None
    )

    def __init__(self, places: list[Organisation], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        _offer(self.fields["place"], places)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        objection = self.objection_to_size(file.size or 0)
        if objection:
            raise forms.ValidationError(objection)
        return file

    def objection_to_size(self, size: int) -> str:
        """Why a file of so many bytes is too large; empty when it is not."""
        raise NotImplementedError


class UploadForm(FileForm):
    """A table."""

    file = forms.FileField(
        label=gettext_lazy("Table"),
        help_text=gettext_lazy("xlsx, xls, ods or csv, at most 10 MB."),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.et,.ods,.csv,.tsv,.txt"}),
        max_length=400,
    )

    def objection_to_size(self, size: int) -> str:
        if size <= MOST_BYTES:
            return ""
        return told(FileRefused("size", megabytes=MOST_BYTES // 1_000_000))


class ArchiveForm(FileForm):
    """A ZIP of portraits."""

    file = forms.FileField(
        label=gettext_lazy("ZIP of photos"),
        help_text=gettext_lazy("At most 5,000 photos and 500 MB, without a password."),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
        max_length=400,
        error_messages={"required": gettext_lazy("Please choose a ZIP.")},
    )

    def objection_to_size(self, size: int) -> str:
        if size <= MOST_OF_ARCHIVE:
            return ""
        return _("The ZIP is larger than %(megabytes)s MB. Please split it.") % {
            "megabytes": MOST_OF_ARCHIVE // 1_000_000
        }


def _offer(field: Any, places: list[Organisation]) -> None:
    """The places to choose from, the highest first; nothing to choose where there is one."""
    field.queryset = Organisation.objects.filter(pk__in=[place.pk for place in places])
    field.initial = places[0].pk
    if len(places) == 1:
        field.widget = forms.HiddenInput()


class ColumnsForm(forms.Form):
    """What each column of a table is; the sheet and the encoding, where there is a choice."""

    def __init__(self, run: ImportRun, data: Any = None) -> None:
        super().__init__(data)
        self.run = run
        self.kind = kind_of(run.kind)
        meanings = {at: key for key, at in run.columns.items()}
        choices = [("", pgettext("column", "leave out"))]
        choices += [(column.key, str(column.label)) for column in self.kind.columns]
        for at, title in enumerate(run.titles):
            if title:
                self.fields[f"column_{at}"] = forms.ChoiceField(
                    label=title,
                    choices=choices,
                    initial=meanings.get(at, ""),
                    required=False,
                    help_text=column_letters(at),
                )
        self._add_choices("sheet", pgettext("workbook", "Sheet"), list(run.seen["sheets"]))
        if run.seen["encoding"]:
            self._add_choices("encoding", _("Encoding"), list(ENCODINGS))

    def _add_choices(self, name: str, label: str, words: list[str]) -> None:
        if len(words) > 1:
            self.fields[name] = forms.ChoiceField(
                label=label, choices=[(w, w) for w in words], initial=self.run.seen[name]
            )

    def column_fields(self) -> list[tuple[forms.BoundField, str]]:
        """The selects with the first value of their column."""
        examples = self.run.seen["examples"]
        return [
            (self[f"column_{at}"], examples[at])
            for at, title in enumerate(self.run.titles)
            if title
        ]

    def file_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("sheet", "encoding") if name in self.fields]

    def other_file(self) -> dict[str, str] | None:
        """Another sheet or encoding than the one that was read, if one was chosen."""
        chosen = {
            name: self.cleaned_data.get(name, self.run.seen[name]) for name in ("sheet", "encoding")
        }
        same = all(chosen[name] == self.run.seen[name] for name in chosen)
        return None if same else chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        matched: dict[str, int] = {}
        for name, key in list(cleaned.items()):  # add_error takes entries out
            if not name.startswith("column_") or not key:
                continue
            if key in matched:
                self.add_error(name, _("Another column is this already."))
            matched.setdefault(key, int(name.removeprefix("column_")))
        missing = [c for c in self.kind.columns if c.required and c.key not in matched]
        if missing and not self.errors:
            raise forms.ValidationError(
                _("Please say which column is: %(columns)s.")
                % {"columns": pgettext("list", ", ").join(str(column.label) for column in missing)}
            )
        cleaned["matched"] = matched
        return cleaned


class PlacesForm(forms.Form):
    """Which organisation each name means that nobody knows, or several have."""

    def __init__(self, run: ImportRun, places: list[Organisation], data: Any = None) -> None:
        super().__init__(data)
        self.names = sorted(run.questions)
        parents = {place.path: place.short_name for place in places}
        labels = {place.pk: _label(place, parents) for place in places}
        for at, name in enumerate(self.names):
            near = [pk for pk in run.questions[name]["candidates"] if pk in labels]
            rest = [place.pk for place in places if place.pk not in near]
            groups: list[Any] = [("", pgettext_lazy("organisation", "not chosen"))]
            if near:
                groups.append((_("Likely"), [(pk, labels[pk]) for pk in near]))
            groups.append((_("All of your places"), [(pk, labels[pk]) for pk in rest]))
            self.fields[f"place_{at}"] = forms.ChoiceField(
                label=name, choices=groups, required=False
            )

    def rows(self) -> list[forms.BoundField]:
        return [self[f"place_{at}"] for at in range(len(self.names))]

    def answers(self) -> dict[str, int]:
        found = {}
        for at, name in enumerate(self.names):
            chosen = self.cleaned_data[f"place_{at}"]
            if chosen:
                found[name] = int(chosen)
        return found


def _label(place: Organisation, parents: dict[str, str]) -> str:
    """The name with the one above it, by which two of the same name are told apart."""
    above = parents.get(place.path[: -Organisation.steplen], "")
    return _("%(name)s (%(above)s)") % {"name": place.name, "above": above} if above else place.name
