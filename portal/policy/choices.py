from django.db import models
from django.utils.translation import gettext_lazy as _


class Enforcement(models.TextChoices):
    """What happens when a rule is not met."""

    BLOCK = "block", _("block")
    WARN = "warn", _("warn")
    INFO = "info", _("info")
