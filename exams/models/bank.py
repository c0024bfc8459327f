"""The question bank: an item, its versions that never change, and their keys in a table apart."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.choices import Subject
from exams.choices import Difficulty, ItemState, Kind


class Item(models.Model):
    """A question of the bank. Written by `bank` only.

    `ref` names it for ever; `source` says where its wording comes from. Without a subject it is
    drawn into no paper.
    """

    ref = models.CharField(_("reference"), max_length=80, unique=True)
    subject = models.CharField(_("subject"), max_length=12, choices=Subject, blank=True)
    kind = models.CharField(_("kind of question"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=ItemState, default=ItemState.DRAFT)
    source = models.CharField(_("source"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = pgettext_lazy("record", "bank item")
        verbose_name_plural = pgettext_lazy("record", "bank items")
        indexes = [models.Index(fields=["state", "subject", "kind"], name="item_for_drawing")]

    def __str__(self) -> str:
        return self.ref


class ItemVersion(models.Model):
    """What a candidate may see of an item; never changed (triggers), a correction is a new version.

    `options` is a list of texts (empty for true or false); `cites` a list of [statute slug,
    article number].
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    n = models.PositiveSmallIntegerField(_("version"))
    stem = models.TextField(_("question"), max_length=2000)
    options: Any = models.JSONField(_("options"), default=list)
    cites: Any = models.JSONField(_("articles cited"), default=list)
    difficulty = models.CharField(
        _("difficulty"), max_length=6, choices=Difficulty, default=Difficulty.MEDIUM
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "n"], name="one_item_version")]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.n}"


class ItemKey(models.Model):
    """The right answer and why. No candidate-facing query may touch this table before release.

    `key` holds letters of the version's own order of options ("B", "ABD"); for true or false A is
    true and B is false.
    """

    version = models.OneToOneField(
        ItemVersion, primary_key=True, on_delete=models.PROTECT, related_name="answer_key"
    )
    key = models.CharField(_("key"), max_length=10)
    explanation = models.TextField(_("explanation"), blank=True)

    def __str__(self) -> str:
        return f"key of {self.version_id}"
