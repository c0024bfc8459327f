"""One person's attempt at an exam: the paper as delivered, the answers, the result.

Rows of attempts and answers are shut by triggers once the attempt is no longer open.
"""

from typing import Any

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.choices import READERS, AttemptState, ResultState
from exams.models.bank import ItemVersion
from exams.models.exams import Exam
from portal.people.models import Person
from portal.scope import Scope, ScopedManager


def reached(scope: Scope, person: str) -> Q:
    """Oneself, and people at or below an organisation where one reads results."""
    return Q(**{f"{person}_id": scope.person_id or 0}) | scope.below(
        f"{person}__organisation__path", *READERS
    )


class Attempt(models.Model):
    """Begun by `attempts`; ended by `ending`, saved to by `answering` and `rescuing`, by the
    statements in `storing`; `answering` says which window writes, `crediting` and `pausing` move
    the deadline. Nobody else writes it (tests/exams/writers.py).

    `seed` reproduces the paper; `grace_seconds` and `pass_mark` (percent) are fixed when the paper
    is delivered, `deadline` can only move later while it is open (guards). `submitted_at` is the
    deadline when time was up. `writer` is the window that answers now: one at a time. While it is
    `paused_at` the clock stands and nothing ends the paper.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attempts")
    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("attempt"))
    seed = models.CharField(_("seed"), max_length=32)
    state = models.CharField(
        _("state"), max_length=10, choices=AttemptState, default=AttemptState.OPEN
    )
    started_at = models.DateTimeField(_("started at"))
    deadline = models.DateTimeField(_("deadline"))
    grace_seconds = models.PositiveSmallIntegerField(_("grace in seconds"))
    pass_mark = models.PositiveSmallIntegerField(_("pass mark in percent"))
    saved_at = models.DateTimeField(_("last saved at"), null=True, blank=True)
    writer = models.CharField(
        _("window that writes"), max_length=16, blank=True, default="", db_default=""
    )
    paused_at = models.DateTimeField(_("paused at"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("handed in at"), null=True, blank=True)
    receipt = models.CharField(_("receipt number"), max_length=20, unique=True, null=True)  # noqa: DJ001 - unique: NULL until handed in

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "attempt")
        verbose_name_plural = pgettext_lazy("record", "attempts")
        indexes = [
            models.Index(
                fields=["deadline"],
                name="attempt_open_by_deadline",
                condition=Q(state=AttemptState.OPEN),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "exam", "number"], name="one_attempt_per_number"
            ),
            models.UniqueConstraint(
                fields=["person", "exam"],
                condition=Q(state=AttemptState.OPEN),
                name="one_open_attempt",
            ),
            models.CheckConstraint(
                name="attempt_ends_with_receipt",
                condition=Q(
                    state=AttemptState.OPEN, submitted_at__isnull=True, receipt__isnull=True
                )
                | Q(~Q(state=AttemptState.OPEN), submitted_at__isnull=False, receipt__isnull=False),
            ),
            models.CheckConstraint(
                name="attempt_deadline_after_start", condition=Q(deadline__gt=F("started_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exam_id} / {self.person_id} #{self.number}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return reached(scope, "person")


class PaperQuestion(models.Model):
    """A question of a delivered paper: the version seen and the order of its options.

    Written by `readying` only, as the attempt begins; never changed (triggers). `option_order`
    lists indexes into the version's options: the first is shown as A.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField(_("position"))
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    option_order: Any = models.JSONField(_("order of options"))
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=1)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="one_question_per_place"),
            models.UniqueConstraint(fields=["attempt", "version"], name="each_question_once"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} / {self.position}"

    @classmethod
    def with_answers(cls, attempt_id: int, why: str) -> "models.QuerySet[PaperQuestion]":
        """The questions of one paper in their places, each with its answer as `given`: found by
        the attempt, of which a database with the answers of everybody has an index."""
        own = FilteredRelation("answer", condition=Q(answer__attempt_id=attempt_id))
        rows = cls.objects.unscoped(why).filter(attempt_id=attempt_id)
        return rows.annotate(given=own).order_by("position")

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return reached(scope, "attempt__person")


class Answer(models.Model):
    """The answer that counts: the one with the highest sequence number in time.

    Written by `answering` and `rescuing` only. `value` is a list of the letters as shown to the
    person.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="answers")
    question = models.OneToOneField(PaperQuestion, on_delete=models.PROTECT, related_name="answer")
    sequence = models.PositiveIntegerField(_("sequence number"))
    value: Any = models.JSONField(_("value"))
    saved_at = models.DateTimeField(_("saved at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"

    def __str__(self) -> str:
        return f"{self.question_id}: {self.value}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return reached(scope, "attempt__person")


class AnswerEvent(models.Model):
    """Every answer that the question can have and that reached the server before the door shut, or
    in a rescue file, for appeals; append-only (triggers). The same answer sent again is the same
    event.

    Written by `answering` and `rescuing` only. Kept and not counted: `late`, after deadline and
    grace; `stale`, when an answer with a higher or the same number, or a newer one of another
    device, stood already; `elsewhere`, from a window that was not the one that writes. `window`
    says from which one it came.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="events")
    question = models.ForeignKey(PaperQuestion, on_delete=models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField(_("sequence number"))
    value: Any = models.JSONField(_("value"))
    at = models.DateTimeField(_("at"))
    late = models.BooleanField(_("late"), default=False)
    stale = models.BooleanField(_("stale"), default=False)
    window = models.CharField(_("window"), max_length=16, blank=True, default="", db_default="")
    elsewhere = models.BooleanField(_("another window wrote"), default=False, db_default=False)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"

    def __str__(self) -> str:
        return f"{self.question_id} #{self.sequence}: {self.value}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return reached(scope, "attempt__person")


class Result(models.Model):
    """What an attempt came to. Written by `releasing` only, and by `revising` what it says.

    While `waiting` answers have to be marked by people it is being marked, and `score` is what the
    others brought. What it says changes afterwards only with a `Revision` of the number it then
    bears (triggers). Held since `held_at` it does not become effective: somebody objected.
    """

    attempt = models.OneToOneField(
        Attempt, primary_key=True, on_delete=models.PROTECT, related_name="result"
    )
    score = models.DecimalField(_("score"), max_digits=6, decimal_places=2)
    out_of = models.DecimalField(_("out of"), max_digits=6, decimal_places=1)
    passed = models.BooleanField(_("passed"))
    state = models.CharField(
        _("state"), max_length=10, choices=ResultState, default=ResultState.GRADED
    )
    graded_at = models.DateTimeField(_("graded at"))
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    effective_from = models.DateField(_("effective from"), null=True, blank=True)
    effective_at = models.DateTimeField(_("effective at"), null=True, blank=True)
    waiting = models.PositiveSmallIntegerField(_("answers to be marked"), default=0, db_default=0)
    revision = models.PositiveSmallIntegerField(_("times changed"), default=0, db_default=0)
    held_at = models.DateTimeField(_("held since"), null=True, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "result")
        verbose_name_plural = pgettext_lazy("record", "results")
        constraints = [
            models.CheckConstraint(
                name="result_within_bounds", condition=Q(score__gte=0, score__lte=F("out_of"))
            ),
            models.CheckConstraint(
                name="effective_result_has_time",
                condition=~Q(state=ResultState.EFFECTIVE) | Q(effective_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.score}/{self.out_of}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return reached(scope, "attempt__person")


class Mark(models.Model):
    """What one question brought; none while people have to mark it. Written by `releasing` only,
    and changed by `revising` together with a `MarkRevision` that keeps what was (triggers); shown
    after release."""

    question = models.OneToOneField(
        PaperQuestion, primary_key=True, on_delete=models.PROTECT, related_name="mark"
    )
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="marks")
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2)
    full = models.BooleanField(_("all right"))
    revision = models.ForeignKey(
        "exams.Revision", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"

    def __str__(self) -> str:
        return f"{self.question_id}: {self.points}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return reached(scope, "result__attempt__person")
