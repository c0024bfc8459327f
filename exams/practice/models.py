"""Practice: rounds of ten, their answers, and what a person's memory of each question is taken to
be. Nobody but the person ever sees them."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.models import Item, ItemVersion
from exams.practice.choices import RoundKind
from portal.people.models import Person
from portal.scope import Scope, ScopedManager


class Round(models.Model):
    """Up to ten questions in their order; written by `beginning` only.

    `about` is a subject, or statute and article as their address names them ("civil-code/290");
    `items` holds ids. What left practice meanwhile is shown no more, so a round may end shorter.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind of round"), max_length=10, choices=RoundKind)
    about = models.CharField(_("practised"), max_length=80, blank=True)
    day = models.DateField(_("day"))
    seed = models.CharField(_("seed"), max_length=32)
    items: Any = models.JSONField(_("questions"), default=list)
    begun_at = models.DateTimeField(_("begun at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "round of practice")
        verbose_name_plural = pgettext_lazy("record", "rounds of practice")
        indexes = [models.Index(fields=["person", "begun_at"], name="round_by_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "day"],
                condition=Q(kind=RoundKind.DAILY),
                name="one_daily_ten_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.about} {self.day}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return Q(person_id=scope.person_id or 0)


class PracticeAnswer(models.Model):
    """The answer to one question of a round, once and for ever; written by `answering` only.

    `value` is as `grading.Asked` takes it, in letters as shown; `order` are the author's indexes in
    the order shown. An empty `value` is "I do not know". `seconds` is since the question was shown.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField(_("place"))
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    order: Any = models.JSONField(_("order shown"), default=list)
    value: Any = models.JSONField(_("answer"), default=list)
    guessed = models.BooleanField(_("guessed"), default=False)
    seconds = models.PositiveSmallIntegerField(_("seconds taken"), default=0)
    right = models.BooleanField(pgettext_lazy("answer", "right"))
    answered_at = models.DateTimeField(_("answered at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "answer in practice")
        verbose_name_plural = pgettext_lazy("record", "answers in practice")
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="one_answer_in_a_round")
        ]

    def __str__(self) -> str:
        return f"{self.round_id}.{self.position}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return Q(round__person_id=scope.person_id or 0)


class Card(models.Model):
    """One person and one question: how firmly it is remembered (FSRS), when it is due, and whether
    it stands in the wrong-answer book. Written by `answering` only.

    `stability` is in days, `difficulty` from 1 to 10. `missed_on` is the day it entered the book,
    None when it is not there; `right_days` counts the days in a row with a right answer since, the
    last of them `right_on`.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    stability = models.FloatField(_("stability of memory in days"))
    difficulty = models.FloatField(_("difficulty for this person"))
    reviewed_on = models.DateField(_("last practised on"))
    due_on = models.DateField(_("to be repeated on"))
    missed_on = models.DateField(_("in the wrong-answer book since"), null=True)
    right_days = models.PositiveSmallIntegerField(_("days right in a row"), default=0)
    right_on = models.DateField(_("last right on"), null=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "question practised")
        verbose_name_plural = pgettext_lazy("record", "questions practised")
        indexes = [models.Index(fields=["person", "due_on"], name="card_by_person_due")]
        constraints = [models.UniqueConstraint(fields=["person", "item"], name="one_card")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.item_id}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return Q(person_id=scope.person_id or 0)
