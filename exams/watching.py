"""How the seats of a sitting stand now, for the board; only read. The number of queries does not
depend on how many sit there."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Model, Q, QuerySet

from exams import delivering, presence
from exams.choices import AttemptState, SeatState
from exams.models import (
    Answer,
    Attempt,
    Irregularity,
    PageLeaving,
    PaperQuestion,
    Seat,
    Sitting,
    SittingRoom,
)
from portal import clock

WHY = "the board of a sitting"
OPEN = AttemptState.OPEN
ENDED = {
    AttemptState.SUBMITTED: SeatState.SUBMITTED,
    AttemptState.CLOSED: SeatState.CLOSED,
}
STATES = {
    "withdrawn": Q(withdrawn_at__isnull=False),
    "absent": Q(withdrawn_at=None, attempt=None, checked_at=None),
    "checked": Q(withdrawn_at=None, attempt=None, checked_at__isnull=False),
    "answering": Q(attempt__state=OPEN, attempt__paused_at=None),
    "paused": Q(attempt__state=OPEN, attempt__paused_at__isnull=False),
    "submitted": Q(attempt__state=AttemptState.SUBMITTED),
    "closed": Q(attempt__state=AttemptState.CLOSED),
}


@dataclass(frozen=True)
class Line:
    """A seat as it stands: since when, how much is answered, how long is left (seconds, while the
    paper is open)."""

    seat: Seat
    state: SeatState
    since: datetime | None
    answered: int = 0
    total: int = 0
    left: int | None = None
    leavings: int = 0
    notes: int = 0


@dataclass
class Tally:
    """How many seats of a room (None: of no room) stand how."""

    room: SittingRoom | None
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SeatState.values, 0))

    @property
    def expected(self) -> int:
        return sum(self.counts.values()) - self.counts[SeatState.WITHDRAWN]

    @property
    def ended(self) -> int:
        return self.counts[SeatState.SUBMITTED] + self.counts[SeatState.CLOSED]

    @property
    def shown(self) -> list[tuple[SeatState, int]]:
        return [(SeatState(state), number) for state, number in self.counts.items()]


def lines(seats: Sequence[Seat]) -> list[Line]:
    """These seats (with their attempts) as they stand; five queries."""
    papers = [seat.attempt_id for seat in seats if seat.attempt_id]
    seen = presence.seen(papers)
    mine = {"attempt__in": papers}
    totals = _by(PaperQuestion, "attempt", mine)
    answered = _by(Answer, "attempt", mine, without=Q(value=[]))
    leavings = _by(PageLeaving, "attempt", mine, what="mark")
    notes = _by(Irregularity, "seat", {"seat__in": [seat.pk for seat in seats]})
    moment, found = clock.now(), []
    for seat in seats:
        state, since = _stands(seat, seen, moment)
        attempt, paper = seat.attempt, seat.attempt_id or 0
        is_open = attempt is not None and attempt.state == OPEN
        found.append(
            Line(
                seat,
                state,
                since,
                answered.get(paper, 0),
                totals.get(paper, 0),
                _left(attempt, moment) if attempt and is_open else None,
                leavings.get(paper, 0),
                notes.get(seat.pk, 0),
            )
        )
    return found


def _left(attempt: Attempt, moment: datetime) -> int:
    return delivering.seconds_left(attempt.deadline, attempt.paused_at or moment)


def _stands(
    seat: Seat, seen: dict[int, datetime] | None, moment: datetime
) -> tuple[SeatState, datetime | None]:
    attempt = seat.attempt
    if seat.withdrawn_at:
        return SeatState.WITHDRAWN, seat.withdrawn_at
    if attempt is None:
        return (SeatState.CHECKED if seat.checked_at else SeatState.ABSENT), seat.checked_at
    if attempt.state in ENDED:
        return ENDED[AttemptState(attempt.state)], attempt.submitted_at
    if attempt.paused_at:
        return SeatState.PAUSED, attempt.paused_at
    there = _last_there(attempt.started_at, attempt.saved_at, (seen or {}).get(attempt.pk))
    if seen is not None and moment - there > presence.AWAY:
        return SeatState.AWAY, there
    return SeatState.ANSWERING, attempt.saved_at


def _last_there(*moments: datetime | None) -> datetime:
    return max(moment for moment in moments if moment)


def _by(
    model: type[Model],
    owner: str,
    which: dict[str, Any],
    *,
    what: str = "pk",
    without: Q | None = None,
) -> dict[int, int]:
    """How many rows each owner has; counted in one query."""
    rows = model.objects.unscoped(WHY).filter(**which)  # type: ignore[attr-defined]
    rows = rows.exclude(without) if without is not None else rows
    counted = rows.order_by().values(owner).annotate(n=Count(what, distinct=what != "pk"))
    return dict(counted.values_list(owner, "n"))


def tallies(sitting: Sitting, rooms: Collection[SittingRoom], *, whole: bool) -> list[Tally]:
    """How the seats of these rooms stand, and, of the `whole` sitting, of those in no room; two
    queries, whatever their number."""
    mine = _of(sitting, rooms, whole=whole)
    named = {f"n_{name}": Count("pk", filter=which) for name, which in STATES.items()}
    rows: Iterable[Any] = mine.order_by().values("room").annotate(**named)
    found = {room.pk: Tally(room) for room in rooms}
    nowhere = Tally(None)
    for row in rows:
        tally = found.get(row["room"], nowhere)
        for name in STATES:
            tally.counts[SeatState(name)] = row[f"n_{name}"]
    for room_id in _away(mine):
        tally = found.get(room_id or 0, nowhere)
        tally.counts[SeatState.ANSWERING] -= 1
        tally.counts[SeatState.AWAY] += 1
    tallies = list(found.values())
    return [*tallies, nowhere] if sum(nowhere.counts.values()) else tallies


def together(tallies: Collection[Tally]) -> Tally:
    whole = Tally(None)
    for tally in tallies:
        for state, number in tally.counts.items():
            whole.counts[state] += number
    return whole


def _of(sitting: Sitting, rooms: Collection[SittingRoom], *, whole: bool) -> QuerySet[Seat]:
    seats = Seat.objects.unscoped(WHY).filter(sitting=sitting)
    return seats if whole else seats.filter(room__in=rooms)


def _away(seats: QuerySet[Seat]) -> list[int | None]:
    """The room of each whose page has not been heard of."""
    rows = list(
        seats.filter(STATES["answering"]).values_list(
            "room", "attempt", "attempt__started_at", "attempt__saved_at"
        )
    )
    seen = presence.seen([paper for _room, paper, _started, _saved in rows])
    if seen is None:
        return []
    before = clock.now() - presence.AWAY
    return [
        room
        for room, paper, started, saved in rows
        if _last_there(started, saved, seen.get(paper)) < before
    ]


@dataclass(frozen=True)
class Absence:
    """The page was left; `seconds` None: it has not been told that somebody came back."""

    left_at: datetime
    seconds: int | None


def leavings(seat: Seat) -> list[Absence]:
    """When the page of this seat's paper was left, in order."""
    rows = PageLeaving.objects.unscoped(WHY).filter(attempt=seat.attempt_id).order_by("back", "pk")
    found: dict[str, Absence] = {}
    for one in rows:
        first = found.get(one.mark)
        found[one.mark] = Absence(first.left_at if first else one.left_at, one.seconds)
    return sorted(found.values(), key=lambda absence: absence.left_at)
