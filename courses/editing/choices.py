"""The three reviews of a draft, and which roles give each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.accounts.choices import Role


class Stage(models.TextChoices):
    """In this order; each by somebody else, and none by a writer of the draft."""

    FIRST = "first", _("first review")
    SECOND = "second", _("second review")
    FINAL = "final", _("final review")


REVIEWERS: dict[str, tuple[str, ...]] = {
    Stage.FIRST: (Role.INSTRUCTOR,),
    Stage.SECOND: (Role.COMMITTEE,),
    Stage.FINAL: (Role.COMMITTEE, Role.CITY, Role.ADMIN),
}
EDITORS = (Role.INSTRUCTOR, Role.COMMITTEE, Role.CITY, Role.ADMIN)
