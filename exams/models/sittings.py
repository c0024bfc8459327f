"""Sittings of an exam: where and when it is held, in which rooms, under whose eyes."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.choices import READERS, SittingMode, SittingState
from exams.models.exams import Exam
from portal import clock
from portal.people.models import Organisation
from portal.scope import Scope, ScopedManager

MOST_SEATS = 2000
MOST_MINUTES_TO_WRITE = 600
WATCHED_FOR = timedelta(days=7)  # an invigilator reads so long after the last start


def watched_rooms(scope: Scope) -> "QuerySet[SittingRoom]":
    """The rooms that one watches over as invigilator or examiner: the one place that says until
    when. Whoever reads results reads for good, see `scope_filter` of each table."""
    return SittingRoom.every.filter(
        invigilators__user_id=scope.user_id or 0,
        sitting__closes_at__gt=clock.now() - WATCHED_FOR,
    )


class ExamSite(models.Model):
    """A place where exams are held (考点). Written by `sittings.places` only; one that is closed
    keeps its history."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("held by"), on_delete=models.PROTECT, related_name="exam_sites"
    )
    name = models.CharField(_("name"), max_length=60)
    address = models.CharField(_("address"), max_length=200)
    way_there = models.CharField(_("how to get there"), max_length=200, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "exam site")
        verbose_name_plural = pgettext_lazy("record", "exam sites")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(closed_at__isnull=True),
                name="one_exam_site_per_name",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("organisation__path", *READERS)


class ExamRoom(models.Model):
    """A room of a site (考场) and how many it seats. Written by `sittings.places` only."""

    site = models.ForeignKey(ExamSite, on_delete=models.PROTECT, related_name="rooms")
    name = models.CharField(_("room"), max_length=40)
    seats = models.PositiveSmallIntegerField(_("seats"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "exam room")
        verbose_name_plural = pgettext_lazy("record", "exam rooms")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name"],
                condition=Q(closed_at__isnull=True),
                name="one_exam_room_per_name",
            ),
            models.CheckConstraint(
                name="exam_room_has_seats", condition=Q(seats__range=(1, MOST_SEATS))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.name}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("site__organisation__path", *READERS)


class Sitting(models.Model):
    """One holding of an exam (场次). Written by `sittings.arranging` only.

    Who has a seat may begin from `opens_at` to `closes_at`, spread over the first
    `spread_seconds`; from the delivery of the paper on it is `minutes`. `cuts`: what still runs at
    `closes_at` ends then; otherwise that hour never ends a paper. `needs_code`: an invigilator
    looks at the identity card and tells the code of the seat first. On paper and orally each seat
    has the form of its letter among the exam's forms number `forms_number`. `make_up_for` is the
    sitting that was missed or broken off.
    """

    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="sittings")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("held by"), on_delete=models.PROTECT, related_name="sittings"
    )
    title = models.CharField(_("title"), max_length=100)
    mode = models.CharField(_("mode"), max_length=10, choices=SittingMode)
    state = models.CharField(
        _("state"), max_length=10, choices=SittingState, default=SittingState.PLANNED
    )
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("last start"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    grace_seconds = models.PositiveSmallIntegerField(_("grace in seconds"))
    spread_seconds = models.PositiveSmallIntegerField(
        _("starts spread over, in seconds"), default=0
    )
    cuts = models.BooleanField(_("ends what still runs"), default=False)
    needs_code = models.BooleanField(_("identity is checked at the seat"), default=False)
    notice = models.TextField(_("notice for candidates"), max_length=1000, blank=True)
    forms_number = models.PositiveSmallIntegerField(_("number of the forms"), null=True, blank=True)
    make_up_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="make_ups"
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    ended_reason = models.CharField(_("why it was cancelled"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "sitting")
        verbose_name_plural = pgettext_lazy("record", "sittings")
        constraints = [
            models.CheckConstraint(
                name="sitting_closes_after_opening", condition=Q(closes_at__gt=F("opens_at"))
            ),
            models.CheckConstraint(
                name="sitting_has_minutes", condition=Q(minutes__range=(1, 600))
            ),
            models.CheckConstraint(
                name="published_sitting_has_time",
                condition=~Q(state=SittingState.PUBLISHED) | Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ends_at(self) -> datetime:
        """When the last paper ends, without minutes that are given to single people."""
        last = timedelta(minutes=0 if self.cuts else self.minutes)
        return self.closes_at + last

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """Who reads results at or above the place that holds it, and who invigilates there."""
        watched = watched_rooms(scope).values("sitting_id")
        return scope.below("organisation__path", *READERS) | Q(pk__in=watched)


class SittingRoom(models.Model):
    """A room that a sitting uses, in the order in which rooms are filled. Written by
    `sittings.arranging` only."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="rooms")
    room = models.ForeignKey(ExamRoom, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("number of the room"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(fields=["sitting", "room"], name="each_room_once"),
            models.UniqueConstraint(fields=["sitting", "number"], name="one_room_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} / {self.number}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("sitting__organisation__path", *READERS) | Q(
            pk__in=watched_rooms(scope).values("pk")
        )


class Invigilator(models.Model):
    """Who watches over a room of a sitting (监考), or at an oral exam asks. Written by
    `sittings.arranging` only."""

    room = models.ForeignKey(SittingRoom, on_delete=models.CASCADE, related_name="invigilators")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invigilations"
    )

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(fields=["room", "user"], name="each_invigilator_once")
        ]

    def __str__(self) -> str:
        return f"{self.room_id} / {self.user_id}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("room__sitting__organisation__path", *READERS) | Q(
            user_id=scope.user_id or 0, room__in=watched_rooms(scope).values("pk")
        )
