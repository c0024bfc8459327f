"""Appraisals of the demo city for its last full year: most are decided, one is published, one is
proposed, and the others wait for their figures."""

from datetime import date, datetime, timedelta
from typing import Any

from certificates.roster.appraising.deciding import Figures
from certificates.roster.appraising.recording import Entry, appraise, served_in
from certificates.roster.models import Appointment
from portal import clock
from portal.people.demo import moved, person

DECIDED = date(2026, 1, 26)
PUBLISHED = (14, 4)  # days before the decision
FINAL, RUNNING, PROPOSED = "final", "running", "proposed"
# Who, what was counted, the grade, how far it has come.
YEARS: tuple[tuple[str, tuple[int, int, int, int, int, int], str, str], ...] = (
    ("p06", (52, 38, 37, 30, 37, 37), "excellent", FINAL),
    ("p14", (50, 21, 20, 18, 20, 20), "competent", FINAL),
    ("p16", (48, 44, 42, 35, 42, 41), "competent", FINAL),
    ("p11", (46, 57, 54, 40, 54, 54), "competent", FINAL),
    ("p12", (51, 33, 31, 27, 31, 30), "competent", FINAL),
    ("p39", (20, 26, 19, 6, 17, 12), "basically_competent", FINAL),
    ("p27", (40, 61, 57, 49, 57, 56), "competent", RUNNING),
    ("p20", (44, 12, 11, 9, 11, 11), "competent", PROPOSED),
)


def seed() -> None:
    day = DECIDED + moved()
    with clock.at(datetime(day.year, day.month, day.day, 10, tzinfo=clock.CITY_ZONE)):
        for ref, counted, grade, stage in YEARS:
            _appraise(ref, Figures(*counted), grade, stage)


def _appraise(ref: str, figures: Figures, grade: str, stage: str) -> None:
    """Whoever was not in office that year, because the city is seeded for another day, has none."""
    today = clock.today()
    year = today.year - 1
    rows = Appointment.objects.unscoped("demo").select_related("person", "organisation")
    row = rows.filter(person=person(ref), superseded_at=None).order_by("starts").first()
    if row is None or not served_in(row, year):
        return
    told: dict[str, Any] = {"proposed": grade}
    first, last = (today - timedelta(days=days) for days in PUBLISHED)
    if stage in {FINAL, RUNNING}:
        told |= {"published_from": first, "published_until": last}
    if stage == FINAL:
        told |= {"final": grade, "document": f"司调考〔{today.year}〕2号"}
    appraise(row, year, Entry(figures, **told), seen=None, actor_id=None)
