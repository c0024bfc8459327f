"""What the files on a page say, for whoever must look through them (names, numbers, the search)."""

from wagtail.models import Page

from courses.manuscripts.choices import Form
from courses.manuscripts.drafting import words_of
from courses.manuscripts.models import Manuscript
from courses.manuscripts.reading import read

WHY = "the check of a page looks at what hangs on it, whoever brought it"


def texts_of(page_id: int) -> list[str]:
    """The words of the PDFs that were brought as manuscripts and still hang on the page as it was
    last saved. What was read out of a .docx stands in the page itself."""
    page = Page.objects.filter(pk=page_id).first()
    return _texts(page.specific.get_latest_revision_as_object()) if page else []


def text_on(page: Page) -> str:
    """The words of the PDFs that hang on a page as it is given, for the search."""
    return "\n".join(_texts(page))


def _texts(page: Page) -> list[str]:
    rows = Manuscript.objects.unscoped(WHY).filter(page_id=page.pk, document__isnull=False)
    found = {row.document_id: row.text for row in rows}
    body = getattr(page, "body", ()) if found else ()
    hanging = {block.value.pk for block in body if block.block_type == "attachment" and block.value}
    return [text for document_id, text in found.items() if document_id in hanging and text]


def text_of_file(content: bytes, name: str) -> str:
    """The words of a .docx, .doc or .pdf with this name, read in a confined child. Raises
    FileRefused."""
    found = read(content, name.rpartition(".")[2].lower())
    if found.form == Form.PDF:
        return found.text
    return "\n".join([*(words_of(block) for block in found.blocks), *found.notes])
