"""What follows an ending: who came after or that nobody has yet, what was handed over, whom the
bureau tells."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.choices import ROSTER_KEEPERS, FilingKind, HandOverKind
from certificates.roster.models.appointments import Appointment, AppointmentEnding
from certificates.roster.models.logins import a_login
from portal.people.models import Organisation, Post
from portal.scope import Scope, ScopedManager

CLOSED = Q(closed_on__isnull=False, ending__appointment__superseded_at__isnull=True)
"""Of successions: after which no one follows, for the post was closed (撤岗)."""


class Succession(models.Model):
    """Of each ended appointment who came after, that the post is vacant, or that it was closed.
    Written by `succeeding` only: vacant at first, then filled or closed, once; when the
    successor's own entry is superseded, or a past one turns out to have come sooner, whoever came
    next or the vacancy takes its place."""

    ending = models.OneToOneField(
        AppointmentEnding, primary_key=True, on_delete=models.PROTECT, related_name="succession"
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="successions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    vacant_since = models.DateField(_("vacant since"))
    successor = models.ForeignKey(
        Appointment, null=True, on_delete=models.PROTECT, related_name="succeeds"
    )
    settled_at = models.DateTimeField(_("filled or closed at"), null=True)
    closed_on = models.DateField(_("post closed on"), null=True)
    closed_reason = models.CharField(_("reason"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "succession")
        verbose_name_plural = pgettext_lazy("record", "successions")
        indexes = [models.Index(fields=["post", "vacant_since"], name="succession_of_post")]
        constraints = [
            models.CheckConstraint(
                name="vacant_filled_or_closed",
                condition=Q(successor__isnull=True, closed_on__isnull=True, settled_at__isnull=True)
                | Q(successor__isnull=False, closed_on__isnull=True, settled_at__isnull=False)
                | Q(successor__isnull=True, closed_on__isnull=False, settled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.vacant_since} -> {self.successor_id or ''}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("organisation__path", *ROSTER_KEEPERS)


class HandOverItem(models.Model):
    """Something whoever leaves hands over (open cases, files, keys). Written by `handing` only;
    received once."""

    ending = models.ForeignKey(
        AppointmentEnding, on_delete=models.PROTECT, related_name="hand_over_items"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=HandOverKind)
    what = models.CharField(_("what is handed over"), max_length=200)
    received_by = models.CharField(_("received by"), max_length=50, blank=True)
    received_on = models.DateField(_("received on"), null=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = a_login(verbose_name=_("recorded by"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "item handed over")
        verbose_name_plural = pgettext_lazy("record", "items handed over")
        constraints = [
            models.CheckConstraint(
                name="received_by_somebody",
                condition=Q(received_on__isnull=True, received_by="")
                | (Q(received_on__isnull=False) & ~Q(received_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ending_id}: {self.what}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("organisation__path", *ROSTER_KEEPERS)


class Filing(models.Model):
    """That a change is told to the county bureau (filing) or by it to the basic court (People's
    Mediation Law art. 10), by when, and when it was. Written by `notifying` only; done once."""

    kind = models.CharField(_("told to"), max_length=10, choices=FilingKind)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="filings")
    of_ending = models.BooleanField(_("of the end"))
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day of the change"))
    due_on = models.DateField(_("due on"))
    done_on = models.DateField(_("told on"), null=True)
    document_number = models.CharField(_("document number"), max_length=100, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    done_by = a_login(verbose_name=_("entered by"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "filing")
        verbose_name_plural = pgettext_lazy("record", "filings")
        indexes = [models.Index(fields=["done_on", "due_on"], name="filing_by_due_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "appointment", "of_ending"], name="told_once_of_each_change"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.appointment_id}: {self.due_on}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("organisation__path", *ROSTER_KEEPERS)


class Secondment(models.Model):
    """That somebody in office was sent by an agency, and when the rotation is due. Written by
    `seconding` only."""

    appointment = models.OneToOneField(
        Appointment, primary_key=True, on_delete=models.PROTECT, related_name="secondment"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    agency = models.CharField(_("sent by"), max_length=100)
    detached = models.BooleanField(_("detached from the home organisation"))
    due_on = models.DateField(_("rotation due on"))
    exchanges = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="exchanged_by"
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = a_login(verbose_name=_("recorded by"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "secondment")
        verbose_name_plural = pgettext_lazy("record", "secondments")
        constraints = [
            models.CheckConstraint(
                name="exchange_is_of_another", condition=~Q(exchanges=F("appointment"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id}: {self.agency} ({self.due_on})"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("organisation__path", *ROSTER_KEEPERS)
