"""The closed sets of the law library."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContentKind(models.TextChoices):
    """What may cite an article and be looked through again."""

    LESSON = "lesson", _("lesson")
    COMMENTARY = "commentary", _("case commentary")


class ChangeKind(models.TextChoices):
    """What a later version did to an article."""

    CHANGED = "changed", pgettext_lazy("article", "changed")
    CAME = "came", pgettext_lazy("article", "new")
    WENT = "went", pgettext_lazy("article", "removed")


class ReviewState(models.TextChoices):
    """The only moves are open -> confirmed and open -> revised."""

    OPEN = "open", pgettext_lazy("review", "to be looked at")
    CONFIRMED = "confirmed", pgettext_lazy("review", "still right")
    REVISED = "revised", pgettext_lazy("review", "revised")
