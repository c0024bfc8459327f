"""Who is at a paper now, and when its page was left; both are shown and have no consequence.

That a page asked is kept in the cache with an expiry, not in the database: fifty thousand pages ask
three times a minute (decision 22)."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.cache import cache
from redis.exceptions import RedisError

from exams.choices import AttemptState
from exams.models import Attempt, PageLeaving
from portal import clock

KEPT = 24 * 3600  # seconds
# A page asks each 20 s; one that lies behind another window may be let ask once a minute only.
AWAY = timedelta(seconds=90)
LONGEST = timedelta(days=1)
MOST = 400  # rows of one paper: what is more comes from no person
GONE = (RedisError, OSError)


@dataclass(frozen=True)
class Leaving:
    """What the page tells: which leaving (`mark`), how many seconds ago it began, how long it took
    when it is over, and what the device's clock said when it began."""

    mark: str
    ago: int
    seconds: int | None
    device_at: datetime | None


def here(attempt_id: int) -> None:
    """Its page has asked just now. Without a cache this is forgotten, and nothing else happens."""
    with suppress(*GONE):
        cache.set(_key(attempt_id), int(clock.now().timestamp()), KEPT)


def seen(attempt_ids: Collection[int]) -> dict[int, datetime] | None:
    """When the page of each of these papers last asked; None when there is no telling."""
    try:
        found = cache.get_many([_key(pk) for pk in attempt_ids])
    except GONE:
        return None
    stamps = {pk: found.get(_key(pk)) for pk in attempt_ids}
    return {pk: datetime.fromtimestamp(at, UTC) for pk, at in stamps.items() if at}


def leave(attempt_id: int, told: Sequence[Leaving]) -> bool:
    """Keep what the page tells of having been left; told twice it is kept once. False when the
    paper has ended."""
    moment = clock.now()
    rows = Attempt.objects.unscoped("leaving a page").filter(pk=attempt_id, state=AttemptState.OPEN)
    started_at = rows.values_list("started_at", flat=True).first()
    if started_at is None:
        return False
    kept = PageLeaving.objects.unscoped("leaving a page")
    room = MOST - kept.filter(attempt_id=attempt_id).count()
    kept.bulk_create(
        [
            PageLeaving(
                attempt_id=attempt_id,
                mark=one.mark,
                back=one.seconds is not None,
                at=moment,
                left_at=max(started_at, moment - min(timedelta(seconds=one.ago), LONGEST)),
                device_at=one.device_at,
                seconds=one.seconds,
            )
            for one in told[: max(room, 0)]
        ],
        ignore_conflicts=True,
    )
    return True


def _key(attempt_id: int) -> str:
    return f"exams:seen:{attempt_id}"
