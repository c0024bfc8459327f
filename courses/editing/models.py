"""What the workflow keeps beside Wagtail's own tables."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, Task

from courses.editing.choices import Stage
from courses.editing.duties import may_review


class ReviewTask(Task):
    """One of the three reviews. It is given on the desk only (courses.editing.reviewing); in the
    CMS a draft under review can be read by its reviewers and changed by nobody."""

    stage = models.CharField(_("stage"), max_length=6, choices=Stage)

    admin_form_fields = ["name", "stage"]
    admin_form_readonly_on_edit_fields = ["name", "stage"]

    class Meta:
        verbose_name = _("review of a draft")
        verbose_name_plural = _("reviews of drafts")

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        state = obj.current_workflow_task_state
        return state is not None and may_review(user, state)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """What is reviewed is what was handed in: whoever wants to change it takes it back."""
        return True

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return False

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        return []

    @classmethod
    def get_description(cls) -> Any:
        return _("A review by the roles of its stage, given on the desk")


class Overrule(models.Model):
    """A reviewer's word that a hit of the de-identification check may stand, and why.

    It holds for exactly this passage: `digest` covers what was found and all the words around it.
    Written by `overruling` only.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=16)
    place = models.CharField(_("place"), max_length=200)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = pgettext_lazy("record", "overruled hit")
        verbose_name_plural = pgettext_lazy("record", "overruled hits")
        constraints = [
            models.UniqueConstraint(fields=["page", "digest"], name="one_overrule_per_hit"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.kind} {self.place}"


class HiddenName(models.Model):
    """A full name that must not stand in a page, as its author listed it: a keyed index only, so
    that the list tells nobody who the parties are. Written by `hiding` only."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    length = models.PositiveSmallIntegerField()
    index = models.CharField(max_length=64)

    class Meta:
        verbose_name = pgettext_lazy("record", "hidden name")
        verbose_name_plural = pgettext_lazy("record", "hidden names")
        constraints = [
            models.UniqueConstraint(fields=["page", "index"], name="one_hidden_name_per_page"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.length}"
