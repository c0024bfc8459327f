"""The index: one row for each page, article, picture and document, with its plain text.

The words of each row stand in the table `searching_words` under the same number: columns of FTS5
on SQLite, vectors with a GIN index on PostgreSQL. Both are written by `storing` only.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.searching.choices import Kind


class Entry(models.Model):
    """What was indexed of an object. `kind` is empty for what only editors look for; `edition_id`
    is an article's version; `made_by` is the version of the words (`words.VERSION`)."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, blank=True)
    subject = models.CharField(_("subject"), max_length=12, blank=True)
    dispute_kind = models.CharField(_("kind of dispute"), max_length=12, blank=True)
    edition_id = models.BigIntegerField(null=True)
    dated = models.DateTimeField(null=True)
    made_by = models.PositiveSmallIntegerField()
    title = models.TextField(_("title"))
    headings = models.TextField(_("headings"), blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("record", "index entry")
        verbose_name_plural = pgettext_lazy("record", "index entries")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="one_entry_each"),
        ]
        indexes = [models.Index(fields=["kind", "object_id"], name="searching_kind")]

    def __str__(self) -> str:
        return f"{self.content_type_id}:{self.object_id}"


class Body(models.Model):
    """The text of an entry, for the words around a hit. Apart, because whoever counts and sorts
    twenty thousand entries must not turn the pages of their texts."""

    entry = models.OneToOneField(
        Entry, on_delete=models.CASCADE, primary_key=True, related_name="body"
    )
    text = models.TextField(_("text"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("record", "indexed text")
        verbose_name_plural = pgettext_lazy("record", "indexed texts")

    def __str__(self) -> str:
        return str(self.entry_id)
