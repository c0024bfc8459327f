"""Those who act: what they choose is left to luck. Whoever acts sees the rows as they were a
moment ago, as a page shows them."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from certificates.roster.choices import ELECTED_POSTS, EndReason
from certificates.roster.models import Appointment
from portal import clock
from portal.people.models import Person, Post
from tests.certificates.roster.small_world import World

AHEAD = (0, 0, 0, 0, 0, 0, 0, 1, 1, 7, 40)
TOO_FAR = 400
BACK = (1, 3, 10, 60, 400)
NOTHING: tuple["Told", ...] = ()
DAY = timedelta(days=1)
IDLE = None
"""There was nothing to act on."""


@dataclass(frozen=True)
class Told:
    """What a verb said it did: an appointment `begun` (with its days), `ended` or `struck`."""

    what: str
    appointment: int
    post: int = 0
    person: int = 0
    starts: date | None = None
    ends: date | None = None


Did = tuple[Told, ...] | None


def begun(row: Appointment) -> Told:
    """Open as it is at first, whatever others have done to it since."""
    return Told("begun", row.pk, row.post_id, row.person_id, row.starts)


@dataclass
class Hand:
    """Somebody who acts; whatever is to be chosen, `luck` chooses."""

    world: World
    luck: random.Random

    def day(self) -> date:
        days = self.luck.choice(AHEAD) if self.chance(98) else TOO_FAR
        return clock.today() + timedelta(days=days)

    def later(self, row: Appointment) -> date:
        """A day on which somebody can leave: mostly one after the day of coming."""
        return max(self.day(), row.starts + DAY) if self.chance(90) else self.day()

    def past(self) -> date:
        return clock.today() - timedelta(days=self.luck.choice(BACK))

    def chance(self, percent: int) -> bool:
        return self.luck.randrange(100) < percent

    def one(self, rows: Any) -> Any:
        """One of the rows, by its id; None when there is none."""
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        return rows.filter(pk=self.luck.choice(ids)).first() if ids else None

    def keeper(self) -> int:
        return self.luck.choice(self.world.keepers)

    def person(self) -> Person:
        return Person.every.get(pk=self.luck.choice(self.world.people))

    def post(self) -> Post:
        """Mostly one that nobody holds."""
        rows = Post.every.select_related("organisation")
        live = Appointment.every.filter(ends__isnull=True, superseded_at__isnull=True)
        held = set(live.values_list("post_id", flat=True)) if self.chance(70) else set()
        free = [pk for pk in self.world.posts if pk not in held]
        return rows.get(pk=self.luck.choice(free or self.world.posts))

    def mode(self, post: Post) -> str:
        fits = "elected" if post.kind in ELECTED_POSTS else "hired"
        return fits if self.chance(95) else self.luck.choice(["elected", "hired"])

    def appointment(self) -> Any:
        """Mostly one that is open; the object may be old by the time it is used."""
        rows = Appointment.every.select_related("person", "post__organisation", "organisation")
        live = rows.filter(superseded_at__isnull=True).select_related("ending")
        if self.chance(80):
            live = live.filter(ends__isnull=True)
        return self.one(live if self.chance(95) else rows)

    def _reasons(self) -> list[str]:
        """Nobody comes back from the dead, and the world is small: few die."""
        mortal = self.chance(3)
        return [one for one in EndReason.values if mortal or one != EndReason.DECEASED]

    def end(self, day: date) -> dict[str, Any]:
        return {
            "day": day,
            "reason": self.luck.choice(self._reasons()),
            "deciding_body": "村民代表会议",
            "document_number": "决〔2026〕1号" if self.chance(90) else "",
        }
