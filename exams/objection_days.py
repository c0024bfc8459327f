"""Until when a released result can be objected to, and from when it counts."""

from datetime import date, timedelta

from portal.policy.rules import rule
from portal.policy.workdays import add_working_days

DAY = timedelta(days=1)


def published(released: date, *, by_act: bool) -> int:
    """For how many days a result is published: one that the exam office released (`by_act`) by
    `exam.objection_days_by_act`, one that was out as soon as it was graded by
    `exam.objection_days`."""
    if by_act:
        return rule("exam.objection_days_by_act", on=released).number
    return rule("exam.objection_days", on=released).number


def last_day(released: date, *, by_act: bool) -> date:
    """The last day of objecting to a result that was released on this day: that of its
    publication, or `exam.objection_working_days` after the release, whichever is later. The day of
    release is not counted (Civil Code art. 201)."""
    until = released + timedelta(days=published(released, by_act=by_act))
    return max(late_until(released), until)


def late_until(released: date) -> date:
    """The last day of objecting to a result that counted on the day of its release."""
    return add_working_days(released, rule("exam.objection_working_days", on=released).number)


def counts_from(released: date, *, by_act: bool) -> date:
    """The first day on which a result of the qualifying exam counts that nobody objects to: the day
    after the last one of objecting, so that nothing counts that may still be objected to. Where the
    rule asks for no days of publication it counts at once, and an objection comes late."""
    if not published(released, by_act=by_act):
        return released
    return last_day(released, by_act=by_act) + DAY
