"""Where generated histories take place, and the chance that draws them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any

from courses.models import LessonPage
from exams.choices import ExamKind
from exams.models import Exam
from portal import clock
from portal.accounts.models import User
from portal.people.models import Organisation
from tests.certificates.roster import city
from tests.courses import rows as lessons

FIRST = date(2021, 1, 1)
DAYS = 90  # few enough that beginnings, ends and the days asked about fall together
numbers = count(1)


@dataclass
class World:
    """Where the histories take place, and the chance that draws them."""

    chance: Random
    home: Organisation
    court: Organisation
    exam: Exam
    lessons: list[LessonPage]
    signers: list[User]

    def day(self, since: date = FIRST) -> date:
        return since + timedelta(days=self.chance.randrange(DAYS))

    def moment(self) -> datetime:
        """Some time of the day, so that the city's midnight matters."""
        at = time(self.chance.randrange(24), self.chance.randrange(60))
        return datetime.combine(self.day(), at, clock.CITY_ZONE)

    def period(self, longest: int = 50) -> tuple[date, date]:
        starts = self.day()
        return starts, starts + timedelta(days=self.chance.randint(1, longest))

    def luck(self, share: float) -> bool:
        return self.chance.random() < share


@dataclass
class Rows:
    """What waits to be written, by model."""

    waiting: list[Any] = field(default_factory=list)

    def add(self, row: Any) -> Any:
        self.waiting.append(row)
        return row

    def write(self) -> None:
        """In the order of the models as they came; their keys are set."""
        for model in dict.fromkeys(type(row) for row in self.waiting):
            of_it = [row for row in self.waiting if type(row) is model]
            model.every.bulk_create(of_it, batch_size=400)
        self.waiting = []


def world(seed: int) -> World:
    moment = datetime.combine(FIRST, time(8), clock.CITY_ZONE)
    module = lessons.module(f"m{seed}")
    return World(
        Random(seed),
        city.place("village"),
        city.place("court"),
        Exam.objects.create(
            kind=ExamKind.QUALIFYING, title="上岗考试", blueprint={"rows": []}, recorded_at=moment
        ),
        [lessons.lesson(module, f"h{seed}-{n}", checks=0) for n in range(2)],
        [User.objects.create(username=f"signer-{seed}-{n}") for n in range(2)],
    )


def apart(world: World) -> Iterator[tuple[date, date | None]]:
    """Periods that do not overlap; the last one may be open."""
    first = world.period(10)
    yield first
    if world.luck(0.4):
        starts = first[1] + timedelta(days=world.chance.randrange(10))
        yield starts, None if world.luck(0.5) else starts + timedelta(days=5)


def questions(world: World, days: int, moments: int) -> list[tuple[date, datetime | None]]:
    """Days asked about, each as known now and as known at some moments."""
    known: list[datetime | None] = [None, *(world.moment() for _n in range(moments))]
    asked = [world.day() + timedelta(days=30) for _n in range(days)]
    return [(day, moment) for moment in known for day in asked]
