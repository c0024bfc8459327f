"""What a public notice is about: a closed list, so that it reads in both languages."""

from django.db import models
from django.utils.translation import pgettext_lazy


class NoticeKind(models.TextChoices):
    """The kinds of notices the city gives."""

    EXAM = "exam", pgettext_lazy("notice", "Exam")
    TRAINING = "training", pgettext_lazy("notice", "Training")
    ROSTER = "roster", pgettext_lazy("notice", "Roster")
    COURT_VISIT = "court_visit", pgettext_lazy("notice", "Court visit")
    OTHER = "other", pgettext_lazy("notice", "Other")
