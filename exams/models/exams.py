"""Exams: the quiz of a module and the qualifying exam, each with the blueprint of its paper."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.choices import ExamKind


class Exam(models.Model):
    """Written by `composing` only; minutes and pass mark are rules of the day (`quiz.*`, `exam.*`).

    `blueprint` is {"rows": [{"subject", "kind", "count", "points"}, …]}, see `papers.Row`.
    """

    kind = models.CharField(_("kind of exam"), max_length=10, choices=ExamKind)
    title = models.CharField(_("title"), max_length=100)
    blueprint: Any = models.JSONField(_("blueprint"))
    recorded_at = models.DateTimeField(_("recorded at"))

    def __str__(self) -> str:
        return self.title
