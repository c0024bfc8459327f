"""Why a manuscript was not taken, and what was left out of one, in words with the remedy."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.spreadsheets.tables import FileRefused

TOO_LARGE, WRONG_KIND, NOT_READ = 413, 415, 422
STATUS = {
    "size": TOO_LARGE, "unpacked": TOO_LARGE, "many": TOO_LARGE,
    "ending": WRONG_KIND, "mismatch": WRONG_KIND, "svg": WRONG_KIND, "old": WRONG_KIND,
    "macros": WRONG_KIND, "pdf_case": WRONG_KIND,
}  # fmt: skip
DAMAGED = gettext_lazy(
    "The file cannot be read. Please open it in Word or WPS, save it again and upload it."
)
REFUSALS: dict[str, Promise] = {
    "empty": gettext_lazy("The file is empty. Please choose the manuscript again."),
    "size": gettext_lazy(
        "The file is larger than %(megabytes)s MB. Please make its pictures smaller or split it."
    ),
    "ending": gettext_lazy("Please bring the manuscript as docx, doc or pdf."),
    "mismatch": gettext_lazy(
        "The content of the file does not match its ending. Please open it in Word or WPS, save "
        "it as docx and upload that."
    ),
    "svg": gettext_lazy("SVG is not supported. Please save the picture as PNG or JPG."),
    "old": gettext_lazy(
        "This form cannot be read here. Please open it in Word or WPS, save it as docx and "
        "upload that."
    ),
    "password": gettext_lazy("The file has a password. Please remove the password first."),
    "unpacked": gettext_lazy("The file is too large when unpacked. Please split it."),
    "unsafe": gettext_lazy(
        "The file is not put together as Word or WPS writes it, so it is not opened. Please save "
        "it again as docx."
    ),
    "doctype": gettext_lazy("The file contains foreign declarations (DOCTYPE) and is not opened."),
    "macros": gettext_lazy("The file contains macros. Please save it as docx without macros."),
    "damaged": DAMAGED,
    "slow": gettext_lazy("Reading the file takes too long. Please split it."),
    "pdf_case": gettext_lazy(
        "A case commentary cannot carry a PDF. Please bring it as docx, or choose a module: there "
        "the PDF becomes an attachment."
    ),
    "many": gettext_lazy(
        "You have %(number)s drafts that were never published. Please publish or delete those you "
        "no longer need first."
    ),
}
# One sentence a kind: what happened, and what is to be done where something is.
LEFT: dict[str, Promise] = {
    "deleted": gettext_lazy("Words deleted with tracked changes: left out."),
    "inserted": gettext_lazy("Words inserted with tracked changes: taken over as they stand."),
    "comments": gettext_lazy("Comments: left out, nobody sees them here."),
    "hidden": gettext_lazy("Hidden text: left out."),
    "headers": gettext_lazy("Page headers and footers: left out."),
    "letterhead": gettext_lazy("Letterhead and number of the paper: left out."),
    "toc": gettext_lazy("Table of contents: left out, the page makes its own."),
    "picture_broken": gettext_lazy(
        "The picture cannot be read. Please export it again and insert it."
    ),
    "picture_vector": gettext_lazy(
        "Pictures as EMF or WMF cannot be shown. Please save them as PNG and insert them."
    ),
    "picture_svg": gettext_lazy(
        "SVG is not supported. Please save the picture as PNG and insert it."
    ),
    "picture_outside": gettext_lazy(
        "Pictures that lie elsewhere and were only linked: not fetched."
    ),
    "picture_many": gettext_lazy("More than 200 pictures: those behind them were left out."),
    "picture_undescribed": gettext_lazy(
        "Pictures without a description. Please say what each one shows."
    ),
    "embedded": gettext_lazy("Embedded files of other programs: left out."),
    "field": gettext_lazy("Fields that fetch something from elsewhere: not followed."),
    "link": gettext_lazy(
        "Links that lead neither to a web page nor to a mail address: only their words."
    ),
    "drawing": gettext_lazy("Charts and drawings: left out. Please insert them as pictures."),
    "formula": gettext_lazy("Formulas: taken over as plain text. Please check them."),
    "template": gettext_lazy("A document template from elsewhere: not fetched."),
    "text_box": gettext_lazy("Text boxes: their words stand behind the paragraph they hung on."),
    "nested": gettext_lazy("Tables within tables: their words stand in the cell."),
    "merged": gettext_lazy(
        "Merged cells: their words are repeated in each cell. Please check the table."
    ),
    "table_long": gettext_lazy("Tables beyond 300 rows or 12 columns: the rest was left out."),
    "heading_long": gettext_lazy("Headings of more than 60 characters: made a bold line."),
    "heading_strange": gettext_lazy(
        "Headings that are no part of a commentary: what stands below them went into the facts."
    ),
    "picture_no_place": gettext_lazy("Pictures: left out, a commentary shows none."),
    "table_flat": gettext_lazy("Tables: made lines of text, a commentary shows none."),
}
OF_PICTURES = {"picture_undescribed", "picture_no_place"}


@dataclass(frozen=True)
class Line:
    """What is told of one kind: in words, how often, where first."""

    words: str
    count: int
    where: str


def told(refused: FileRefused) -> str:
    """The sentence for a refusal."""
    return str(REFUSALS.get(refused.code, DAMAGED)) % refused.facts


def status_of(refused: FileRefused) -> int:
    return STATUS.get(refused.code, NOT_READ)


def lines(report: list[dict[str, Any]]) -> list[Line]:
    """The report of a manuscript as it is read."""
    return [
        Line(str(LEFT[row["kind"]]), row["count"], _where(row["kind"], row["places"]))
        for row in report
        if row["kind"] in LEFT
    ]


def _where(kind: str, places: list[int]) -> str:
    if not places:
        return ""
    numbers = _(", ").join(str(place) for place in places)
    if kind in OF_PICTURES:
        return ngettext("picture %(numbers)s", "pictures %(numbers)s", len(places)) % {
            "numbers": numbers
        }
    return ngettext("paragraph %(numbers)s", "paragraphs %(numbers)s", len(places)) % {
        "numbers": numbers
    }
