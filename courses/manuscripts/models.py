"""Manuscripts that became drafts: who brought which file, what was left out. And what the files say
that hang on pages.

A .docx itself is not kept: it may carry comments, deleted words and
names that nobody else is to see, and whoever brought it has it. What is here goes with the page.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.documents import get_document_model_string
from wagtail.models import Page

from courses.manuscripts.choices import Form
from portal.scope import Scope, ScopedManager

KEEPERS = ("admin", "city")  # who see the manuscripts of all


class Manuscript(models.Model):
    """A file of which a draft was made. `report` lists what was left out (kind, count, places). A
    PDF hangs on the page as `document`. Written by `bringing` only."""

    uploader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(
        get_document_model_string(), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    form = models.CharField(_("form"), max_length=4, choices=Form)
    sha256 = models.CharField(max_length=64)
    shown_name = models.CharField(_("file"), max_length=120)
    report: Any = models.JSONField(default=list)
    made_at = models.DateTimeField(_("made at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "manuscript")
        verbose_name_plural = pgettext_lazy("record", "manuscripts")
        constraints = [
            models.UniqueConstraint(fields=["uploader", "sha256"], name="one_draft_per_manuscript"),
        ]

    def __str__(self) -> str:
        return f"{self.shown_name} -> {self.page_id}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """One's own; those of all for administrators of content."""
        return Q(pk__isnull=False) if scope.holds(*KEEPERS) else Q(uploader_id=scope.user_id or 0)


class FileText(models.Model):
    """The words of a file that hangs on a page, as they were read out of it in a confined child:
    for the search and for the check of names and numbers. It holds as long as the file has this
    content, and goes with the file. `made_by` is the version of the reading
    (`remembering.VERSION`). Written by `remembering` only."""

    document = models.OneToOneField(
        get_document_model_string(), on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    sha256 = models.CharField(max_length=64)
    made_by = models.PositiveSmallIntegerField()
    text = models.TextField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("record", "text of a file")
        verbose_name_plural = pgettext_lazy("record", "texts of files")

    def __str__(self) -> str:
        return str(self.document_id)
