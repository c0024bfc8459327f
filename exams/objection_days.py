"""Until when a released result can be objected to, and from when it counts."""

from datetime import date, timedelta

from portal.policy.rules import rule
from portal.policy.workdays import add_working_days

DAY = timedelta(days=1)


def last_day(released: date) -> date:
    """The last day of objecting to a result that was released on this day: that of its publication
    (`exam.objection_days`), or `exam.objection_working_days` after the release, whichever is later.
    The day of release is not counted (Civil Code art. 201)."""
    published = released + timedelta(days=rule("exam.objection_days", on=released).number)
    days = rule("exam.objection_working_days", on=released).number
    return max(add_working_days(released, days), published)


def counts_from(released: date) -> date:
    """The first day on which a result of the qualifying exam counts that nobody objects to: the day
    after the last one of objecting, so that nothing counts that may still be objected to. Where the
    rule asks for no days of publication it counts at once, and an objection comes late."""
    if not rule("exam.objection_days", on=released).number:
        return released
    return last_day(released) + DAY
