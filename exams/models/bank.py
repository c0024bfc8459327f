"""The question bank: an item, its versions that never change, and apart from them what no candidate
may see: keys with explanations, and marking schemes."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.choices import Subject
from exams.choices import Credit, Difficulty, ItemPool, ItemState, Kind
from portal.people.choices import Tier


class Item(models.Model):
    """A question of the bank. Written by `bank`, `vetting` and `relabelling`; its `exposure` by
    `exposing` only.

    `ref` names it for ever; `source` says where its wording comes from. Without a subject it is
    drawn into no paper. Papers and practice show version `approved_n`; version `submitted_n` waits
    for a second person while it is the higher number. `labelled_by` changed what a question that is
    not in use yet is drawn for, and nobody else has stood by that since. `exposure` is the number
    of papers it was delivered in, as last counted.
    """

    ref = models.CharField(_("reference"), max_length=80, unique=True)
    subject = models.CharField(_("subject"), max_length=12, choices=Subject, blank=True)
    kind = models.CharField(_("kind of question"), max_length=16, choices=Kind)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier, blank=True)
    pool = models.CharField(_("used for"), max_length=10, choices=ItemPool, default=ItemPool.EXAM)
    state = models.CharField(_("state"), max_length=10, choices=ItemState, default=ItemState.DRAFT)
    source = models.CharField(_("source"), max_length=200, blank=True)
    approved_n = models.PositiveSmallIntegerField(_("version in use"), default=0)
    submitted_n = models.PositiveSmallIntegerField(_("version in review"), default=0)
    labelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("labelled by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    exposure = models.PositiveIntegerField(_("times delivered"), default=0)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = pgettext_lazy("record", "bank item")
        verbose_name_plural = pgettext_lazy("record", "bank items")
        indexes = [models.Index(fields=["state", "subject", "kind"], name="item_for_drawing")]
        constraints = [
            models.CheckConstraint(
                name="a_live_item_has_an_approved_version",
                condition=~Q(state=ItemState.LIVE) | Q(approved_n__gt=0),
            )
        ]

    def __str__(self) -> str:
        return self.ref

    @property
    def in_review(self) -> bool:
        return self.submitted_n > self.approved_n and self.state != ItemState.RETIRED


class ItemVersion(models.Model):
    """What a candidate may see of an item; never changed (triggers), a correction is a new version.

    The fields are those of `wording.Wording`; `parts` holds what is seen of the questions of a
    case; `blanks` counts the blanks of a fill-in question.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    n = models.PositiveSmallIntegerField(_("version"))
    stem = models.TextField(_("question"), max_length=6000)
    options: Any = models.JSONField(_("options"), default=list)
    targets: Any = models.JSONField(_("matched to"), default=list)
    parts: Any = models.JSONField(_("questions on the case"), default=list)
    pinned: Any = models.JSONField(_("options that keep their place"), default=list)
    credit = models.CharField(
        _("partly right answers"), max_length=10, choices=Credit, default=Credit.HALF
    )
    marks = models.DecimalField(
        _("marks proposed"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    cites: Any = models.JSONField(_("articles cited"), default=list)
    difficulty = models.CharField(
        _("difficulty"), max_length=6, choices=Difficulty, default=Difficulty.MEDIUM
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "n"], name="one_item_version")]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.n}"


class ItemKey(models.Model):
    """The right answer and why. No candidate-facing query may touch this table before release.

    `key` holds letters of the version's own order of options ("B", "ABD"); for true or false A is
    true and B is false; see `wording.Wording` for the other kinds. `parts` holds the keys of the
    questions of a case, in their order.
    """

    version = models.OneToOneField(
        ItemVersion, primary_key=True, on_delete=models.PROTECT, related_name="answer_key"
    )
    key = models.CharField(_("key"), max_length=26, blank=True)
    accepted: Any = models.JSONField(_("accepted answers"), default=list)
    any_order = models.BooleanField(_("in any order"), default=False)
    explanation = models.TextField(_("explanation"), blank=True)
    parts: Any = models.JSONField(_("keys of the questions on the case"), default=list)

    def __str__(self) -> str:
        return f"key of {self.version_id}"


class MarkingScheme(models.Model):
    """How a person marks a written answer: a model answer and marking points (采分点), for open
    questions and cases. No candidate-facing query may touch this table before release.

    `points` is a list of {"text", "marks"}; `parts` holds {"answer", "points"} for each question
    of a case.
    """

    version = models.OneToOneField(
        ItemVersion, primary_key=True, on_delete=models.PROTECT, related_name="scheme"
    )
    answer = models.TextField(_("model answer"), blank=True)
    points: Any = models.JSONField(_("marking points"), default=list)
    parts: Any = models.JSONField(_("schemes of the questions on the case"), default=list)

    def __str__(self) -> str:
        return f"scheme of {self.version_id}"


class ItemPicture(models.Model):
    """A picture that questions show, by the SHA-256 of its bytes; never changed (triggers).

    The bytes lie in the database, so that an import of questions with pictures is one
    transaction; they are at most 2 MB.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    media_type = models.CharField(_("kind of file"), max_length=20)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    content = models.BinaryField()
    recorded_at = models.DateTimeField(_("recorded at"))

    def __str__(self) -> str:
        return self.digest[:12]


class BankEdition(models.Model):
    """One row: a number that every change of the bank raises in its own transaction, so that what
    was computed of the bank is known to be current or not."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
