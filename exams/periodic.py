"""Closing attempts when time is up; ending forgotten pauses; laying papers ready; letting results
count when the days for objections are over."""

from exams import copies, exposing, pausing
from exams.ending import close_expired
from exams.releasing import make_due_effective
from exams.sittings import preparing, printing
from portal import clock
from portal.jobs.registry import Claim, daily, every_tick, hourly

every_tick(close_expired)
every_tick(pausing.end_forgotten)
every_tick(preparing.look_after)


@hourly("exams.put_papers_away", minute=40)
def put_papers_away(claim: Claim) -> None:
    with claim.finish():
        preparing.put_away()


@hourly("exams.make_effective", minute=10)
def make_effective(claim: Claim) -> None:
    with claim.finish():
        make_due_effective(clock.today())


@daily("exams.count_exposure", hour=2, minute=20)
def exposure(claim: Claim) -> None:
    changed = exposing.found_changes()
    with claim.finish():
        exposing.keep_changes(changed)


@hourly("exams.put_copies_away", minute=50)
def put_copies_away(claim: Claim) -> None:
    copies.put_away()
    with claim.finish():
        pass


@daily("exams.put_sheets_away", hour=3, minute=10)
def put_sheets_away(claim: Claim) -> None:
    printing.put_away()
    with claim.finish():
        pass
