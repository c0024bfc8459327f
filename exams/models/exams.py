"""Exams: the quiz of a module and the qualifying exam, each with the blueprint of its paper."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models import ModulePage
from exams.choices import ExamKind


class Exam(models.Model):
    """Written by `composing` only; minutes and pass mark are rules of the day (`quiz.*`, `exam.*`).

    `by_sitting`: only who has a seat at a sitting of it takes it. `blueprint` is {"rows":
    [{"subject", "kind", "count", "points"}, …]}, see `papers.Row`.
    """

    kind = models.CharField(_("kind of exam"), max_length=10, choices=ExamKind)
    title = models.CharField(_("title"), max_length=100)
    module = models.ForeignKey(
        ModulePage,
        verbose_name=_("module"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="quizzes",
    )
    blueprint: Any = models.JSONField(_("blueprint"))
    by_sitting = models.BooleanField(
        _("only at a sitting, for those who have a seat"), default=False, db_default=False
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = pgettext_lazy("record", "exam")
        verbose_name_plural = pgettext_lazy("record", "exams")
        constraints = [
            models.UniqueConstraint(fields=["module"], name="one_quiz_per_module"),
            models.CheckConstraint(
                name="a_quiz_has_a_module",
                condition=Q(kind=ExamKind.QUIZ, module__isnull=False)
                | Q(~Q(kind=ExamKind.QUIZ), module__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title
