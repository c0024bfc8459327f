"""Grades of an annual appraisal (年度考核); which of them a year knows, best first, says the rule
`appraisal.grades`."""

from django.db import models
from django.utils.translation import pgettext_lazy


class AppraisalGrade(models.TextChoices):
    """Two scales are in use: excellent to not competent, and excellent to not qualified."""

    EXCELLENT = "excellent", pgettext_lazy("appraisal", "excellent")
    COMPETENT = "competent", pgettext_lazy("appraisal", "competent")
    BASICALLY = "basically_competent", pgettext_lazy("appraisal", "basically competent")
    INCOMPETENT = "incompetent", pgettext_lazy("appraisal", "not competent")
    GOOD = "good", pgettext_lazy("appraisal", "good")
    QUALIFIED = "qualified", pgettext_lazy("appraisal", "qualified")
    UNQUALIFIED = "unqualified", pgettext_lazy("appraisal", "not qualified")


FAILING = (AppraisalGrade.INCOMPETENT, AppraisalGrade.UNQUALIFIED)
