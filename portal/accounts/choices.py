from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a login may do at an organisation and everything below it. Being a trainee is no role:
    it follows from the person behind the login."""

    ADMIN = "admin", _("administrator")
    CITY = "city", _("city administrator")
    HR = "hr", _("HR")
    CLERK = "clerk", _("township clerk")
    OFFICER = "officer", _("exam officer")
    INSTRUCTOR = "instructor", _("judge instructor")
    COMMITTEE = "committee", _("guidance committee member")
    AUTHOR = "author", _("item author")
    REVIEWER = "reviewer", _("item reviewer")
    MARKER = "marker", _("marker")
    AUDITOR = "auditor", _("auditor")
    ASSISTANT = "assistant", _("assisting clerk")


# Who may give and take roles, and which ones: an administrator all, a city administrator all but
# that of an administrator. Nobody else gives any.
GIVERS: dict[str, tuple[str, ...]] = {
    Role.ADMIN: tuple(Role),
    Role.CITY: tuple(role for role in Role if role != Role.ADMIN),
}

# The bank of questions belongs to the whole city (docs/decisions/0016): who writes and reviews it
# does so at the top of the tree, and nowhere below.
AT_TOP = (Role.AUTHOR, Role.REVIEWER)
