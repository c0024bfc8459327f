"""The CMS's own forms for pictures and documents: a file is what its name says, and whole, or it is
refused with the remedy (bad inputs 27, 36 and 38)."""

import zipfile
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from courses.films import NotPlayable, read_film
from courses.manuscripts.picturing import Unreadable, developed
from courses.manuscripts.wording import LEFT

OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
FILMS = {"mp4", "m4a"}
TEXTS = {"txt", "csv"}
SOUND = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")
HEAD = 4_096


class WholePictureField(WagtailImageField):
    """Refuses what is cut off or damaged; Wagtail looks at the first bytes only, and fails on some
    of them."""

    def to_python(self, data: Any) -> Any:
        try:
            file = super().to_python(data)
            if file is not None:
                file.seek(0)
                developed(file.read())
                file.seek(0)
        except OSError:
            raise ValidationError(str(LEFT["picture_broken"])) from None
        except Unreadable as refused:
            raise ValidationError(str(LEFT[refused.kind])) from None
        return file


class WholePictureForm(BaseImageForm):
    file = WholePictureField(
        label=pgettext_lazy("upload", "File"),
        widget=BaseImageForm.Meta.widgets["file"],
        error_messages={"invalid_image": LEFT["picture_broken"]},
    )


class NamedDocumentForm(BaseDocumentForm):
    """Refuses a file whose content is not what its name says."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            ending = file.name.rsplit(".", 1)[-1].lower()
            if not _is(ending, file):
                raise ValidationError(_remedy(ending))
            file.seek(0)
        return file

    def _post_clean(self) -> None:
        """A refused file is not there for the model, which would say so of its name as well."""
        if not self.has_error("file"):
            super()._post_clean()


def _is(ending: str, file: BinaryIO) -> bool:
    file.seek(0)
    head = file.read(HEAD)
    if ending in OFFICE:
        return _is_office(file, OFFICE[ending])
    if ending in FILMS:
        return _plays(file)
    if ending in TEXTS:
        return b"\0" not in head
    return head.startswith({"pdf": (b"%PDF-",), "mp3": SOUND}.get(ending, (b"",)))


def _is_office(file: BinaryIO, folder: str) -> bool:
    try:
        with zipfile.ZipFile(file) as package:
            return any(name.startswith(folder) for name in package.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def _plays(file: BinaryIO) -> bool:
    try:
        read_film(file)
    except (NotPlayable, OSError):
        return False
    return True


def _remedy(ending: str) -> str:
    if ending in FILMS:
        return _("Please convert it: a film to MP4 (H.264), sound to M4A.")
    return _(
        "The content of the file does not match its ending. Please save it again with the program"
        " it was made with and upload that."
    )
