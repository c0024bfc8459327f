"""The blocks of a lesson. They are code, not schema (see `fields.BodyField`)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from courses.films import NotPlayable, read_film
from courses.statutes.articles import article, statute_choices
from courses.statutes.choosing import ArticleChooser
from courses.statutes.numerals import typed_number

PROSE = ["bold", "ol", "ul", "link"]
LETTERS = "ABCDEF"

COURT_HELP = _("In full, with the tribunal. Shown after the name.")


class Named:
    """For a field that stands in a row or a list, where Wagtail shows no label: what is read aloud
    to those who cannot see the heading above it."""

    field: forms.Field

    def __init__(self, *, aloud: Any, **options: Any) -> None:
        super().__init__(**options)
        self.field.widget.attrs["aria-label"] = aloud


class NamedLine(Named, blocks.CharBlock):
    """A line of text."""


class NamedText(Named, blocks.TextBlock):
    """Some lines of text."""


class CaseBlock(blocks.StructBlock):
    """A story from a village, set apart from the teaching text."""

    title = blocks.CharBlock(
        label=_("Title"), max_length=60, help_text=_("What it is about: 排水沟堵了以后.")
    )
    text = blocks.RichTextBlock(
        label=_("Text"),
        features=PROSE,
        help_text=_(
            "How it began, what the mediator did, how it ended; 100 to 300 characters. No real"
            " names, places or numbers."
        ),
    )

    class Meta:
        label = _("Case")
        help_text = _("A story that leads into the law or shows how it is used.")
        icon = "user"


class StatuteChoiceBlock(blocks.FieldBlock):
    """The statutes of the library. Not Wagtail's ChoiceBlock, which asks for the choices (here: the
    database) each time a stored value is read."""

    def __init__(self, **options: Any) -> None:
        self.field = forms.ChoiceField(choices=statute_choices)
        super().__init__(**options)

    class Meta:
        icon = "list-ul"


class ArticleNumberBlock(blocks.FieldBlock):
    """The number of an article, chosen in a modal that knows the statute beside it."""

    def __init__(self, help_text: Any = "", **options: Any) -> None:
        self.field = forms.CharField(max_length=20, help_text=help_text, widget=ArticleChooser())
        super().__init__(**options)

    def get_form_state(self, value: Any) -> Any:
        return ArticleChooser().get_value_data(value)


class StatuteBlock(blocks.StructBlock):
    """An article of the law library, shown in place; chosen, never typed out."""

    statute = StatuteChoiceBlock(label=_("Statute"))
    article = ArticleNumberBlock(
        label=_("Article"), help_text=_("Found by its number or by words of its text.")
    )
    marked = blocks.TextBlock(
        label=_("Words that matter"),
        required=False,
        help_text=_("Copied from the article, one passage per line; they are highlighted."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        number = typed_number(cleaned["article"])
        if number is None or article(cleaned["statute"], *number) is None:
            problem = ValidationError(_("This statute has no such article in the library."))
            raise StructBlockValidationError(block_errors={"article": problem})
        return cleaned

    class Meta:
        label = _("Article of a statute")
        help_text = _(
            "Shows the article as it stood on the day the page was last published or looked"
            " through: choose it here, never copy it."
        )
        icon = "doc-full"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("In two or three words"), max_length=20)
    text = blocks.TextBlock(label=_("Text"), help_text=_("One or two sentences."))


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("What the picture shows"),
        max_length=200,
        help_text=_("Read aloud to those who cannot see it."),
    )
    caption = blocks.CharBlock(label=_("Caption"), max_length=120, required=False)

    class Meta:
        label = _("Picture")
        help_text = _("No faces of parties, no papers with names on them.")
        icon = "image"


class TableBlock(TypedTableBlock):
    """A plain table: the headings of its columns, and cells of text."""

    cell = NamedText(aloud=_("Text"), label=_("Text"), required=False, rows=1)

    class Meta:
        label = _("Table")
        icon = "table"


class CheckBlock(blocks.StructBlock):
    """An ungraded self-check question; answered on the server, never an item of the bank."""

    question = blocks.TextBlock(label=_("Question"))
    options = blocks.ListBlock(
        NamedLine(aloud=_("Options"), max_length=120),
        label=_("Options"),
        min_num=2,
        max_num=len(LETTERS),
        help_text=_("Each must be plausible. The letters come by themselves."),
    )
    right = blocks.ChoiceBlock(
        label=_("Right option"), choices=[(letter, letter) for letter in LETTERS]
    )
    explanation = blocks.TextBlock(
        label=_("Explanation"), help_text=_("Why the right one is right and the others are not.")
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if LETTERS.index(cleaned["right"]) >= len(cleaned["options"]):
            problem = ValidationError(_("There is no option with this letter."))
            raise StructBlockValidationError(block_errors={"right": problem})
        return cleaned

    class Meta:
        label = _("Self-check question")
        help_text = _("Asks what stands above it. Must be answered to go on; gives no marks.")
        icon = "help"


class FilmBlock(blocks.StructBlock):
    """A film or a recording, with its words for those who cannot see or hear it."""

    file = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Title"), max_length=60)
    words = blocks.TextBlock(
        label=_("Its words"),
        help_text=_("All that is said and shown, for those who cannot hear or see it."),
    )
    seconds = blocks.IntegerBlock(
        label=_("Length in seconds"),
        required=False,
        help_text=_("Leave it empty: it is read from the file."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        try:
            with cleaned["file"].open_file() as stream:
                film = read_film(stream)
        except (NotPlayable, OSError):
            raise self._refusal(
                _("Please convert it: a film to MP4 (H.264), sound to M4A.")
            ) from None
        if film.has_pictures is not self.meta.has_pictures:
            raise self._refusal(_("A film belongs into the block for films, sound into its own."))
        cleaned["seconds"] = film.seconds
        return cleaned

    def _refusal(self, words: Any) -> StructBlockValidationError:
        return StructBlockValidationError(block_errors={"file": ValidationError(words)})


class LessonBody(blocks.StreamBlock):
    """Everything a lesson may hold, in reading order."""

    heading = NamedLine(
        aloud=_("Heading"),
        label=_("Heading"),
        max_length=60,
        icon="title",
        help_text=_("Begins a section; two or three of them in a lesson."),
    )
    text = blocks.RichTextBlock(
        label=_("Text"),
        features=PROSE,
        help_text=_("Two to four short paragraphs. An article you name becomes a link."),
    )
    subheading = NamedLine(
        aloud=_("Subheading"),
        label=_("Subheading"),
        max_length=60,
        icon="title",
        help_text=_("Divides a long section."),
    )
    case = CaseBlock()
    statute = StatuteBlock()
    steps = blocks.ListBlock(
        StepBlock(),
        label=_("Steps"),
        icon="list-ol",
        help_text=_("What to do in which order: three to six steps."),
    )
    key_points = blocks.ListBlock(
        NamedLine(aloud=_("Key points"), max_length=120),
        label=_("Key points"),
        icon="list-ul",
        help_text=_("What to remember: three to five sentences that can stand alone."),
    )
    picture = PictureBlock()
    video = FilmBlock(label=_("Film"), icon="media", has_pictures=True)
    audio = FilmBlock(label=_("Recording"), icon="media", has_pictures=False)
    attachment = DocumentChooserBlock(
        label=_("Attachment"),
        icon="download",
        help_text=_("A form or model to take away. Remove names and numbers first."),
    )
    table = TableBlock(help_text=_("Few columns of short words; on a phone it scrolls sideways."))
    check = CheckBlock()
    footnotes = blocks.ListBlock(
        NamedText(aloud=_("Notes"), rows=2),
        label=_("Notes"),
        icon="list-ol",
        help_text=_("In the text write [注1] where the first note belongs, [注2] for the second."),
    )

    class Meta:
        block_counts = {"footnotes": {"max_num": 1}}
