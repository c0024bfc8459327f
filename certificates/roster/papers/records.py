"""The record of the end of an appointment (撤换登记表, 离任登记表): an internal paper with what was
decided, by whom, what became of the certificate, who came after and what is handed over."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from certificates.choices import Standing
from certificates.holdings import Holding, holdings_of
from certificates.roster.models import AppointmentEnding, Filing, HandOverItem, Succession
from certificates.roster.papers.grounds import basis_of
from certificates.roster.papers.printing import printed
from certificates.roster.refusing import Refused
from certificates.roster.standing import REPLACING
from portal import clock

WHY = "the record of an end"
# Of the periods of one certificate the best one counts; the others came by a move of the register.
_ORDER = (
    Standing.VALID, Standing.SUSPENDED, Standing.REVOKED, Standing.SUPERSEDED, Standing.EXPIRED,
)  # fmt: skip
_MOVED = (Standing.SUSPENDED, Standing.REVOKED, Standing.SUPERSEDED)
EMPTY_LINES = 5  # to write on by hand where nothing is listed yet


@dataclass(frozen=True)
class Held:
    """A post certificate, the word for its state today, and since when it is so."""

    number: str
    state: Any
    since: date | None


def record_of(ending: AppointmentEnding) -> bytes:
    """The record as PDF, as things stand today. Raises Refused for an entry that was corrected;
    Unprintable."""
    appointment = ending.appointment
    if appointment.superseded_at is not None:
        raise Refused(
            "", _("This entry has been corrected. Please open the record of the right entry.")
        )
    context = {
        "ending": ending,
        "row": appointment,
        "replaced": ending.reason in REPLACING,
        "basis": basis_of(ending.reason),
        "last_day": ending.day - timedelta(days=1),
        "certificates": _certificates(appointment.person_id),
        "succession": _succession(ending),
        "items": _items(ending),
        "empty": range(EMPTY_LINES),
        "filings": _filings(ending),
        "recorded_on": clock.day_of(ending.recorded_at),
        "day": clock.today(),
    }
    return printed("record", context)


def _succession(ending: AppointmentEnding) -> Succession | None:
    rows = Succession.objects.unscoped(WHY).filter(ending=ending)
    return rows.select_related("successor__person").first()


def _items(ending: AppointmentEnding) -> list[HandOverItem]:
    return list(HandOverItem.objects.unscoped(WHY).filter(ending=ending).order_by("pk"))


def _filings(ending: AppointmentEnding) -> list[Filing]:
    rows = Filing.objects.unscoped(WHY).filter(appointment=ending.appointment, of_ending=True)
    return list(rows.order_by("kind"))


def _certificates(person_id: int) -> list[Held]:
    """Each post certificate once, as it stands today; void ones never held."""
    today = clock.today()
    periods: dict[int, list[Holding]] = {}
    for one in holdings_of([person_id]).get(person_id, ()):
        periods.setdefault(one.certificate_id, []).append(one)
    return [
        Held(several[0].number, Standing(state).label, _since(several[0], state))
        for several in periods.values()
        if (state := _state(several, today))
    ]


def _state(several: list[Holding], day: date) -> str | None:
    states = {one.state_on(day) for one in several}
    return next((state for state in _ORDER if state in states), None)


def _since(one: Holding, state: str) -> date | None:
    """The day of the last move, where the state came by one."""
    return one.changes[-1][0] if state in _MOVED else None
