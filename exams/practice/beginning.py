"""Beginning a round of practice, or going on with the one that is open."""

import secrets

from django.db import IntegrityError, transaction

from exams.practice.choices import RoundKind
from exams.practice.choosing import OWN, choose
from exams.practice.models import Round
from exams.practice.pool import still_there
from portal import clock


class NothingToPractise(Exception):
    """No question fits."""


def begin(person_id: int, kind: str, about: str = "") -> Round:
    """The round to go on with: today's daily ten, today's open round of the same kind, or a new
    one. Raises NothingToPractise."""
    found = daily_of(person_id) if kind == RoundKind.DAILY else _open(person_id, kind, about)
    if found is not None:
        return found
    day, seed = clock.today(), secrets.token_hex(16)
    items = choose(person_id, kind, about, day=day, seed=seed)
    if not items:
        raise NothingToPractise
    rows = Round.objects.unscoped(OWN)
    try:
        with transaction.atomic():
            return rows.create(
                person_id=person_id,
                kind=kind,
                about=about,
                day=day,
                seed=seed,
                items=items,
                begun_at=clock.now(),
            )
    except IntegrityError:  # the daily ten, drawn by another hand meanwhile
        return rows.get(person_id=person_id, kind=RoundKind.DAILY, day=day)


def daily_of(person_id: int) -> Round | None:
    """Today's daily ten, once it is drawn."""
    rows = Round.objects.unscoped(OWN).filter(person_id=person_id, kind=RoundKind.DAILY)
    return rows.filter(day=clock.today()).first()


def _open(person_id: int, kind: str, about: str) -> Round | None:
    """The latest round of today of this kind, when a question of it is open still."""
    rows = Round.objects.unscoped(OWN).filter(person_id=person_id, kind=kind, about=about)
    latest = rows.filter(day=clock.today()).order_by("-begun_at", "-pk").first()
    if latest is None:
        return None
    answered = set(latest.answers.values_list("position", flat=True))
    left = [item for n, item in enumerate(latest.items, start=1) if n not in answered]
    return latest if still_there(left) else None
