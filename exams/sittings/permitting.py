"""What may be done at a sitting now, and by whom; asked before every act at the board or a seat."""

from datetime import timedelta

from django.utils.translation import gettext as _

from exams.choices import AttemptState, SittingState
from exams.models import Seat, Sitting
from exams.sittings.standing import CANCELLED, PAST, phase
from portal import clock
from portal.people.models import Person

IDENTITY, CODE, NOTE = "identity", "code", "note"
OF_A_ROOM = {IDENTITY, CODE, NOTE}  # an invigilator's acts
EARLIER = timedelta(hours=2)
LATER = timedelta(hours=6)


def why_not(sitting: Sitting, act: str, *, officer: bool) -> str:
    """Why this is not done now, in words; "" when it may be.

    Invigilators act in their rooms from EARLIER than the opening until LATER than the end. Exam
    officers change seats and papers until the last paper has ended, and write notes for good.
    """
    held, moment = phase(sitting), clock.now()
    if held == CANCELLED:
        return _("The sitting is cancelled.")
    if not officer and sitting.state != SittingState.PUBLISHED:
        return _("The sitting is not published yet.")
    if not officer and moment < sitting.opens_at - EARLIER:
        return _("This can be done from two hours before the opening.")
    if held != PAST or (officer and act == NOTE):
        return ""
    if act in OF_A_ROOM and moment < sitting.ends_at + LATER:
        return ""
    return "" if _is_written(sitting) else _("The sitting is over. Nothing is changed any more.")


def _is_written(sitting: Sitting) -> bool:
    """A paper was paused, or given time, and still runs."""
    seats = Seat.objects.unscoped("the papers of a sitting").filter(sitting=sitting)
    return seats.filter(attempt__state=AttemptState.OPEN).exists()


def is_own(person: Person, user_id: int | None) -> bool:
    """Whether somebody would act for themselves."""
    return user_id is not None and person.user_id == user_id


def own_words() -> str:
    return _("Nobody does this for themselves. Please let a colleague do it.")
