"""Why a file was not read, in words with the remedy."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.spreadsheets.tables import FileRefused

SENTENCES: dict[str, Promise] = {
    "empty": gettext_lazy("The file is empty. Please choose the table again."),
    "size": gettext_lazy("The file is larger than %(megabytes)s MB. Please split the table."),
    "ending": gettext_lazy("Please bring a table as xlsx, xls, ods or csv."),
    "mismatch": gettext_lazy(
        "The content of the file does not match its ending. Please open it in Excel or WPS and "
        "save it as xlsx."
    ),
    "form": gettext_lazy(
        "The file is no table of Excel, WPS or LibreOffice. Please open it there and save it as "
        "xlsx."
    ),
    "password": gettext_lazy("The file has a password. Please remove the password first."),
    "unpacked": gettext_lazy("The file is too large when unpacked."),
    "unsafe": gettext_lazy("The file is not put together as a spreadsheet writes it."),
    "doctype": gettext_lazy("The file contains foreign declarations (DOCTYPE) and is not opened."),
    "macros": gettext_lazy("The file contains macros. Please save it as xlsx without macros."),
    "damaged": gettext_lazy(
        "The file cannot be read. Please open it in Excel or WPS and save it again."
    ),
    "encoding": gettext_lazy(
        "The characters of the file cannot be read. Please save it as xlsx or as csv in UTF-8."
    ),
    "binary": gettext_lazy("The file is no text. Please save the table as xlsx or csv."),
    "table": gettext_lazy("The lines of the file make no table. Please save it as xlsx."),
    "long": gettext_lazy(
        "The sheet reaches further than %(rows)s rows or %(columns)s columns. Please delete the "
        "rows and columns that are not needed, also blank ones with a stray character far below."
    ),
    "slow": gettext_lazy("Reading the file takes too long. Please split the table."),
    "heading": gettext_lazy("The sheet has no row with titles. Please use the template."),
}


def told(refused: FileRefused) -> str:
    """The sentence for a refusal."""
    sentence = SENTENCES.get(refused.code)
    if sentence is None:
        return _("The file cannot be read. Please open it in Excel or WPS and save it again.")
    return str(sentence) % refused.facts
