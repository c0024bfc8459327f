"""The recommendation form on paper: the list, and a sheet for each name with room for the seals of
who recommends, examines and decides. No seal is ever drawn."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from certificates.roster.assessors.candidates import latest_screenings
from certificates.roster.assessors.recommending import open_names
from certificates.roster.choices_of_assessors import Education, Outcome
from certificates.roster.models import Appointment, Recommendation, RecommendationList
from certificates.roster.register import in_office_on
from exams.papers.printing import press_all
from portal import clock
from portal.audit.recording import record

SECONDS = 120
WHY = "the form of a recommendation list"


def print_form(listed: RecommendationList, *, actor_id: int | None) -> bytes:
    """The PDF, in the city's language, once it is recorded who takes it. Made in a confined process
    of its own; some seconds for a full list. Raises Unprintable."""
    with override(settings.LANGUAGE_CODE):
        page = render_to_string("roster/assessors/print.html", _context(listed))
        pressed = press_all(page, render_to_string("roster/assessors/print.css"), seconds=SECONDS)
    with transaction.atomic():
        record(
            "recommendations.printed",
            listed,
            actor_id=actor_id,
            place=listed.organisation.path,
            data={"sha256": hashlib.sha256(pressed).hexdigest()},
        )
    return pressed


def _context(listed: RecommendationList) -> dict[str, Any]:
    names = [name for name in _names(listed) if name.outcome != Outcome.WITHDRAWN]
    ids = [name.person_id for name in names]
    screenings, posts = latest_screenings(ids), _posts(ids)
    return {
        "listed": listed,
        "names": [
            {
                "name": name,
                "person": name.person,
                "posts": posts.get(name.person_id, []),
                "education": Education(screenings[name.person_id].education).label,
                "screening": screenings[name.person_id],
            }
            for name in names
        ],
        "printed_at": clock.now(),
    }


def _names(listed: RecommendationList) -> list[Recommendation]:
    """On an open list those that stand; on another one all that were handed over."""
    if listed.handed_over_at is None:
        return open_names(listed)
    rows = Recommendation.objects.unscoped(WHY).filter(list=listed)
    return list(rows.select_related("person__organisation").order_by("place", "pk"))


def _posts(ids: list[int]) -> dict[int, list[str]]:
    """What each holds today, in words."""
    rows = Appointment.objects.unscoped(WHY).filter(in_office_on(clock.today()), person_id__in=ids)
    found: dict[int, list[str]] = {}
    for row in rows.select_related("post", "organisation").order_by("starts"):
        words = f"{row.organisation.name} {row.post.get_kind_display()}"
        found.setdefault(row.person_id, []).append(words)
    return found
