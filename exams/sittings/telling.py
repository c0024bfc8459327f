"""Telling people of their seat, and who watches of their duty: when they first have one, when it
is another one than they were told, and when it is no more.

Each knows by `SeatTold` and `DutyTold` what was told last; whoever reads the same again is not
told twice, however often an act is repeated or a job is done.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop, pgettext_lazy

from exams.choices import SittingMode, SittingState
from exams.models import DutyTold, Invigilator, Seat, SeatTold, Sitting, SittingRoom
from exams.sittings import lines
from exams.sittings.arranging import REPLANNED
from exams.sittings.lines import Line
from exams.sittings.standing import in_rooms, standing
from portal import clock
from portal.audit.models import AuditBody
from portal.audit.recording import subject_of
from portal.notices.telling import Message, tell_many
from portal.notices.wording import Fact, Wording

AT_ONCE = 200
KNOWN = ["line", "times", "event"]
SEAT = Wording(
    "seat.told",
    gettext_noop("Your exam: %(sitting)s"),
    gettext_noop(
        "You are enrolled for “%(exam)s”.\n%(line)s\nPlease look at your admission slip: it says"
        " what to bring and what holds on the day."
    ),
)
CHANGED = Wording(
    "seat.changed",
    gettext_noop("Your exam has changed: %(sitting)s"),
    gettext_noop(
        "Something has changed for you in “%(exam)s”.\n%(changes)s\nYour admission slip says it as"
        " it is now; one that you printed before no longer holds."
    ),
)
CANCELLED = Wording(
    "seat.cancelled",
    gettext_noop("Your exam is cancelled: %(sitting)s"),
    gettext_noop(
        "“%(exam)s” on %(moment)s is cancelled. The reason: %(reason)s.\nYou need not come. If"
        " you are enrolled for another sitting, you read of it in a message."
    ),
)
WITHDRAWN = Wording(
    "seat.withdrawn",
    gettext_noop("You are off the list: %(sitting)s"),
    gettext_noop(
        "You were taken off the list of “%(exam)s” on %(moment)s. The reason: %(reason)s.\nIf this"
        " is a mistake, please turn to the exam office."
    ),
)
DUTY = Wording(
    "duty.told",
    gettext_noop("Your duty as %(role)s: %(sitting)s"),
    gettext_noop(
        "You are named as %(role)s of “%(exam)s”.\n%(line)s\nOn the day your desk leads to the live"
        " board of your room."
    ),
)
DUTY_CHANGED = Wording(
    "duty.changed",
    gettext_noop("Your duty as %(role)s has changed: %(sitting)s"),
    gettext_noop("Something has changed for you as %(role)s of “%(exam)s”.\n%(changes)s"),
)
DUTY_ENDED = Wording(
    "duty.ended",
    gettext_noop("No longer %(role)s: %(sitting)s"),
    gettext_noop(
        "You are no longer %(role)s of “%(exam)s” on %(moment)s. You need not come for it."
    ),
)
DUTY_CANCELLED = Wording(
    "duty.cancelled",
    gettext_noop("Your duty as %(role)s is cancelled: %(sitting)s"),
    gettext_noop(
        "“%(exam)s” on %(moment)s is cancelled. The reason: %(reason)s. You need not come for it."
    ),
)


@dataclass(frozen=True)
class Word:
    """What is to be told, with its facts, and the line that is known afterwards."""

    wording: Wording
    facts: Mapping[str, Fact]
    line: Line


def held(sitting_id: int) -> Sitting:
    """The sitting as it is now; nobody else tells of it until the transaction ends."""
    rows = Sitting.objects.unscoped("telling of a sitting").select_for_update(
        of=("self",), no_key=True
    )
    return rows.select_related("exam").get(pk=sitting_id)


@dataclass(frozen=True)
class Reasons:
    """Why a sitting was planned anew, act by act, as the exam office wrote it for those concerned.
    The reasons of other acts may be about one person, and are told to nobody."""

    acts: tuple[tuple[int, str], ...]

    @property
    def last(self) -> int:
        """The newest of these acts (id), 0 without any."""
        return self.acts[-1][0] if self.acts else 0

    def since(self, event: int) -> tuple[str, ...]:
        """The reasons given after an act, each once: one telling may cover several acts, and who
        tells of one may find that another is already done."""
        return tuple(dict.fromkeys(reason for act, reason in self.acts if act > event and reason))


def _reasons(sitting: Sitting) -> Reasons:
    bodies = AuditBody.objects.filter(event__subject=subject_of(sitting), event__kind=REPLANNED)
    return Reasons(tuple(bodies.order_by("event_id").values_list("event_id", "reason")))


def tell_seats(sitting_id: int, seat_ids: Sequence[int] | None, after: int) -> int | None:
    """Tell the next AT_ONCE people behind this seat, of all or of these, what has changed for them;
    the last seat that was looked at, None when there are no more. Must run in a transaction."""
    sitting = held(sitting_id)
    if sitting.published_at is None or sitting.ends_at <= clock.now():
        return None
    seats = list(_seats(sitting, seat_ids).filter(pk__gt=after)[:AT_ONCE])
    known = {seat.pk: getattr(seat, "told", None) or SeatTold(seat=seat) for seat in seats}
    reasons, waiting = _reasons(sitting), _waiting(sitting, seats)
    messages, told = [], []
    for seat in seats:
        if seat.pk in waiting:
            continue
        one = known[seat.pk]
        word = _word_of(seat, sitting, one.line, reasons.since(one.event))
        if _look(one, word, reasons):
            told.append(one)
        if word:
            messages.append(_to_person(seat, sitting, word, one.times))
    SeatTold.objects.bulk_create(
        told, update_conflicts=True, unique_fields=["seat"], update_fields=KNOWN
    )
    tell_many(messages)
    return seats[-1].pk if len(seats) == AT_ONCE else None


def _seats(sitting: Sitting, seat_ids: Sequence[int] | None) -> QuerySet[Seat]:
    """Who has begun needs no telling."""
    rows = Seat.objects.unscoped("telling of seats").filter(
        sitting=sitting, attempt__isnull=True, person__erased_at__isnull=True
    )
    chosen = rows if seat_ids is None else rows.filter(pk__in=seat_ids)
    return chosen.select_related("room__room__site", "told").order_by("pk")


def _waiting(sitting: Sitting, seats: Sequence[Seat]) -> set[int]:
    """Who is told once there is a place to go to (ids): everybody where each needs one, and where
    the rooms hold all without need, who was enrolled when the others had theirs."""
    lone = [one for one in seats if one.number is None and one.withdrawn_at is None]
    if not lone or sitting.state == SittingState.CANCELLED:
        return set()
    if in_rooms(sitting):
        return {one.pk for one in lone}
    since, there = sitting.published_at, standing(sitting)
    if since is None or not there.rooms or there.places < there.enrolled:
        return set()
    return {one.pk for one in lone if one.recorded_at > since}


def _look(one: SeatTold | DutyTold, word: Word | None, reasons: Reasons) -> bool:
    """Note what somebody knows now, and up to which act it was looked at for them; whether there
    is anything to keep. Who knows nothing yet needs no row."""
    seen = one.event < reasons.last and bool(one.times)
    if word:
        one.line, one.times = word.line, one.times + 1
    one.event = reasons.last
    return seen or word is not None


def _word_of(seat: Seat, sitting: Sitting, before: Line, why: Sequence[str]) -> Word | None:
    """What somebody must be told now, who was told `before` (empty: nothing that holds)."""
    seat.sitting = sitting  # read once for all
    gone = seat.withdrawn_at is not None
    if gone or sitting.state == SittingState.CANCELLED:
        if not before:
            return None
        reason = seat.withdrawn_reason if gone else sitting.ended_reason
        return _gone(WITHDRAWN if gone else CANCELLED, before, reason)
    return _differs((SEAT, CHANGED), before, lines.of_seat(seat, sitting), why)


def _gone(wording: Wording, before: Line, reason: str) -> Word:
    facts = {"moment": lines.moment(before["begins"]), "reason": lines.bare(reason)}
    return Word(wording, facts, {})


def _differs(
    wordings: tuple[Wording, Wording], before: Line, now: Line, why: Sequence[str]
) -> Word | None:
    first, changed = wordings
    if not before:
        return Word(first, {"line": lines.in_words(now)}, now)
    if before == now:
        return None
    return Word(changed, {"changes": lines.changes(before, now, tuple(why))}, now)


def _facts(sitting: Sitting, word: Word) -> dict[str, Fact]:
    return {"exam": sitting.exam.title, "sitting": sitting.title, **word.facts}


def _to_person(seat: Seat, sitting: Sitting, word: Word, times: int) -> Message:
    link = reverse("own_slip", args=[seat.pk]) if word.line else reverse("exams")
    return Message(
        word.wording,
        key=f"{seat.pk}:{times}",
        person_id=seat.person_id,
        facts=_facts(sitting, word),
        link=link,
    )


def tell_duties(sitting_id: int) -> int:
    """Tell who watches over rooms of a sitting, or did; how many. Must run in a transaction."""
    sitting = held(sitting_id)
    if sitting.ends_at <= clock.now():
        return 0
    rooms: dict[int, list[SittingRoom]] = defaultdict(list)
    rows = Invigilator.objects.unscoped("telling of duties").filter(room__sitting=sitting)
    for duty in rows.select_related("room__room__site").order_by("room__number"):
        rooms[duty.user_id].append(duty.room)
    known = {one.user_id: one for one in DutyTold.objects.filter(sitting=sitting)}
    reasons = _reasons(sitting)
    messages, told = [], []
    for user_id in sorted({*rooms, *known}):
        one = known.get(user_id) or DutyTold(sitting=sitting, user_id=user_id)
        word = _duty(rooms.get(user_id, []), sitting, one.line, reasons.since(one.event))
        if _look(one, word, reasons):
            told.append(one)
        if word:
            messages.append(_to_login(user_id, sitting, word, one.times))
    DutyTold.objects.bulk_create(
        told, update_conflicts=True, unique_fields=["sitting", "user"], update_fields=KNOWN
    )
    return tell_many(messages)


def _duty(
    rooms: Sequence[SittingRoom], sitting: Sitting, before: Line, why: Sequence[str]
) -> Word | None:
    off = sitting.state == SittingState.CANCELLED
    if off or not rooms:
        if not before:
            return None
        return _gone(DUTY_CANCELLED if off else DUTY_ENDED, before, sitting.ended_reason)
    return _differs((DUTY, DUTY_CHANGED), before, lines.of_duty(rooms, sitting), why)


def _to_login(user_id: int, sitting: Sitting, word: Word, times: int) -> Message:
    oral = sitting.mode == SittingMode.ORAL
    role: Fact = pgettext_lazy("duty", "oral examiner") if oral else _INVIGILATOR
    return Message(
        word.wording,
        key=f"{sitting.pk}:{times}",
        user_id=user_id,
        facts={**_facts(sitting, word), "role": role},
        link=reverse("sitting_board", args=[sitting.pk]) if word.line else "",
    )


_INVIGILATOR = pgettext_lazy("duty", "invigilator")
