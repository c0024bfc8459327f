"""A lesson of a module."""

from dataclasses import dataclass

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from courses.blocks import COURT_HELP, LETTERS, LessonBody
from courses.fields import BodyField
from courses.models.reviewed import ReviewedPage


@dataclass(frozen=True)
class Check:
    """A self-check question of a lesson; `id` is the block's and stays through edits."""

    id: str
    question: str
    options: tuple[tuple[str, str], ...]  # letter, words
    right: str
    explanation: str


class LessonPage(ReviewedPage):
    """A lesson: text, articles, pictures, attachments, and self-checks that open the next one."""

    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=15, validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    lecturer = models.CharField(_("lecturer"), max_length=50, blank=True)
    court = models.CharField(_("court"), max_length=100, blank=True)
    goal = models.CharField(
        _("goal"), max_length=200, help_text=_("What the reader can do afterwards, in a sentence.")
    )
    body = BodyField(LessonBody(), verbose_name=_("content"))

    content_panels = [
        *ReviewedPage.content_panels,
        FieldPanel("goal"),
        FieldPanel(
            "minutes",
            help_text=_("About 100 characters a minute, articles and self-checks included."),
        ),
        FieldPanel("lecturer", help_text=_("The judge who teaches. Shown below the title.")),
        FieldPanel("court", help_text=COURT_HELP),
        FieldPanel(
            "body",
            help_text=_(
                "Ten to twenty minutes of reading: begin with a case, then the articles it turns"
                " on, what to do step by step and the key points; end with a self-check or two."
            ),
        ),
    ]
    template = "courses/lesson.html"
    paper = "courses/paper/lesson.html"
    parent_page_types = ["courses.ModulePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("lesson")

    @property
    def checks(self) -> tuple[Check, ...]:
        """The self-checks in reading order, keys and explanations included."""
        return tuple(
            Check(
                id=block.id,
                question=block.value["question"],
                options=tuple(zip(LETTERS, block.value["options"], strict=False)),
                right=block.value["right"],
                explanation=block.value["explanation"],
            )
            for block in self.body
            if block.block_type == "check"
        )
