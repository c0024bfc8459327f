"""How large a chaos run is, and which build it runs."""

from dataclasses import dataclass

BROKEN = ("early_ack", "no_door", "lost_jobs")
SOUND_SETTINGS, HURRIED_SETTINGS = "portal.settings.base", "tests.hurried"
CLIENTS = 4
SAVES_EACH = 10
SETTLE_SECONDS = 60.0
THINKS = 0.1  # seconds


@dataclass(frozen=True)
class Scale:
    """`kills` are SIGKILLs; `restarts` those of PostgreSQL, at once; `flushes` those of Redis (on
    SQLite: the folder of the broker is deleted); `certified` candidates may get a certificate."""

    submissions: int
    kills: int
    restarts: int
    flushes: int
    certified: int
    seed: int
    sqlite: bool = False
    broken: str = ""
    latest: float = 0.97
    """No deed after this share of what the candidates are to be told."""
    batch: bool = False
    """Everybody has passed already, and waits for a batch (`batching`)."""
    only: str = ""
    """Nobody but this one is killed; "" for everybody by their shares."""
    thinks: float = 0.0
    """Seconds that a candidate thinks before each answer, so that there is time to be killed."""
    hurried: bool = False
    """Leases and ticks are shorter than a city's (`tests.hurried`)."""

    @property
    def settings(self) -> str:
        """The settings module that web server, worker and beat run with."""
        sound = HURRIED_SETTINGS if self.hurried else SOUND_SETTINGS
        return f"tests.chaos.broken.{self.broken}" if self.broken else sound


def full(seed: int, *, sqlite: bool, broken: str = "") -> Scale:
    """What is promised; of a broken build as much as finds it, with everybody of age, so that the
    worker is seldom idle when it dies."""
    restarts = 0 if sqlite else 2
    if broken:
        return Scale(60, 16, restarts, 2, certified=60, seed=seed, sqlite=sqlite, broken=broken)
    kills = 20 if sqlite else 50
    return Scale(1000, kills, restarts, 2, certified=100, seed=seed, sqlite=sqlite, thinks=THINKS)


def fast(*, sqlite: bool) -> Scale:
    """The deeds come early: a lease runs out while the candidates are still at work."""
    return Scale(
        submissions=60,
        kills=6,
        restarts=0 if sqlite else 1,
        flushes=1,
        certified=6,
        seed=7,
        sqlite=sqlite,
        latest=0.5,
        hurried=True,
    )


def fast_broken(broken: str) -> Scale:
    """Web workers die three times: whichever answers, it holds answers that it has not written."""
    return Scale(
        submissions=16,
        kills=3,
        restarts=0,
        flushes=0,
        certified=1,
        seed=7,
        broken=broken,
        only="web worker",
    )
