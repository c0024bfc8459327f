"""The ways a question reaches the register."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    """By which door somebody asked."""

    PAGE_CODE = "code", _("page, by code")
    PAGE_NUMBER = "number", _("page, by number and name")
    PAGE_FILE = "file", _("page, by file")
    PAGE_DOCUMENT = "document", _("page, by number and ID document")
    OWN = "own", _("page, by the holder")
    STAFF = "staff", _("page, by the platform's staff")
    PAGE_MANY = "list", _("page, many at once")
    DESK_MANY = "desk", _("desk, many at once")
    KEY_ONE = "key", _("interface, one")
    KEY_MANY = "many", _("interface, many at once")
    ROSTER = "roster", _("interface, roster of a place")
    CHANGES = "changes", _("interface, changes of the roster")
