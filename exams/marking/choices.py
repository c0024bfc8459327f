"""The closed sets of marking by people."""

from django.db import models
from django.utils.translation import pgettext_lazy

OFFICER = "officer"
MARKER = "marker"
MOST_TURNS = 2  # who mark an answer before anybody compares
THIRD = 3  # the turn of who decides between them
AGAIN = 4  # the turn of who marks a sample once more


class ScriptState(models.TextChoices):
    """waiting (for one of its two markers) -> settled (they agree), or -> apart (they differ by
    more than the range) -> settled (a third marker decided)."""

    WAITING = "waiting", pgettext_lazy("script", "waiting for its markers")
    APART = "apart", pgettext_lazy("script", "waiting for the third marker")
    SETTLED = "settled", pgettext_lazy("script", "marked")


class Which(models.TextChoices):
    """Which list of results."""

    OFFICE = "office", pgettext_lazy("list of results", "for the office")
    PUBLIC = "public", pgettext_lazy("list of results", "to be published")


class How(models.TextChoices):
    """How the points of a script came about."""

    AGREED = "agreed", pgettext_lazy("script", "two markers agreed")
    DECIDED = "decided", pgettext_lazy("script", "a third marker decided")


class SampleState(models.TextChoices):
    """waiting (for somebody to mark it again) -> fits (within the range of agreement), or ->
    differs -> kept or changed (the chief examiner decided)."""

    WAITING = "waiting", pgettext_lazy("sample", "to be marked again")
    FITS = "fits", pgettext_lazy("sample", "came out the same")
    DIFFERS = "differs", pgettext_lazy("sample", "came out otherwise")
    KEPT = "kept", pgettext_lazy("sample", "the points stand")
    CHANGED = "changed", pgettext_lazy("sample", "the points were changed")


class ObjectionState(models.TextChoices):
    """open -> rejected; or -> proposed (to uphold it, with other marks) -> upheld when a second
    person approves, or back to open."""

    OPEN = "open", pgettext_lazy("objection", "open")
    PROPOSED = "proposed", pgettext_lazy("objection", "waiting for a second person")
    UPHELD = "upheld", pgettext_lazy("objection", "upheld")
    REJECTED = "rejected", pgettext_lazy("objection", "not upheld")
