"""Forms of a paper that are drawn once and kept (A卷, B卷), and what each paper was drawn from, so
that it can be drawn again years later."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.models.attempts import Attempt, reached
from exams.models.bank import ItemVersion
from exams.models.exams import Exam
from portal.scope import Scope, ScopedManager


class PaperSource(models.Model):
    """A blueprint and the pool of a day as plain values, packed, known by their content; papers
    that were drawn from the same share it. Written by `papers.proving` only, never changed
    (triggers)."""

    digest = models.CharField(_("digest"), max_length=64, unique=True)
    packed = models.BinaryField(_("plain values, packed"))
    recorded_at = models.DateTimeField(_("recorded at"))

    def __str__(self) -> str:
        return self.digest[:12]


class AttemptDraw(models.Model):
    """What an attempt's paper was drawn from, beside its seed: `seen` lists the references that the
    person had seen. Written by `readying` only, never changed (triggers)."""

    attempt = models.OneToOneField(
        Attempt, primary_key=True, on_delete=models.PROTECT, related_name="draw"
    )
    source = models.ForeignKey(PaperSource, on_delete=models.PROTECT, related_name="+")
    seen: Any = models.JSONField(_("seen before"), default=list)
    most_new = models.PositiveIntegerField(_("new questions at most"), null=True)
    firm = models.BooleanField(_("the limit blocks"), default=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"

    def __str__(self) -> str:
        return f"{self.attempt_id} / {self.source_id}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return reached(scope, "attempt__person")


class PaperForm(models.Model):
    """A form of an exam's paper, drawn once. Forms that were drawn together have the same `number`;
    the second one shares at most `overlap` percent of its questions with `beside`, the first; of
    the first one `overlap` says how many may stand on the forms before (0: they were not asked).
    Written by `papers.sealing` only, never changed (triggers)."""

    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="paper_forms")
    number = models.PositiveSmallIntegerField(_("number"))
    letter = models.CharField(_("form"), max_length=1)
    seed = models.CharField(_("seed"), max_length=32)
    source = models.ForeignKey(PaperSource, on_delete=models.PROTECT, related_name="+")
    beside = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="other_form"
    )
    overlap = models.PositiveSmallIntegerField(_("overlap at most, in percent"), default=0)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = pgettext_lazy("record", "form of a paper")
        verbose_name_plural = pgettext_lazy("record", "forms of a paper")
        constraints = [
            models.UniqueConstraint(fields=["exam", "number", "letter"], name="one_paper_form"),
            models.CheckConstraint(name="overlap_is_a_percentage", condition=Q(overlap__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.exam_id} / {self.number}{self.letter}"


class FormQuestion(models.Model):
    """A question of a form in its place; `section` counts the blueprint's sections from 1. Written
    by `papers.sealing` only, never changed (triggers)."""

    form = models.ForeignKey(PaperForm, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField(_("position"))
    section = models.PositiveSmallIntegerField(_("section"))
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    option_order: Any = models.JSONField(_("order of options"))
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["form", "position"], name="one_form_question_per_place"
            ),
            models.UniqueConstraint(fields=["form", "version"], name="each_form_question_once"),
        ]

    def __str__(self) -> str:
        return f"{self.form_id} / {self.position}"
