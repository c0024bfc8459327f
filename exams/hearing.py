"""Oral exams (口试): two examiners, who are the two that watch over the room, hear the candidate.

The first writes down what was answered, the second looks at it and confirms, or changes it and says
why; only then is it handed in. One alone hears nobody.
"""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from exams import entering
from exams.choices import EXAMINERS, SittingMode
from exams.entering import EntryRefused, Sheet
from exams.models import Invigilator, OralProtocol, Seat
from portal import clock
from portal.accounts.models import User


def examiners_of(seat: Seat) -> list[User]:
    """Who watches over the room of a seat, in the order in which they were named."""
    rows = Invigilator.objects.unscoped("the examiners of a seat").filter(room=seat.room_id or 0)
    return [one.user for one in rows.select_related("user").order_by("pk")]


def protocol_of(seat: Seat) -> OralProtocol | None:
    rows = OralProtocol.objects.unscoped("the protocol of one seat").filter(seat=seat)
    return rows.select_related("first", "second").first()


def refuse_examiner(seat: Seat, user_id: int) -> None:
    """Raises EntryRefused when not two are named, or this is none of them."""
    named = {user.pk for user in examiners_of(seat)}
    if len(named) < EXAMINERS:
        raise EntryRefused(
            _("An oral exam needs two examiners. Please have both named for this room first.")
        )
    if user_id not in named:
        raise EntryRefused(_("Only the examiners of this room write down what they heard."))


def hear(
    seat: Seat,
    values: Sequence[Sequence[str]],
    *,
    absent: bool = False,
    remarks: str = "",
    actor_id: int,
) -> Sheet:
    """What the first examiner writes down: an answer for each place of the form, or that nobody
    came. Raises EntryRefused."""
    _refuse(seat, actor_id)
    try:
        with transaction.atomic():
            OralProtocol.objects.create(
                seat=seat, first_id=actor_id, heard_at=clock.now(), remarks=remarks
            )
            return entering.put(seat, values, absent=absent, actor_id=actor_id)
    except IntegrityError:
        raise EntryRefused(
            _("The other examiner has written it down meanwhile. Please look at it and confirm.")
        ) from None


def confirm(
    seat: Seat,
    values: Sequence[Sequence[str]],
    *,
    absent: bool = False,
    note: str = "",
    actor_id: int,
) -> Sheet:
    """What the second examiner confirms; where it is not what the first one wrote, `note` says
    why. It is handed in then. Raises EntryRefused."""
    _refuse(seat, actor_id)
    sheet = entering.sheet_of(seat)
    if not sheet.entries:
        raise EntryRefused(_("Nothing is written down of this candidate yet."))
    first = sheet.entries[0]
    written = [] if absent else [list(value) for value in values]
    if (written, absent) != (first.values, first.absent) and not note.strip():
        raise EntryRefused(_("You changed something. Please say what and why."))
    with transaction.atomic():
        after = entering.put(seat, values, absent=absent, actor_id=actor_id, settles=True)
        OralProtocol.objects.unscoped("the protocol of one seat").filter(
            seat=seat, confirmed_at__isnull=True
        ).update(second=actor_id, confirmed_at=clock.now(), note=note)
    return after


def _refuse(seat: Seat, actor_id: int) -> None:
    if seat.sitting.mode != SittingMode.ORAL:
        raise EntryRefused(_("This sitting is not held orally."))
    entering.refuse_too_early(seat.sitting)
    refuse_examiner(seat, actor_id)
