"""The forms of training whose hours count."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Form(models.TextChoices):
    """集中培训为主, the others beside it; a form writes into the ledger once its room is built."""

    ONLINE = "online", _("online lessons")
    CLASS = "class", _("training class")
    OBSERVATION = "observation", _("court observation")
    PRACTICE = "practice", _("learning by mediating")
