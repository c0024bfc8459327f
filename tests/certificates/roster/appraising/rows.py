"""Appraisals of the tests: a member of 柳溪村 in office since the beginning of the year."""

from datetime import date
from typing import Any

from certificates.roster.appraising.deciding import Figures
from certificates.roster.appraising.recording import Entry, appraise, current
from certificates.roster.models import Appointment, Appraisal
from portal import clock
from portal.people.models import Post
from tests.certificates.roster import city
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


def days(first: date, last: date) -> dict[str, date]:
    return {"published_from": first, "published_until": last}
