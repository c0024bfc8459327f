from django.db import models
from django.utils.translation import gettext_lazy as _


class Enforcement(models.TextChoices):
    """What happens when a rule is not met."""

    BLOCK = "block", _("block")
    WARN = "warn", _("warn")
    INFO = "info", _("info")


class Origin(models.TextChoices):
    """Whose word a rule is."""

    SHIPPED = "shipped", _("shipped with the platform")
    CITY = "city", _("set by the city")
