"""The closed sets of marking by people."""

from django.db import models
from django.utils.translation import pgettext_lazy

OFFICER = "officer"
MARKER = "marker"
MOST_TURNS = 2  # who mark an answer before anybody compares
THIRD = 3  # the turn of who decides between them


class ScriptState(models.TextChoices):
    """waiting (for one of its two markers) -> settled (they agree), or -> apart (they differ by
    more than the range) -> settled (a third marker decided)."""

    WAITING = "waiting", pgettext_lazy("script", "waiting for its markers")
    APART = "apart", pgettext_lazy("script", "waiting for the third marker")
    SETTLED = "settled", pgettext_lazy("script", "marked")


class How(models.TextChoices):
    """How the points of a script came about."""

    AGREED = "agreed", pgettext_lazy("script", "two markers agreed")
    DECIDED = "decided", pgettext_lazy("script", "a third marker decided")


class ObjectionState(models.TextChoices):
    """open -> rejected; or -> proposed (to uphold it, with other marks) -> upheld when a second
    person approves, or back to open."""

    OPEN = "open", pgettext_lazy("objection", "open")
    PROPOSED = "proposed", pgettext_lazy("objection", "waiting for a second person")
    UPHELD = "upheld", pgettext_lazy("objection", "upheld")
    REJECTED = "rejected", pgettext_lazy("objection", "not upheld")
