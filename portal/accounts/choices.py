from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a login may do at an organisation and everything below it."""

    ADMIN = "admin", _("administrator")
    CITY = "city", _("city centre")
    HR = "hr", _("HR")
    CLERK = "clerk", _("township clerk")
    OFFICER = "officer", _("exam officer")
    INSTRUCTOR = "instructor", _("judge instructor")
