"""What a sitting cannot be: as it is planned, as candidates see it, and in rooms of another one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from exams.choices import SittingMode, SittingState
from exams.models import Exam, ExamRoom, Sitting, SittingRoom
from exams.models.sittings import MOST_MINUTES_TO_WRITE
from exams.sittings import standing
from portal import clock
from portal.days import moment_words
from portal.policy.rules import rule

LONGEST = timedelta(minutes=MOST_MINUTES_TO_WRITE)  # that anybody writes after the last start


class SittingRefused(ValueError):
    """A sitting that cannot be so; the message says why, `field` where it was typed."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Plan:
    """What a sitting is to be; see `models.Sitting`."""

    title: str
    mode: str
    opens_at: datetime
    closes_at: datetime
    minutes: int
    spread_seconds: int = 0
    cuts: bool = False
    needs_code: bool = False
    notice: str = ""
    make_up_for_id: int | None = None


def refuse_plan(wanted: Plan) -> None:
    if wanted.closes_at <= wanted.opens_at:
        raise SittingRefused(_("The last start must be after the opening."), "closes_at")
    if wanted.opens_at <= clock.now():
        raise SittingRefused(_("The sitting must open in the future."), "opens_at")
    _refuse_long(wanted)
    length = (wanted.closes_at - wanted.opens_at).total_seconds()
    if wanted.spread_seconds >= length:
        raise SittingRefused(
            _("The starts cannot be spread over more than the time to the last start."),
            "spread_seconds",
        )
    whole = 60 * wanted.minutes + wanted.spread_seconds
    if wanted.cuts and wanted.mode == SittingMode.ONLINE and length < whole:
        raise SittingRefused(
            _(
                "Everything ends at the last start's hour, so nobody would have the full minutes."
                " Please choose a later hour, or fewer minutes."
            ),
            "cuts",
        )


def _refuse_long(wanted: Plan) -> None:
    """A last start that is years away is a slip of the pen; see the rules for how far it may be."""
    on = clock.day_of(wanted.opens_at)
    if wanted.mode == SittingMode.ONLINE:
        most = rule("exam.window_most_days", on=on).number
    else:
        most = rule("exam.room_window_most_days", on=on).number
    if wanted.closes_at - wanted.opens_at > timedelta(days=most):
        raise SittingRefused(
            _(
                "The last start is more than %(days)s days after the opening. Please choose an"
                " earlier one, or plan several sittings."
            )
            % {"days": most},
            "closes_at",
        )


def refuse_other_exam(exam: Exam, wanted: Plan) -> None:
    """A make-up sitting is of the exam that was missed."""
    if wanted.make_up_for_id is None:
        return
    rows = Sitting.objects.unscoped("what a make-up sitting follows")
    if rows.get(pk=wanted.make_up_for_id).exam_id != exam.pk:
        raise SittingRefused(
            _("A make-up sitting is of the exam that was missed. Please choose that exam."), "exam"
        )


def refuse_change(before: Sitting, wanted: Plan, reason: str) -> None:
    """What is published changes with a reason, and not its mode."""
    if not reason.strip():
        raise SittingRefused(_("The sitting is published. Please say why it is changed."), "reason")
    if wanted.mode != before.mode:
        raise SittingRefused(
            _("The sitting is published; its mode stands. Please cancel it and plan another one."),
            "mode",
        )


def refuse_public(sitting: Sitting) -> int:
    """Refuse what stands in the way of letting candidates see a sitting as it is; how many seats.
    Asked when it is published and when it is changed afterwards."""
    if sitting.closes_at <= clock.now():
        raise SittingRefused(_("The last start is over. Please change the hours first."))
    held = standing.standing(sitting)
    for lack in standing.missing(held):
        if lack.firm:
            raise SittingRefused(lack.words)
    return held.enrolled


def refuse_taken(sitting: Sitting, rooms: Sequence[ExamRoom]) -> None:
    """A room is one sitting's from its opening until its last paper ends. Of two sittings that ask
    for a room at once one waits for the other here, and sees what it took."""
    waited = ExamRoom.objects.unscoped("asking for rooms").select_for_update(no_key=True)
    list(waited.filter(pk__in=[one.pk for one in rooms]).order_by("pk"))
    others = (
        SittingRoom.objects.unscoped("the rooms of other sittings")
        .filter(
            room__in=rooms,
            sitting__opens_at__lt=sitting.ends_at,
            sitting__closes_at__gt=sitting.opens_at - LONGEST,
        )
        .exclude(sitting=sitting)
    )
    live = others.exclude(sitting__state=SittingState.CANCELLED)
    for one in live.select_related("sitting", "room__site"):
        if one.sitting.ends_at > sitting.opens_at:
            raise SittingRefused(
                _("%(room)s is used by “%(sitting)s” at that time, on %(moment)s.")
                % {
                    "room": str(one.room),
                    "sitting": one.sitting.title,
                    "moment": moment_words(one.sitting.opens_at),
                },
                "rooms",
            )
