"""The closed sets of practice; the words are those of docs/glossary.md."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ROUND = 10  # questions in a round


class RoundKind(models.TextChoices):
    """What a round is drawn from."""

    DAILY = "daily", _("daily ten")
    SUBJECT = "subject", _("by subject")
    ARTICLE = "article", _("by article")
    MISTAKES = "mistakes", _("wrong-answer book")
