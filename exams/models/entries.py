"""What staff enter of an exam that was not written on the screen: answers from paper, twice, and
answers that two examiners heard."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.choices import READERS
from exams.models.seats import Seat
from exams.models.sittings import watched_rooms
from portal.scope import Scope, ScopedManager

FIRST, SECOND, THIRD = 1, 2, 3


def _reached(scope: Scope) -> Q:
    watched = watched_rooms(scope)
    return scope.below("seat__sitting__organisation__path", *READERS) | Q(seat__room__in=watched)


class PaperEntry(models.Model):
    """What one person read on the sheet of a seat, or heard; append-only (triggers), and nobody
    enters a seat twice. `values` has a list of letters or texts for each place of the form, in
    order, empty lists where nothing was answered; `absent`: nobody sat there. `settles`: with it
    everything is said. Written by `entering` only."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="entries")
    turn = models.PositiveSmallIntegerField(_("which entry"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="paper_entries"
    )
    values: Any = models.JSONField(_("values"), default=list)
    absent = models.BooleanField(_("absent"), default=False)
    settles = models.BooleanField(_("settles it"), default=False)
    at = models.DateTimeField(_("at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "entry of a paper")
        verbose_name_plural = pgettext_lazy("record", "entries of papers")
        constraints = [
            models.UniqueConstraint(fields=["seat", "turn"], name="one_paper_entry_per_turn"),
            models.UniqueConstraint(fields=["seat", "by"], name="nobody_enters_a_paper_twice"),
            models.UniqueConstraint(
                fields=["seat"], condition=Q(settles=True), name="one_entry_settles"
            ),
            models.CheckConstraint(
                name="a_paper_is_entered_up_to_three_times",
                condition=Q(turn__range=(FIRST, THIRD)),
            ),
            models.CheckConstraint(
                name="a_first_entry_settles_nothing",
                condition=Q(settles=False) | Q(turn__gt=FIRST),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id} #{self.turn}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return _reached(scope)


class SheetReopening(models.Model):
    """That a sheet which two people had written down as absent was opened again, because it was
    found after all; once, append-only (triggers). A third person enters it then, who is not the one
    that opened it. Written by `entering` only."""

    seat = models.OneToOneField(
        Seat, primary_key=True, on_delete=models.PROTECT, related_name="reopening"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    reason = models.CharField(_("reason"), max_length=500)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "reopening of a sheet")
        verbose_name_plural = pgettext_lazy("record", "reopenings of sheets")

    def __str__(self) -> str:
        return f"{self.seat_id}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return _reached(scope)


class OralProtocol(models.Model):
    """That two examiners heard a candidate (口试笔录): the first wrote down, the second confirmed,
    once (guards); `note` says why the second changed something. Written by `hearing` only."""

    seat = models.OneToOneField(
        Seat, primary_key=True, on_delete=models.PROTECT, related_name="protocol"
    )
    first = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    heard_at = models.DateTimeField(_("heard at"))
    remarks = models.CharField(_("remarks"), max_length=500, blank=True)
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    note = models.CharField(_("what was changed, and why"), max_length=500, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "protocol of an oral exam")
        verbose_name_plural = pgettext_lazy("record", "protocols of oral exams")
        constraints = [
            models.CheckConstraint(
                name="two_examiners",
                condition=Q(second__isnull=True) | ~Q(second=F("first")),
            ),
            models.CheckConstraint(
                name="a_protocol_is_confirmed_by_somebody",
                condition=Q(confirmed_at__isnull=True, second__isnull=True)
                | Q(confirmed_at__isnull=False, second__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return _reached(scope)
