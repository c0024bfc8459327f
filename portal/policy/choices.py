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


class Kind(models.TextChoices):
    """What the value of a rule is."""

    NUMBER = "number", _("a whole number")
    DECIMAL = "decimal", _("a number")
    TEXT = "text", _("a text")
    BOTH = "both", _("a text in both languages")
    CODES = "codes", _("a list")
    DAYS = "days", _("a list of days")


# Who sees the rules, and who changes them (at the top of the tree: a rule holds everywhere).
READERS = ("admin", "city", "auditor")
SETTERS = ("admin", "city")
