"""Sheets for the room as PDF/UA, each made once for the seats as they stand and kept as a file
until somebody moves; they hold names, so they go when the sitting is long over."""

import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import get_language, override, pgettext

from exams import on_request
from exams.models import Seat, Sitting
from exams.on_request import FAILED, NONE, PREPARING, READY, STALE
from exams.papers.printing import Unprintable, press_all
from exams.sittings import sheets
from portal import clock, whole_files
from portal.jobs.choices import JobState
from portal.jobs.enqueueing import OPEN, enqueue, enqueue_again
from portal.jobs.models import Job

PRINT = "exams.print_sitting"
SLIPS = "slips"
KINDS = (SLIPS, "signin", "doors", "labels")
IN_ROOMS = KINDS[1:]  # of no use where everybody writes wherever they are
STYLE = "exams/print/sittings/sittings.css"
KEPT = timedelta(days=60)
TRIES = 3
AT_ONCE = 300  # slips in one file: WeasyPrint takes memory for each


def named(kind: str) -> str:
    """What a sheet is called."""
    names = {
        SLIPS: pgettext("sheet", "Admission slips"),
        "signin": pgettext("sheet", "Sign-in sheets"),
        "doors": pgettext("sheet", "Door sheets"),
        "labels": pgettext("sheet", "Labels of the seats"),
    }
    return names[kind]


def _folder(sitting_id: int) -> Path:
    return Path(settings.FILES_ROOT) / "sittings" / str(sitting_id)


def edition(sitting: Sitting) -> str:
    """Names what a sheet would say now: another one as soon as a seat, a name or an hour is."""
    rows = sheets.seats_of(sitting).values_list(
        "pk", "ticket", "room_id", "number", "letter", "starts_after", "extra_minutes",
        "person__name", "person__id_masked", "person__organisation__name", "room__room__name",
        "room__room__site__name", "room__room__site__address", "room__room__site__way_there",
    )  # fmt: skip
    told = [
        sitting.exam.title, sitting.title, sitting.mode, sitting.opens_at, sitting.closes_at,
        sitting.minutes, sitting.cuts, sitting.needs_code, sitting.notice, *rows,
    ]  # fmt: skip
    return _short(json.dumps(told, default=str, ensure_ascii=False))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _parts(kind: str, seats: int) -> int:
    """In how many files a sheet comes: slips of a large sitting in several."""
    return max(1, -(-seats // AT_ONCE)) if kind == SLIPS else 1


def _file(sitting: Sitting, kind: str, made: str, part: int) -> Path:
    return _folder(sitting.pk) / f"{kind}-{made}-{part}.pdf"


def _trouble_file(sitting: Sitting, kind: str, made: str) -> Path:
    return _folder(sitting.pk) / f"{kind}-{made}.txt"


def ask(sitting: Sitting, kind: str) -> bool:
    """Have a sheet made as the seats stand now, unless that waits already."""
    if kind not in KINDS:
        raise LookupError(kind)
    with transaction.atomic():
        name = f"{sitting.pk}:{kind}"
        return enqueue_again(PRINT, name, {"sitting": sitting.pk, "kind": kind})


def out_of_date(sitting: Sitting) -> list[str]:
    """The kinds of sheet that were made and no longer hold; those being made may be of before."""
    made, running = edition(sitting), _being_made(JobState.RUNNING)
    return [kind for kind in KINDS if (sitting.pk, kind) in running or _is_old(sitting, kind, made)]


def _is_old(sitting: Sitting, kind: str, made: str) -> bool:
    there = [file.name for file in _folder(sitting.pk).glob(f"{kind}-*.pdf")]
    return bool(there) and not any(name.startswith(f"{kind}-{made}-") for name in there)


def renew(sitting_id: int, kinds: Iterable[str], event_id: int) -> None:
    """Have these sheets made anew after an act, unless that waits already; one that is being made
    just now may be that of before. In the caller's transaction."""
    waiting = _being_made(JobState.WAITING)
    for kind in kinds:
        if (sitting_id, kind) not in waiting:
            key = f"{sitting_id}:{kind}:after:{event_id}"
            enqueue(PRINT, key, {"sitting": sitting_id, "kind": kind})


def _being_made(state: JobState) -> set[tuple[int, str]]:
    payloads = Job.objects.filter(kind=PRINT, state=state).values_list("payload", flat=True)
    return {(payload["sitting"], payload["kind"]) for payload in payloads}


@dataclass(frozen=True)
class Standing:
    """How a sheet stands: READY as the seats are now, PREPARING, STALE when it was made before
    something changed, FAILED (`trouble` says why), or NONE; and in how many files it comes."""

    kind: str
    state: str
    trouble: str
    parts: int


def stand(sitting: Sitting, kinds: Iterable[str]) -> list[Standing]:
    """How these sheets stand; three queries, whatever their number."""
    made, jobs, many = edition(sitting), _jobs(sitting), sheets.seats_of(sitting).count()
    return [_stands(sitting, kind, made, _parts(kind, many), jobs.get(kind)) for kind in kinds]


def _jobs(sitting: Sitting) -> dict[str, str]:
    """By kind of sheet the state of its job: of one that waits or runs, else of the last."""
    asked = Job.objects.filter(kind=PRINT, key__startswith=f"{PRINT}:{sitting.pk}:")
    states: dict[str, str] = {}
    for payload, state in asked.order_by("pk").values_list("payload", "state"):
        if states.get(payload["kind"]) not in OPEN:
            states[payload["kind"]] = state
    return states


def _stands(sitting: Sitting, kind: str, made: str, parts: int, job: str | None) -> Standing:
    every = (_file(sitting, kind, made, part) for part in range(1, parts + 1))
    if all(file.exists() for file in every):
        return Standing(kind, READY, "", parts)
    trouble = on_request.trouble(_trouble_file(sitting, kind, made), job)
    if job in OPEN:
        return Standing(kind, PREPARING, trouble, parts)
    if trouble:
        return Standing(kind, FAILED, trouble, parts)
    return Standing(kind, STALE if _is_old(sitting, kind, made) else NONE, "", parts)


def kept(sitting: Sitting, kind: str, part: int) -> bytes | None:
    """A file of a sheet as the seats stand now, or None while it is not made."""
    if kind not in KINDS:
        return None
    try:
        return _file(sitting, kind, edition(sitting), part).read_bytes()
    except FileNotFoundError:
        return None


def make(sitting: Sitting, kind: str) -> None:
    """Make a sheet in the city's language and keep it in the place of older ones. What has changed
    while it was printed is printed once more, so that it never takes the place of a newer one; who
    goes on changing has it made by those acts (`renew`). Takes its time: never in a request, never
    in a transaction."""
    for _try in range(TRIES):
        now = _as_it_is(sitting)
        made = edition(now)
        files = _press(now, kind, made)
        if edition(_as_it_is(sitting)) == made:
            _lay_down(now, kind, made, files)
            return


def _as_it_is(sitting: Sitting) -> Sitting:
    rows = Sitting.objects.unscoped("a sheet of a sitting").select_related("exam")
    return rows.get(pk=sitting.pk)


def _press(sitting: Sitting, kind: str, made: str) -> list[bytes]:
    """The files of a sheet; none, and why, when it cannot be printed."""
    seats = list(sheets.seats_of(sitting))
    with override(settings.LANGUAGE_CODE):
        try:
            return [_print(sitting, kind, some) for some in _some(seats, kind)]
        except Unprintable as why:
            whole_files.write(_trouble_file(sitting, kind, made), str(why).encode())
            return []


def _lay_down(sitting: Sitting, kind: str, made: str, files: list[bytes]) -> None:
    """Older ones go once the new ones lie there."""
    if not files:
        return
    new = [_file(sitting, kind, made, part) for part in range(1, len(files) + 1)]
    for file, content in zip(new, files, strict=True):
        whole_files.write(file, content)
    for old in _folder(sitting.pk).glob(f"{kind}-*"):
        if old not in new:
            old.unlink(missing_ok=True)


def _some(seats: list[Seat], kind: str) -> list[list[Seat]]:
    if kind != SLIPS or not seats:
        return [seats]
    return [seats[at : at + AT_ONCE] for at in range(0, len(seats), AT_ONCE)]


def _print(sitting: Sitting, kind: str, seats: list[Seat]) -> bytes:
    context: dict[str, Any] = {"sitting": sitting, "kind": named(kind), "name": kind}
    if kind == SLIPS:
        context["slips"] = list(sheets.slips(seats))
    else:
        context["rooms"] = sheets.rooms(seats)
    page = render_to_string(f"exams/print/sittings/{kind}.html", context)
    return press_all(page, render_to_string(STYLE))


def slip(seat: Seat) -> bytes:
    """The admission slip of one person, in the language that is active; made at the first asking
    and kept. Raises Unprintable."""
    context = {
        "sitting": seat.sitting,
        "kind": pgettext("sheet", "Admission slip"),
        "name": SLIPS,
        "slips": list(sheets.slips([seat])),
    }
    page = render_to_string(f"exams/print/sittings/{SLIPS}.html", context)
    start = f"one-{seat.pk}-{get_language()}-"
    file = _folder(seat.sitting_id) / f"{start}{_short(page)}.pdf"
    try:
        return file.read_bytes()
    except FileNotFoundError:
        content = press_all(page, render_to_string(STYLE))
    for old in file.parent.glob(f"{start}*"):
        old.unlink(missing_ok=True)
    whole_files.write(file, content)
    return content


def put_away() -> int:
    """Forget the sheets of sittings that are long over; how many sittings."""
    folder = Path(settings.FILES_ROOT) / "sittings"
    there = {int(one.name) for one in folder.glob("*") if one.name.isdecimal()}
    rows = Sitting.objects.unscoped("whose sheets are forgotten").filter(
        pk__in=there, closes_at__lt=clock.now() - KEPT
    )
    over = set(rows.values_list("pk", flat=True))
    for sitting_id in over:
        shutil.rmtree(_folder(sitting_id), ignore_errors=True)
    return len(over)
