"""Watching a film or listening to a recording of a lesson: where one is, how far one has come, and
when it counts as seen. The server counts: nobody is further than the time that has gone by allows.
"""

from datetime import timedelta

from django.db import transaction

from courses import evidence, studying
from courses.models import LessonPage, Watching
from portal import clock
from portal.policy.rules import rule

OWN = "watching: a person's own rows, by the person's id"
FASTEST = 2  # times the speed it was recorded at
SLACK = 6  # seconds watched before the first report
ALL = 100


def watch(
    person_id: int, lesson_id: int, block_id: str, position: int, *, actor_id: int | None
) -> bool:
    """The person is at `position` (seconds) of a film. True when that finished the lesson.

    Raises what `studying.open_lesson` raises, and LookupError when the lesson has no such film.
    """
    lesson = LessonPage.objects.live().public().get(pk=lesson_id)
    length = evidence.films_of(lesson)[block_id]
    progress = studying.open_lesson(person_id, lesson_id)
    with transaction.atomic():
        row, new = Watching.objects.unscoped(OWN).get_or_create(
            progress=progress, block_id=block_id, defaults={"reported_at": clock.now()}
        )
        seconds = max(clock.now() - row.reported_at, timedelta(0)).total_seconds()
        # The slack is for the first report only: given to each, a hundred reports skip the film.
        reach = row.furthest + (SLACK if new else int(seconds * FASTEST))
        row.position = max(0, min(position, length))
        row.furthest = max(row.furthest, min(row.position, reach))
        row.reported_at = clock.now()
        row.save()
    percent = rule("train.watch_percent", on=clock.today()).number
    if row.furthest * ALL < length * percent:
        return False
    return studying.see_film(progress, lesson, block_id, actor_id=actor_id)


def read_instead(person_id: int, lesson_id: int, block_id: str, *, actor_id: int | None) -> bool:
    """Who cannot see or hear it reads its words instead; raises what `watch` raises."""
    lesson = LessonPage.objects.live().public().get(pk=lesson_id)
    if block_id not in evidence.films_of(lesson):
        raise LookupError(block_id)
    progress = studying.open_lesson(person_id, lesson_id)
    return studying.see_film(progress, lesson, block_id, actor_id=actor_id)
