"""Watching a film or listening to a recording of a lesson: where one is, how far one has come, and
when it counts as seen. The server counts: nobody is further than the time that has gone by allows.
"""

from datetime import timedelta

from courses import evidence, studying
from courses.models import LessonPage, LessonProgress, Watching
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
    progress = studying.go_on(person_id, lesson_id)
    at = max(0, min(position, length))
    furthest = None
    while furthest is None:  # another tab told something meanwhile: it is read again
        furthest = _report(progress, block_id, at)
    percent = rule("train.watch_percent", on=clock.today()).number
    if furthest * ALL < length * percent:
        return False
    return studying.see_film(progress, lesson, block_id, actor_id=actor_id)


def _report(progress: LessonProgress, block_id: str, at: int) -> int | None:
    """Keep that the person is `at` a second; how far they have come, which never shrinks. None when
    another report came between reading and writing: nothing is kept then."""
    now = clock.now()
    rows = Watching.objects.unscoped(OWN)
    row, new = rows.get_or_create(
        progress=progress, block_id=block_id, defaults={"reported_at": now}
    )
    seconds = max(now - row.reported_at, timedelta(0)).total_seconds()
    # The slack is for the first report only: given to each, a hundred reports skip the film.
    reach = row.furthest + (SLACK if new else int(seconds * FASTEST))
    furthest = max(row.furthest, min(at, reach))
    read = rows.filter(pk=row.pk, furthest=row.furthest, reported_at=row.reported_at)
    kept = read.update(position=at, furthest=furthest, reported_at=now)
    return furthest if kept else None


def read_instead(person_id: int, lesson_id: int, block_id: str, *, actor_id: int | None) -> bool:
    """Who cannot see or hear it reads its words instead; raises what `watch` raises."""
    lesson = LessonPage.objects.live().public().get(pk=lesson_id)
    if block_id not in evidence.films_of(lesson):
        raise LookupError(block_id)
    progress = studying.go_on(person_id, lesson_id)
    return studying.see_film(progress, lesson, block_id, actor_id=actor_id)
