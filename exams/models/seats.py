"""Seats of a sitting: who sits where, when identity was checked, which paper lies ready, and what
was noted in the room."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.choices import READERS, IrregularityKind, SittingMode
from exams.models.attempts import Attempt
from exams.models.papers import PaperSource
from exams.models.sittings import Sitting, SittingRoom, watched_rooms
from portal.people.models import Person
from portal.scope import Scope, ScopedManager

CODE_DIGITS = 6


class Seat(models.Model):
    """A person's seat at a sitting, by which alone an exam by sittings is begun.

    `sittings.enrolling` makes, withdraws and gives time, `sittings.seating` says where,
    `sittings.admitting` checks identity and keeps the code, `attempts` writes `attempt`, once.
    `starts_after` are the seconds after the opening from which this one may begin. Without a room
    it is taken from wherever one is.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats")
    room = models.ForeignKey(
        SittingRoom, null=True, blank=True, on_delete=models.PROTECT, related_name="seats"
    )
    number = models.PositiveSmallIntegerField(_("seat number"), null=True, blank=True)
    ticket = models.CharField(_("admission number"), max_length=20, unique=True)
    letter = models.CharField(_("form of the paper"), max_length=1, default="A")
    starts_after = models.PositiveSmallIntegerField(_("begins after seconds"), default=0)
    extra_minutes = models.PositiveSmallIntegerField(_("extra minutes"), default=0)
    extra_reason = models.CharField(_("why extra minutes"), max_length=500, blank=True)
    code = models.CharField(_("code of the seat"), max_length=CODE_DIGITS, blank=True)
    tries = models.PositiveSmallIntegerField(_("wrong codes"), default=0)
    checked_at = models.DateTimeField(_("identity seen at"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("why withdrawn"), max_length=500, blank=True)
    attempt = models.OneToOneField(
        Attempt, null=True, blank=True, on_delete=models.PROTECT, related_name="seat"
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "seat")
        verbose_name_plural = pgettext_lazy("record", "seats")
        constraints = [
            models.UniqueConstraint(
                fields=["sitting", "person"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_seat_per_person",
            ),
            models.UniqueConstraint(
                fields=["room", "number"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_person_per_seat",
            ),
            models.CheckConstraint(
                name="withdrawn_seat_has_no_paper",
                condition=Q(withdrawn_at__isnull=True) | Q(attempt__isnull=True),
            ),
            models.CheckConstraint(
                name="seat_number_in_a_room",
                condition=Q(number__isnull=True) | Q(room__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.ticket

    @property
    def begins_at(self) -> datetime:
        """From when this one may begin."""
        return self.sitting.opens_at + timedelta(seconds=self.starts_after)

    @property
    def cut_at(self) -> datetime | None:
        """When the paper ends at the latest, at a sitting that ends what still runs at its last
        start, but for the minutes that are the person's own; None at any other."""
        if not self.sitting.cuts or self.sitting.mode != SittingMode.ONLINE:
            return None
        return self.sitting.closes_at + timedelta(minutes=self.extra_minutes)

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """One's own; those of sittings at or below where one reads results; those of the rooms
        one watches."""
        own = Q(person_id=scope.person_id or 0)
        watched = watched_rooms(scope)
        return own | scope.below("sitting__organisation__path", *READERS) | Q(room__in=watched)


class PreparedPaper(models.Model):
    """The paper of a seat, drawn before the start and told to nobody; `questions` lists
    [version, order of options, points] from the first place on. `edition` is that of the bank it
    was drawn from, `number` the attempt that it is meant for. Written by `sittings.preparing`
    only."""

    seat = models.OneToOneField(
        Seat, primary_key=True, on_delete=models.CASCADE, related_name="prepared"
    )
    seed = models.CharField(_("seed"), max_length=32)
    source = models.ForeignKey(PaperSource, on_delete=models.PROTECT, related_name="+")
    seen: Any = models.JSONField(_("seen before"), default=list)
    most_new = models.PositiveIntegerField(_("new questions at most"), null=True)
    firm = models.BooleanField(_("the limit blocks"), default=True)
    questions: Any = models.JSONField(_("questions"))
    edition = models.PositiveIntegerField(_("edition of the bank"))
    number = models.PositiveSmallIntegerField(_("attempt"))
    prepared_at = models.DateTimeField(_("prepared at"))

    def __str__(self) -> str:
        return f"{self.seat_id}"


class Irregularity(models.Model):
    """What somebody noted about a seat, a room or a whole sitting; append-only (triggers), and by
    itself without consequence. Written by `sittings.noting` only."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="irregularities")
    room = models.ForeignKey(
        SittingRoom, null=True, on_delete=models.PROTECT, related_name="irregularities"
    )
    seat = models.ForeignKey(
        Seat, null=True, on_delete=models.PROTECT, related_name="irregularities"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=IrregularityKind)
    note = models.TextField(_("what happened"), max_length=2000)
    at = models.DateTimeField(_("at"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "irregularity")
        verbose_name_plural = pgettext_lazy("record", "irregularities")

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.kind}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        watched = watched_rooms(scope)
        return scope.below("sitting__organisation__path", *READERS) | Q(room__in=watched)
