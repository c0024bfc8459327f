"""What the roster is handed out as, and how far that is."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Form(models.TextChoices):
    """As what the list leaves the house."""

    WORKBOOK = "workbook", _("workbook with every column")
    TEMPLATE = "template", _("workbook in a template")
    PRINT = "print", _("printed roster")


class Stage(models.TextChoices):
    """From the asking to the file; the last two are ends."""

    MAKING = "making", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", pgettext_lazy("file", "could not be made")
