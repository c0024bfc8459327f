from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    """What somebody brought."""

    DOCX = "docx", "Word (docx)"
    DOC = "doc", "Word (doc)"
    PDF = "pdf", "PDF"


class Aim(models.TextChoices):
    """What it becomes."""

    LESSON = "lesson", _("lesson")
    COMMENTARY = "commentary", _("case commentary")
