"""Copies as PDF that a job makes for one login and that lie ready for it for a day: those that take
more than a second of a processor, or as long as somebody's attempt is (decision 24).

Whoever asks, and whoever takes one, is asked for the permission; a copy taken is recorded by who
hands it out.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from portal import clock, whole_files
from portal.jobs.choices import JobState
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import Job

PRINT = "exams.print_copy"
EVIDENCE, PROTOCOL = "evidence", "protocol"
KEPT = timedelta(days=1)
READY, PREPARING, FAILED, NONE = "ready", "preparing", "failed", "none"
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
    """How a copy stands: READY (`made`), PREPARING, FAILED (`trouble` says why), or NONE."""

    state: str
    made: Made | None = None
    trouble: str = ""


def ask(wanted: Wanted) -> bool:
    """Have a copy made of how things stand when its turn comes, unless that waits already."""
    if _is_being_made(wanted):
        return False
    with transaction.atomic():
        names = (wanted.kind, wanted.subject, wanted.variant, wanted.user)
        key = ":".join(map(str, [*names, clock.now().isoformat()]))
        return enqueue(PRINT, key, asdict(wanted))


def wanted_of(payload: dict[str, Any]) -> Wanted:
    """What a job of the kind PRINT is to make."""
    return Wanted(**payload)


def _is_being_made(wanted: Wanted) -> bool:
    waiting = Job.objects.filter(kind=PRINT, state__in=(JobState.WAITING, JobState.RUNNING))
    return asdict(wanted) in waiting.values_list("payload", flat=True)


def stand(wanted: Wanted) -> Standing:
    if _is_being_made(wanted):
        return Standing(PREPARING)
    made = kept(wanted)
    if made:
        return Standing(READY, made)
    try:
        return Standing(FAILED, trouble=_trouble_file(wanted).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Standing(NONE)


def kept(wanted: Wanted) -> Made | None:
    """The newest copy that is there, not older than a day."""
    fresh = (one for one in _made(wanted) if one.at > clock.now() - KEPT)
    return max(fresh, key=lambda one: one.at, default=None)


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
        found = MADE.fullmatch(path.name)
        at = (
            datetime.strptime(found["at"], STAMP).replace(tzinfo=UTC).timestamp()
            if found
            else path.stat().st_mtime
        )
        if at <= oldest:
            path.unlink(missing_ok=True)
            gone += 1
    for folder in sorted(_root().glob("*/*/*"), reverse=True):
        _remove_if_empty(folder)
        _remove_if_empty(folder.parent)
    return gone


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:  # something lies there, or just came
        return
