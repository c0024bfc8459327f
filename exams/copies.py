"""Copies as PDF that a job makes for one login and that lie ready for it for about a day: those
that take more than a second of a processor, or as long as somebody's attempt is (decision 24).

Whoever asks, and whoever takes one, is asked for the permission; a copy taken is recorded by who
hands it out.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from exams import on_request
from exams.on_request import FAILED, NONE, PREPARING, READY
from portal import clock, whole_files
from portal.jobs.choices import JobState
from portal.jobs.enqueueing import OPEN, enqueue_again, newest

PRINT = "exams.print_copy"
EVIDENCE, PROTOCOL = "evidence", "protocol"
KEPT = timedelta(days=1)
MADE = re.compile(r"(?P<variant>[a-z0-9]+)-(?P<at>[0-9]{20})-(?P<note>[0-9a-f]*)\.pdf")
STAMP = "%Y%m%d%H%M%S%f"


@dataclass(frozen=True)
class Wanted:
    """A copy of a `kind` about one row (`subject`, its id), in a `variant` (small letters and
    digits) that says how much stands in it, for the login `user` (id)."""

    kind: str
    subject: int
    variant: str
    user: int


@dataclass(frozen=True)
class Made:
    """A copy that lies ready: when it was made, and what its maker noted of it."""

    path: Path
    at: datetime
    note: str


@dataclass(frozen=True)
class Standing:
    """How a copy stands: READY (`made`), PREPARING (`again` when a try has failed), FAILED
    (`trouble` says why; `made` is an older one that may still be taken), or NONE."""

    state: str
    made: Made | None = None
    trouble: str = ""
    again: bool = False


Maker = Callable[[Wanted], None]
_makers: dict[str, Maker] = {}


def made_by(kind: str, maker: Maker) -> None:
    """Say who makes copies of a kind and lays them ready (`keep`)."""
    _makers[kind] = maker


def make(wanted: Wanted) -> None:
    """Have a copy made by whoever makes its kind; never in a request, never in a transaction."""
    _makers[wanted.kind](wanted)


def ask(wanted: Wanted) -> bool:
    """Have a copy made of how things stand when its turn comes, unless that waits already."""
    with transaction.atomic():
        return enqueue_again(PRINT, _name(wanted), asdict(wanted))


def _name(wanted: Wanted) -> str:
    return f"{wanted.kind}:{wanted.subject}:{wanted.variant}:{wanted.user}"


def wanted_of(payload: dict[str, Any]) -> Wanted:
    """What a job of the kind PRINT is to make."""
    return Wanted(**payload)


def stand(wanted: Wanted) -> Standing:
    job = newest(PRINT, _name(wanted))
    if job and job.state in OPEN:
        failed = job.tries - (job.state == JobState.RUNNING)  # a try counts from its beginning
        return Standing(PREPARING, again=failed > 0)
    trouble = on_request.trouble(_trouble_file(wanted), job.state if job else None)
    made = kept(wanted)
    if trouble:
        return Standing(FAILED, made, trouble)
    return Standing(READY, made) if made else Standing(NONE)


def kept(wanted: Wanted) -> Made | None:
    """The newest copy that is there, not older than a day."""
    return next(iter(_fresh(wanted)), None)


def take(wanted: Wanted) -> tuple[Made, bytes] | None:
    """The newest copy with its bytes; None when there is none, or another is just taking its
    place."""
    for made in _fresh(wanted):
        try:
            return made, made.path.read_bytes()
        except FileNotFoundError:
            continue
    return None


def _fresh(wanted: Wanted) -> list[Made]:
    fresh = (one for one in _made(wanted) if one.at > clock.now() - KEPT)
    return sorted(fresh, key=lambda one: one.at, reverse=True)


def keep(wanted: Wanted, content: bytes, note: str = "") -> None:
    """Lay a copy ready in the place of older ones; `note` is hexadecimal."""
    before = [one.path for one in _made(wanted)]
    stamp = clock.now().strftime(STAMP)
    whole_files.write(_folder(wanted) / f"{wanted.variant}-{stamp}-{note}.pdf", content)
    for old in [*before, _trouble_file(wanted)]:
        old.unlink(missing_ok=True)


def note_trouble(wanted: Wanted, why: str) -> None:
    whole_files.write(_trouble_file(wanted), why.encode())


def _root() -> Path:
    return Path(settings.FILES_ROOT) / "copies"


def _folder(wanted: Wanted) -> Path:
    return _root() / wanted.kind / str(wanted.subject) / str(wanted.user)


def _trouble_file(wanted: Wanted) -> Path:
    return _folder(wanted) / f"{wanted.variant}.txt"


def _made(wanted: Wanted) -> Iterator[Made]:
    for path in _folder(wanted).glob(f"{wanted.variant}-*.pdf"):
        found = MADE.fullmatch(path.name)
        if found:
            at = datetime.strptime(found["at"], STAMP).replace(tzinfo=UTC)
            yield Made(path, at, found["note"])


def put_away() -> int:
    """Remove the copies that are older than a day, and what could not be made; how many files."""
    oldest = (clock.now() - KEPT).timestamp()
    gone = 0
    for path in _root().glob("*/*/*/*"):
        if _since(path) <= oldest:
            path.unlink(missing_ok=True)
            gone += 1
    for folder in (*_root().glob("*/*/*"), *_root().glob("*/*")):
        _remove_if_empty(folder, oldest)
    return gone


def _since(path: Path) -> float:
    """Since when a file lies there, by its name if that says so; one that is just being written
    and has gone by now is young."""
    if found := MADE.fullmatch(path.name):
        return datetime.strptime(found["at"], STAMP).replace(tzinfo=UTC).timestamp()
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return clock.now().timestamp()


def _remove_if_empty(folder: Path, oldest: float) -> None:
    """A young one stays: somebody may be about to lay a file there."""
    try:
        if folder.stat().st_mtime <= oldest:
            folder.rmdir()
    except OSError:  # something lies there, or it has gone
        return
