"""What a row that tells an end asks for, before anybody comes after; decides, and writes
nothing."""

from datetime import date

from certificates.roster.importing.cases import Case, missing
from certificates.roster.importing.entering import Ending
from certificates.roster.importing.recognising import refused
from certificates.roster.models import Appointment
from certificates.roster.refusing import FURTHEST_YEARS
from certificates.roster.standing import REPLACING
from portal.counting import years_later
from portal.people.choices import RowVerdict
from portal.people.importing.kinds import Outcome


def decide_end(case: Case, today: date) -> tuple[Ending | None, Outcome | None]:
    """The end a row tells, or the outcome where there is nothing to end."""
    day = case.day("left")
    if day is None:
        return None, refused("left_missing", "left")
    if not case.is_open(today):
        return None, _of_no_holder(case, day)
    held = case.held
    if held is None or (held.ends and _told_already(held, case, day)):
        return None, Outcome(RowVerdict.SAME, case.person.pk)
    if held.ends:
        return None, refused("ended_already", "left", day=held.ends.isoformat())
    late = case.late(day, today)
    objection = thin(case) or (None if late else bad_day(day, "left", today))
    if day <= held.starts:
        objection = objection or refused("left_before_start", "left")
    if late and not case.known:  # a term of the past with a slip of the pen, or this one
        objection = objection or refused("starts_differs", "starts", day=held.starts.isoformat())
    if objection:
        return None, objection
    reason, body, document = (case.word(column) for column in ("reason", "body", "document"))
    ending = Ending(held, day, reason, body, document, late)
    return ending, None


def _of_no_holder(case: Case, day: date) -> Outcome:
    """Somebody who does not hold the seat: known as having left, or not known at all."""
    held = case.held
    if held is None or held.ends is None:
        return refused("not_in_office", "left")
    if _told_already(held, case, day):
        return Outcome(RowVerdict.SAME, case.person.pk)
    return refused("ended_already", "left", day=held.ends.isoformat())


def _told_already(held: Appointment, case: Case, day: date) -> bool:
    """The same end is on record; a row without a reason does not contradict it."""
    return held.ends == day and case.word("reason") in {"", held.ending.reason}


def thin(case: Case) -> Outcome | None:
    """What `ending.end_appointment` would ask for."""
    if not case.word("reason"):
        return refused("reason_missing", "reason")
    empty = [] if case.word("body") else ["body"]
    if case.word("reason") in REPLACING and not case.word("document"):
        empty.append("document")
    return missing(*empty) if empty else None


def bad_day(day: date, column: str, today: date, years: int = FURTHEST_YEARS) -> Outcome | None:
    """A day of the past, which no table writes, or too far ahead."""
    if day < today:
        return refused("past_day", column)
    if day > years_later(today, years):
        return refused("far_day", column)
    return None
