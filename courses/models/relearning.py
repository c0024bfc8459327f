"""What was learnt under a law that has changed since, and by when it is to be learnt again."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.statutes.models import StatuteVersion
from portal.people.models import READERS, Person
from portal.scope import Scope, ScopedManager


class Relearning(models.Model):
    """A person who has learnt a lesson learns it again because an article in it was changed by
    `version`; written by `relearning` only."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(StatuteVersion, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("due on"))
    recorded_at = models.DateTimeField(_("recorded at"))
    done_at = models.DateTimeField(_("done at"), null=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "lesson to learn again")
        verbose_name_plural = pgettext_lazy("record", "lessons to learn again")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "lesson", "version"], name="learnt_again_once_for_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.lesson_id} {self.due_on}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """One's own, and that of everybody whose organisation one reads."""
        return Q(person_id=scope.person_id or 0) | scope.below(
            "person__organisation__path", *READERS
        )
