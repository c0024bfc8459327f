"""Appraisals of the tests: a member of 柳溪村 in office since the beginning of the year."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from certificates.roster import correcting
from certificates.roster.appraising.deciding import Figures
from certificates.roster.appraising.recording import Entry, appraise, current
from certificates.roster.models import Appointment, Appraisal
from portal import clock
from portal.people.models import Post
from tests.certificates.roster import acts, city
from tests.certificates.roster.conftest import Town

FIGURES = Figures(52, 30, 29, 20, 29, 29)


def this_year() -> int:
    return clock.today().year


def serving(town: Town, name: str = "何建国") -> Appointment:
    post: Post = city.seat(town.east_village)
    return city.elect(city.somebody(town.east_village, name), post)


def entry(figures: Any = FIGURES, **values: Any) -> Entry:
    return Entry(figures, **values)


def written(row: Appointment, what: Entry | None = None, year: int = 0) -> Appraisal:
    """An appraisal written upon what stands there."""
    year = year or this_year()
    now = current(row, year)
    return appraise(row, year, what or entry(), seen=now.pk if now else None, actor_id=None)


def decided(row: Appointment, grade: str, year: int) -> Appraisal:
    """The grade of a year, final since yesterday."""
    last = clock.today() - timedelta(days=1)
    told = entry(
        proposed=grade, final=grade, document="8号", **days(last - timedelta(days=6), last)
    )
    return written(row, told, year)


def corrected(row: Appointment, **right: Any) -> Appointment:
    """The entry that two people put in the place of a wrong one."""
    stands = correcting.of_appointment(row)
    return correcting.correct(
        row, replace(stands, **right), actor_id=None, signed=acts.signed("会议日期录错")
    )


def days(first: date, last: date) -> dict[str, date]:
    return {"published_from": first, "published_until": last}
