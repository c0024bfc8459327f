"""How far a person has come: one row per lesson, one per answered self-check."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.choices import LessonState
from portal.people.models import READERS, Person
from portal.scope import Scope, ScopedManager


class LessonProgress(models.Model):
    """A person in a lesson: open -> done. Written by `studying` only."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    lesson = models.ForeignKey(
        "courses.LessonPage", on_delete=models.PROTECT, related_name="progress"
    )
    state = models.CharField(
        _("state"), max_length=4, choices=LessonState, default=LessonState.OPEN
    )
    opened_at = models.DateTimeField(_("opened at"))
    last_seen_at = models.DateTimeField(_("last seen at"))
    read_for = models.DurationField(_("time spent reading"), default=timedelta(0))  # gaps capped
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    seen = models.JSONField(_("blocks seen"), default=list)  # ids, in the order they came in sight
    position = models.CharField(_("block read last"), max_length=36, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "progress in a lesson")
        verbose_name_plural = pgettext_lazy("record", "progress in lessons")
        constraints = [
            models.UniqueConstraint(fields=["person", "lesson"], name="one_progress_per_lesson"),
            models.CheckConstraint(
                name="done_lessons_have_a_moment",
                condition=Q(state=LessonState.DONE, done_at__isnull=False)
                | Q(state=LessonState.OPEN, done_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.lesson_id} {self.state}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """One's own, and that of everybody whose organisation one reads."""
        return Q(person_id=scope.person_id or 0) | scope.below(
            "person__organisation__path", *READERS
        )


class OfProgress:
    """What hangs on a progress is reached by whoever reaches the progress."""

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return Q(progress__person_id=scope.person_id or 0) | scope.below(
            "progress__person__organisation__path", *READERS
        )


class Watching(OfProgress, models.Model):
    """How far a person came in a film or recording of a lesson; written by `watching` only.

    `position` is where the person is, `furthest` how far they may go without skipping, both in
    seconds; `reported_at` is the moment of the last report by the server's clock.
    """

    progress = models.ForeignKey(LessonProgress, on_delete=models.CASCADE, related_name="films")
    block_id = models.CharField(max_length=36)
    position = models.PositiveIntegerField(_("position"), default=0)
    furthest = models.PositiveIntegerField(_("watched up to"), default=0)
    reported_at = models.DateTimeField(_("reported at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(fields=["progress", "block_id"], name="one_row_per_film"),
        ]

    def __str__(self) -> str:
        return f"{self.progress_id} {self.block_id} {self.position}"


class CheckAnswer(OfProgress, models.Model):
    """The latest answer to a self-check; answering again is learning, not cheating."""

    progress = models.ForeignKey(LessonProgress, on_delete=models.CASCADE, related_name="answers")
    check_id = models.CharField(max_length=36)
    choice = models.CharField(_("choice"), max_length=1)
    answered_at = models.DateTimeField(_("answered at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(fields=["progress", "check_id"], name="one_answer_per_check"),
        ]

    def __str__(self) -> str:
        return f"{self.progress_id} {self.check_id} {self.choice}"
