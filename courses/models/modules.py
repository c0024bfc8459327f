"""The list of modules (/learn/) and a module with its lessons."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from courses.choices import Subject
from portal.people.choices import Tier


class ModuleIndexPage(Page):
    """All law modules, in the order of the page tree."""

    intro = models.CharField(_("introduction"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    max_count = 1
    template = "courses/modules.html"
    subpage_types = ["courses.ModulePage"]

    class Meta:
        verbose_name = _("list of modules")


class ModulePage(Page):
    """A law module: its lessons follow one another; a finished module counts its credit hours."""

    subject = models.CharField(_("subject"), max_length=12, choices=Subject)
    summary = models.CharField(_("in one line"), max_length=60)
    credit_hours = models.DecimalField(
        _("credit hours"),
        max_digits=4,
        decimal_places=1,
        default=Decimal("4.0"),
        validators=[MinValueValidator(Decimal("0.5")), MaxValueValidator(Decimal(80))],
        help_text=_("One credit hour is 45 minutes."),
    )
    tier = models.CharField(_("made for"), max_length=10, choices=Tier, default=Tier.VILLAGE)

    content_panels = [
        *Page.content_panels,
        FieldPanel(
            "subject", help_text=_("The subject of the item bank that goes with this module.")
        ),
        FieldPanel("summary", help_text=_("What one learns here. Shown below the title.")),
        FieldPanel("credit_hours"),
        FieldPanel("tier", help_text=_("For whom the examples and the depth are meant.")),
    ]
    template = "courses/module.html"
    parent_page_types = ["courses.ModuleIndexPage"]
    subpage_types = ["courses.LessonPage"]

    class Meta:
        verbose_name = _("module")
