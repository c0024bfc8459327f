"""Several keepers write the roster at once, each by a connection of its own, on few seats and few
people so that they collide; between rounds, when all hands rest, everything is asked."""

import random
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.db import connection

from certificates.lifecycle import MoveRefused
from certificates.roster.appointing import GateClosed
from certificates.roster.refusing import Refused
from certificates.roster.standing import Standing
from portal import clock
from portal.people.models import Post
from tests.certificates.roster import small_world
from tests.certificates.roster.consistency import answers_at, every_line, offences
from tests.certificates.roster.hands import Hand, Told
from tests.certificates.roster.random_acts import any_act
from tests.certificates.roster.small_world import World
from tests.certificates.roster.told_calendar import Calendar

Say = Callable[[str], None]
STEPS = (1, 1, 2, 6, 20, 45)  # days from round to round
ENOUGH = 20  # findings


@dataclass
class Figures:
    """What was done, and what was wrong."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    rounds: int = 0
    reads: int = 0
    appointments: int = 0
    missing: list[str] = field(default_factory=list)

    @property
    def operations(self) -> int:
        return self.done.total() + self.refused.total()

    def lines(self) -> list[str]:
        done = ", ".join(f"{name} {count}" for name, count in self.done.most_common())
        refused = ", ".join(f"{name} {count}" for name, count in self.refused.most_common())
        return [
            f"{self.operations} operations, {self.rounds} checkpoints, {self.reads} lists read",
            f"done: {done}",
            f"refused: {refused}",
            f"{self.appointments} appointments in the end",
            *(f"MISSING {one}" for one in self.missing),
            "nothing is wrong" if not self.missing else f"{len(self.missing)} findings",
        ]


@dataclass
class Race:
    """One run: the world, what was told of it, and what was seen when."""

    world: World
    luck: random.Random
    figures: Figures
    calendar: Calendar
    seen: list[tuple[datetime, date, dict[int, Standing]]] = field(default_factory=list)


@contextmanager
def running_clock(moment: datetime) -> Iterator[Callable[[timedelta], None]]:
    """A clock for all threads that begins at a moment and runs; what it gives sets it forward."""
    real, ahead = clock.now, [moment - datetime.now(UTC)]

    def forward(by: timedelta) -> None:
        ahead[0] += by

    clock.now = lambda: datetime.now(UTC) + ahead[0]
    try:
        yield forward
    finally:
        clock.now = real


def run(operations: int, writers: int, each: int, seed: int, say: Say) -> Figures:
    """So many operations by so many hands, `each` of one between two checkpoints; `writers` 0 is
    one hand in the caller's own transaction."""
    figures = Figures()
    world = small_world.found()
    full_time = Post.every.filter(kind="full_time").values_list("pk", flat=True)
    race = Race(world, random.Random(seed), figures, Calendar(full_time))
    with running_clock(small_world.BEGIN + timedelta(hours=1)) as forward:
        while figures.operations < operations and len(figures.missing) < ENOUGH:
            told = _all_hands(race, writers, each)
            race.calendar.hear(told)
            _ask(race)
            if figures.rounds % 25 == 0:
                say(f"{figures.operations} operations, {len(figures.missing)} findings")
            forward(timedelta(days=race.luck.choice(STEPS)))
    figures.appointments = len(race.calendar.terms)
    return figures


def _all_hands(race: Race, writers: int, each: int) -> list[Told]:
    """What all of them were told when all rest."""
    seeds = [race.luck.randrange(10**9) for _hand in range(max(writers, 1))]
    told: list[Told] = []
    lock = threading.Lock()

    def work(seed: int) -> None:
        for _n in range(each):
            _once(race, Hand(race.world, random.Random(seed + _n)), told, lock)

    if not writers:
        work(seeds[0])
        return told
    rest = threading.Event()
    threads = [threading.Thread(target=_closing, args=(work, seed)) for seed in seeds]
    reader = threading.Thread(target=_closing, args=(lambda _seed: _read(race, rest), 0))
    for thread in (*threads, reader):
        thread.start()
    for thread in threads:
        thread.join()
    rest.set()
    reader.join()
    return told


def _closing(work: Callable[[int], None], seed: int) -> None:
    try:
        work(seed)
    finally:
        connection.close()


def _once(race: Race, hand: Hand, told: list[Told], lock: threading.Lock) -> None:
    """Done, or refused in words: anything else a keeper would see as a page that broke."""
    act = any_act(hand.luck)
    name, figures = act.__name__, race.figures
    try:
        said = act(hand)
    except (Refused, MoveRefused) as refused:
        with lock:
            figures.refused[f"{name}{' by the gate' * isinstance(refused, GateClosed)}"] += 1
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        ways = traceback.extract_tb(error.__traceback__)
        where = [
            f"{step.name}:{step.lineno}" for step in ways if "/site-packages/" not in step.filename
        ]
        with lock:
            figures.refused["broken"] += 1
            figures.missing.append(f"{name}: {type(error).__name__} {error} {where}")
    else:
        if said is not None:
            with lock:
                figures.done[name] += 1
                told.extend(said)


def _read(race: Race, rest: threading.Event) -> None:
    """Somebody looks at the list all the while; it never breaks and names nobody twice."""
    while not rest.is_set():
        try:
            lines = list(every_line(race.world.scope, clock.today()))
        except Exception as error:  # noqa: BLE001
            race.figures.missing.append(f"list: {type(error).__name__} {error}")
            return
        posts = [row.post_id for row in lines if row.post_id]
        if len(posts) != len(set(posts)):
            race.figures.missing.append(f"list: a post twice {sorted(posts)}")
        race.figures.reads += 1
        rest.wait(0.05)


def _ask(race: Race) -> None:
    race.figures.rounds += 1
    today = clock.today()
    turns = sorted(race.calendar.turns())
    days = {today, *([race.luck.choice(turns)] if turns else ())}
    race.figures.missing += offences(race.world, race.calendar, days)
    if race.seen:
        moment, day, answers = race.luck.choice(race.seen)
        if answers_at(race.world, day, moment) != answers:
            race.figures.missing.append(
                f"what was known of {day} at {moment} is not known any more"
            )
    race.seen.append((clock.now(), today, answers_at(race.world, today, None)))
