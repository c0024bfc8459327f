"""What the PDFs on a page say, for the search."""

from wagtail.documents.models import AbstractDocument
from wagtail.models import Page

from courses.manuscripts.choices import Form
from courses.manuscripts.remembering import words_of


def text_on(page: Page) -> str:
    """The words of the PDFs that hang on a page as it is given. What was read out of a .docx stands
    in the page itself; what a .docx to take away says in its comments is not for everybody."""
    held = (block.value for block in getattr(page, "body", ()) if block.block_type == "attachment")
    return "\n".join(filter(None, (text_in(document) for document in held if document)))


def text_in(document: AbstractDocument) -> str:
    """The words of a document that is a PDF; "" when it is none, or says nothing."""
    if document.file_extension.lower() != Form.PDF:
        return ""
    try:
        with document.file.open("rb") as stream:
            content = stream.read()
    except OSError:
        return ""
    return words_of(document, content) or ""
