"""Closing attempts when time is up; letting results count when the days for objections are over."""

from exams.attempts import close_expired
from exams.releasing import make_due_effective
from portal import clock
from portal.jobs.registry import Claim, every_tick, hourly

every_tick(close_expired)


@hourly("exams.make_effective", minute=10)
def make_effective(claim: Claim) -> None:
    with claim.finish():
        make_due_effective(clock.today())
