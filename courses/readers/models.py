"""What readers leave on a page: bookmarks, a note, "this helped me", a question to the author."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from portal.freetext import LONGEST
from portal.people.models import Person
from portal.scope import Scope, ScopedManager


class OnPage(models.Model):
    """A reader's own thing on a lesson or commentary; nobody else reads it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(_("made at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        abstract = True

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return Q(person_id=scope.person_id or 0)


class Bookmark(OnPage):
    """A heading a reader wants to find again; written by `marking` only."""

    block_id = models.CharField(max_length=36)
    heading = models.CharField(_("heading"), max_length=60)

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "bookmark")
        verbose_name_plural = pgettext_lazy("record", "bookmarks")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "page", "block_id"], name="one_bookmark_per_heading"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.page_id} {self.block_id}"


class PageNote(OnPage):
    """A reader's own words on a page; written by `marking` only."""

    text = models.CharField(_("note"), max_length=LONGEST)

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "note on a page")
        verbose_name_plural = pgettext_lazy("record", "notes on pages")
        constraints = [
            models.UniqueConstraint(fields=["person", "page"], name="one_note_per_page"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.page_id}"


class Helpful(OnPage):
    """A commentary helped this reader; only their number is shown. Written by `marking` only."""

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "page found helpful")
        verbose_name_plural = pgettext_lazy("record", "pages found helpful")
        constraints = [
            models.UniqueConstraint(fields=["person", "page"], name="helpful_once_for_a_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.page_id}"


class ReaderQuestion(OnPage):
    """A question to the author of a commentary, and the answer; read by the two of them only.

    Written by `asking` only. `author` is the login that owned the page when it was asked.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reader_questions"
    )
    text = models.CharField(_("question"), max_length=LONGEST)
    answer = models.CharField(_("answer"), max_length=LONGEST, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "question of a reader")
        verbose_name_plural = pgettext_lazy("record", "questions of readers")
        constraints = [
            models.CheckConstraint(
                name="answers_have_a_moment",
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.page_id} {self.made_at}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return super().scope_filter(scope) | Q(author_id=scope.user_id or 0)
