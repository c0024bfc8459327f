"""The list of modules (/learn/) and a module with its lessons."""

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from courses.choices import Requirement, Subject
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
    tier = models.CharField(
        _("made for"),
        max_length=10,
        choices=Tier,
        default=Tier.VILLAGE,
        help_text=_("Townships learn the modules for villages too, the city learns all."),
    )
    requirement = models.CharField(
        _("required or elective"),
        max_length=8,
        choices=Requirement,
        default=Requirement.REQUIRED,
        help_text=_("Hours of elective modules count, but nobody must learn them."),
    )
    prerequisites = ParentalManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="+",
        verbose_name=_("learnt before"),
        help_text=_("The lessons open when these modules are finished."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel(
            "subject", help_text=_("The subject of the item bank that goes with this module.")
        ),
        FieldPanel("summary", help_text=_("What one learns here. Shown below the title.")),
        FieldPanel("credit_hours"),
        FieldPanel("tier", help_text=_("For whom the examples and the depth are meant.")),
        FieldPanel("requirement"),
        FieldPanel("prerequisites", widget=forms.CheckboxSelectMultiple),
    ]
    template = "courses/module.html"
    parent_page_types = ["courses.ModuleIndexPage"]
    subpage_types = ["courses.LessonPage"]

    class Meta:
        verbose_name = _("module")

    def clean(self) -> None:
        """Modules that wait for each other would never open."""
        super().clean()
        waiting, reached = list(self.prerequisites.all()), set()
        while waiting:
            page = waiting.pop()
            if page.pk == self.pk:
                words = _("This module would have to be learnt before itself.")
                raise ValidationError({"prerequisites": words})
            if page.pk not in reached:
                reached.add(page.pk)
                waiting += page.prerequisites.all()
