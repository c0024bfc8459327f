"""Case commentaries (/cases/) in the shape judges write them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from courses.blocks import COURT_HELP, PROSE
from courses.choices import DisputeKind
from courses.models.reviewed import ReviewedPage
from courses.statutes.articles import article
from courses.statutes.models import Statute
from courses.statutes.numerals import article_label

KEYWORDS = 4
PARTS = ("facts", "process", "result", "analysis", "comment", "significance")
"""The fields of prose, in the order of the page."""


class CommentaryIndexPage(Page):
    """All case commentaries, newest first; found by kind of dispute and by article."""

    intro = models.CharField(_("introduction"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    max_count = 1
    template = "courses/commentaries.html"
    subpage_types = ["courses.CommentaryPage"]

    class Meta:
        verbose_name = _("list of case commentaries")


def lines(text: str) -> list[str]:
    """The non-empty lines of a field that takes one entry per line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class CommentaryPage(ReviewedPage):
    """A mediated or decided case, retold without names, with what a mediator can take from it."""

    dispute_kind = models.CharField(_("kind of dispute"), max_length=12, choices=DisputeKind)
    keywords = models.CharField(
        _("keywords"), max_length=80, help_text=_("Up to four, separated by spaces.")
    )
    author = models.CharField(_("author"), max_length=50)
    court = models.CharField(_("court"), max_length=100)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=5, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    key_holding = models.CharField(_("in one sentence"), max_length=150)
    facts = RichTextField(_("facts"), features=PROSE)
    issues = models.TextField(_("points in dispute"), help_text=_("One per line."))
    process = RichTextField(_("mediation"), features=PROSE)
    # Those written before these fields stood on their own tell the result with the mediation.
    result = RichTextField(_("result"), features=PROSE, blank=True)
    analysis = RichTextField(_("the law"), features=PROSE)
    comment = RichTextField(pgettext_lazy("commentary", "comment"), features=PROSE, blank=True)
    say = models.TextField(_("you can say it like this"))
    dos = models.TextField(_("do"), help_text=_("One per line."))
    donts = models.TextField(_("easily done wrong"), help_text=_("One per line."))
    significance = RichTextField(_("why it matters"), features=PROSE)

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("dispute_kind", help_text=_("Readers filter the list by it.")),
                FieldPanel("keywords"),
                FieldPanel("minutes", help_text=_("About 250 characters a minute.")),
            ],
            heading=_("To be found by"),
        ),
        MultiFieldPanel(
            [FieldPanel("author"), FieldPanel("court", help_text=COURT_HELP)], heading=_("Author")
        ),
        FieldPanel(
            "key_holding",
            help_text=_(
                "What to remember of this case, in 30 to 50 characters that can stand alone."
            ),
        ),
        FieldPanel(
            "facts",
            help_text=_(
                "Who quarrelled about what, in order of time; 200 to 300 characters. Write 王某,"
                " 甲村, 某公司: no names, addresses, phone or ID numbers."
            ),
        ),
        FieldPanel(
            "issues",
            help_text=_(
                "What the parties disagree about, not what each of them says. One question per"
                " line, two to four."
            ),
        ),
        FieldPanel(
            "process",
            help_text=_(
                "What the mediator did one after the other and what moved the parties; 200 to 400"
                " characters."
            ),
        ),
        FieldPanel(
            "result",
            help_text=_(
                "What was agreed, with sums and dates, and whether it was kept; 100 to 200"
                " characters."
            ),
        ),
        FieldPanel(
            "analysis",
            help_text=_(
                "One paragraph for each point in dispute, with the article it rests on in"
                " brackets: it becomes a link. 400 to 600 characters."
            ),
        ),
        InlinePanel(
            "citations",
            heading=_("Articles cited"),
            label=_("Article"),
            min_num=1,
            help_text=_("Each article the analysis rests on: the case is found by it."),
        ),
        FieldPanel(
            "comment",
            help_text=_(
                "What was done well in this mediation and what to look out for; 60 to 150"
                " characters."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "say",
                    help_text=_(
                        "Two or three sentences as one says them at the kitchen table, without"
                        " numbers of articles."
                    ),
                ),
                FieldPanel(
                    "dos", help_text=_("One per line, three to five, beginning with a verb.")
                ),
                FieldPanel(
                    "donts", help_text=_("One per line, three to five: what went wrong before.")
                ),
            ],
            heading=_("How a mediator uses it"),
        ),
        FieldPanel(
            "significance",
            help_text=_("What other mediators can take from it; 100 to 200 characters."),
        ),
        InlinePanel(
            "related_lessons",
            heading=_("Go on learning"),
            label=_("Lesson"),
            help_text=_("One to three lessons that explain the law of this case."),
        ),
    ]
    template = "courses/commentary.html"
    paper = "courses/paper/commentary.html"
    parent_page_types = ["courses.CommentaryIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("case commentary")

    @property
    def keyword_list(self) -> list[str]:
        """Without the kind of dispute, which is shown beside them."""
        kind = self.get_dispute_kind_display()
        return [word for word in self.keywords.split()[:KEYWORDS] if word != kind]

    @property
    def issue_list(self) -> list[str]:
        return lines(self.issues)

    @property
    def do_list(self) -> list[str]:
        return lines(self.dos)

    @property
    def dont_list(self) -> list[str]:
        return lines(self.donts)


class CommentaryCitation(Orderable):
    """An article a commentary cites; what the list is filtered by."""

    page = ParentalKey(CommentaryPage, on_delete=models.CASCADE, related_name="citations")
    statute = models.ForeignKey(Statute, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("article"))
    sub = models.PositiveSmallIntegerField(
        _("sub-number"), default=0, help_text=_("1 for 第X条之一, otherwise 0.")
    )

    panels = [FieldPanel("statute", heading=_("Statute")), FieldPanel("number"), FieldPanel("sub")]

    def __str__(self) -> str:
        return f"{self.statute} {article_label(self.number, self.sub)}"

    def clean(self) -> None:
        super().clean()
        known: Any = self.statute_id and self.number
        if known and article(self.statute.slug, self.number, self.sub or 0) is None:
            raise ValidationError({"number": _("This statute has no such article in the library.")})


class CommentaryLesson(Orderable):
    """A lesson to go on with."""

    page = ParentalKey(CommentaryPage, on_delete=models.CASCADE, related_name="related_lessons")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("lesson", heading=_("Lesson"))]

    def __str__(self) -> str:
        return str(self.lesson)
