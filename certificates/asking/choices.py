"""The ways a question reaches the register."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """By which door somebody asked."""

    PAGE_CODE = "code", _("page, by code")
    PAGE_NUMBER = "number", _("page, by number and name")
    KEY_ONE = "key", _("interface, one")
    KEY_MANY = "many", _("interface, many at once")
