"""The closed sets of practice; the words are those of docs/glossary.md."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from exams.choices import Kind

ROUND = 10  # questions in a round
# What the machine can mark at once; what people mark is practised nowhere.
PRACTISED = (
    Kind.SINGLE,
    Kind.MULTIPLE,
    Kind.TRUE_FALSE,
    Kind.FILL_BLANK,
    Kind.MATCHING,
    Kind.ORDERING,
)


class RoundKind(models.TextChoices):
    """What a round is drawn from."""

    DAILY = "daily", _("daily ten")
    SUBJECT = "subject", _("by subject")
    ARTICLE = "article", _("by article")
    MISTAKES = "mistakes", _("wrong-answer book")
