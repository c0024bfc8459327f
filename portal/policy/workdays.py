"""Terms that are told in working days.

Saturdays and Sundays are free; the rules `calendar.days_off` and `calendar.days_worked` hold what
the State Council's yearly notice on holidays says otherwise. Until somebody has entered a year's
notice, its holidays count as working days: a term then ends earlier, never later.
"""

from datetime import date, timedelta

from portal.policy.rules import rule

SATURDAY = 5


def add_working_days(day: date, number: int) -> date:
    """The last day of a term of `number` working days that begins on `day`, which is not counted
    itself (Civil Code art. 201). The calendar is the one in force on `day`."""
    off = rule("calendar.days_off", on=day).days
    worked = rule("calendar.days_worked", on=day).days
    last = day
    while number > 0:
        last += timedelta(days=1)
        if last in worked or (last.weekday() < SATURDAY and last not in off):
            number -= 1
    return last
