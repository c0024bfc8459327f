"""The letter of appointment (聘书) of whoever was hired. Whoever was elected has the minutes of the
election instead (People's Mediation Law art. 9); nobody but the electing body attests it."""

from datetime import timedelta

from django.utils.translation import gettext as _

from certificates.roster.models import Appointment
from certificates.roster.papers.printing import printed
from certificates.roster.refusing import Refused
from portal import clock
from portal.people.choices import AppointmentMode

# Longest name (characters) for each size of type; longer ones take the last.
_SIZES = ((6, ""), (14, "long"), (50, "longest"))
_LONG = 30  # characters of a name, of a person or a place, that take more than one line


def letter_of(appointment: Appointment) -> bytes:
    """The letter as PDF, dated on the day on which the appointment was recorded: never before.

    Raises Refused for the elected, for an entry that was corrected, and once the appointment has
    ended; Unprintable.
    """
    _refuse(appointment)
    until = appointment.term_ends
    if appointment.ends and (until is None or appointment.ends < until):
        until = appointment.ends
    context = {
        "row": appointment,
        "size": next(size for most, size in _SIZES if len(appointment.person.name) <= most),
        "tight": len(appointment.person.name) > _LONG or len(appointment.organisation.name) > _LONG,
        "until": until and until - timedelta(days=1),
        "number": appointment.certificate.number if appointment.certificate else "",
        "day": clock.day_of(appointment.recorded_at),
    }
    return printed("letter", context)


def _refuse(appointment: Appointment) -> None:
    if appointment.mode != AppointmentMode.HIRED:
        raise Refused(
            "",
            _(
                "Elected members have no letter of appointment: the minutes of the election attest "
                "the post. Please ask whoever held the election for a copy."
            ),
        )
    if appointment.superseded_at is not None:
        raise Refused(
            "",
            _(
                "This entry has been corrected and has no letter any more. Please open the letter "
                "of the right entry."
            ),
        )
    if appointment.ends is not None and appointment.ends <= clock.today():
        raise Refused(
            "",
            _(
                "This appointment has ended. A letter of appointment is printed only while it "
                "holds; the record of the end says how long it did."
            ),
        )
