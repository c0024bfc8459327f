"""What is found by the public search; everything else in the index is the editors' own."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    LESSON = "lesson", _("Law courses")
    COMMENTARY = "commentary", _("Case commentaries")
    ARTICLE = "article", _("Articles of statutes")
