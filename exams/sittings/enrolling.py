"""Giving people a seat at a sitting: who may sit, who need not, withdrawal, extra time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from exams import admission, crediting
from exams.choices import SittingMode, SittingState
from exams.models import Exam, Seat, Sitting
from exams.models.credits import MOST_MINUTES
from exams.sittings import announcing
from exams.sittings.arranging import late_start, ticket_day
from portal import clock
from portal.audit.models import AuditEvent
from portal.audit.recording import Note, record, record_many
from portal.counting import age_on
from portal.people.models import Person
from portal.policy.rules import rule

AT_ONCE = 200


@dataclass(frozen=True)
class Refused:
    """Somebody who gets no seat, and why."""

    person: Person
    reason: str


@dataclass(frozen=True)
class Enrolled:
    """How many got a seat, how many had one, who got none."""

    seats: int
    had: int
    refused: tuple[Refused, ...]


def enrol(
    sitting: Sitting, people: Sequence[Person], *, actor_id: int | None, by_name: bool = False
) -> Enrolled:
    """Give these people a seat at a sitting, at most AT_ONCE at a time.

    Who may not sit the exam gets none, with the reason; so does one of `exam.age_exempt` or more,
    who may sit and need not (unless chosen `by_name`), and who has a seat at another sitting of the
    exam; so does everybody once the sitting is over or cancelled. Raises ValueError for more
    people.
    """
    if len(people) > AT_ONCE:
        raise ValueError(f"{len(people)} people at once, the most is {AT_ONCE}")
    with_seat = _seated(sitting, people)[sitting.pk]
    barred = _barred(sitting, [one for one in people if one.pk not in with_seat], by_name=by_name)
    with transaction.atomic():
        now = _hold(sitting)
        over = _over(now)
        taken = _seated(sitting, people)
        asked = [one for one in people if one.pk in barred and one.pk not in taken[sitting.pk]]
        refused, welcome = [], []
        for person in asked:
            reason = over or _elsewhere(sitting, person, taken) or barred[person.pk]
            if reason:
                refused.append(Refused(person, reason))
            else:
                welcome.append(person)
        seats = _seat(now, welcome, actor_id)
    return Enrolled(seats, len(people) - len(asked), tuple(refused))


def _hold(sitting: Sitting) -> Sitting:
    """Let enrolments of one exam come one after another, so that nobody gets two seats of those
    who enrol at once; the sitting as it is now."""
    Exam.objects.select_for_update(no_key=True).get(pk=sitting.exam_id)
    rows = Sitting.objects.unscoped("enrolling").select_for_update(no_key=True)
    return rows.get(pk=sitting.pk)  # admission numbers are counted by one hand at a time


def _over(now: Sitting) -> str:
    """Why nobody can be enrolled any more, or ""."""
    if now.state == SittingState.CANCELLED:
        return _("The sitting is cancelled.")
    return _("The last start is over.") if now.closes_at <= clock.now() else ""


def _seated(sitting: Sitting, people: Sequence[Person]) -> dict[int, set[int]]:
    """Who of these holds a seat that is still to be used, by sitting of the exam."""
    rows = Seat.objects.unscoped("who has a seat already").filter(
        sitting__exam=sitting.exam_id, person__in=people, withdrawn_at__isnull=True
    )
    live = rows.exclude(sitting__state=SittingState.CANCELLED)
    found: dict[int, set[int]] = {sitting.pk: set()}
    for sitting_id, closes_at, person_id in live.values_list(
        "sitting_id", "sitting__closes_at", "person_id"
    ):
        if sitting_id == sitting.pk or closes_at > clock.now():
            found.setdefault(sitting_id, set()).add(person_id)
    return found


def _elsewhere(sitting: Sitting, person: Person, taken: dict[int, set[int]]) -> str:
    if any(person.pk in held for pk, held in taken.items() if pk != sitting.pk):
        return _("Has a seat at another sitting of this exam.")
    return ""


def _barred(sitting: Sitting, people: Sequence[Person], *, by_name: bool) -> dict[int, str]:
    """Why each of these may not sit this exam, or need not; "" for who may. What they have
    learnt is asked once for all of them."""
    day = clock.day_of(sitting.opens_at)
    exempt = rule("exam.age_exempt", on=day).number
    found = {one.pk: _spared(sitting, one, day, None if by_name else exempt) for one in people}
    asked = [pk for pk, reason in found.items() if not reason]
    doors = admission.eligibility_of_all(sitting.exam, asked, on=day) if asked else {}
    return found | {pk: "" if door.open else door.reason for pk, door in doors.items()}


def _spared(sitting: Sitting, person: Person, day: date, exempt: int | None) -> str:
    """That somebody is old enough to be spared, or cannot write on the screen; "" otherwise."""
    if exempt is not None and age_on(person.birth_date, day) >= exempt:
        return _("Is %(age)s or older: may sit, and need not. Enrol by name who wants to.") % {
            "age": exempt
        }
    if person.user_id is None and sitting.mode == SittingMode.ONLINE:
        return _("Has no login, so cannot write on the screen.")
    return ""


def _seat(sitting: Sitting, people: Sequence[Person], actor_id: int | None) -> int:
    """Must run in the transaction that holds the sitting."""
    if not people:
        return 0
    taken = Seat.objects.unscoped("the seats of a sitting")
    first = taken.filter(sitting=sitting).count() + 1
    late, moment = _late(sitting), clock.now()
    seats = taken.bulk_create(
        Seat(
            sitting=sitting,
            person=person,
            ticket=_ticket(sitting, number),
            starts_after=0 if late is None else late_start(sitting, late + number - first),
            recorded_at=moment,
        )
        for number, person in enumerate(people, start=first)
    )
    notes = [
        Note(seat, person.organisation.path, {"sitting": sitting.pk, "ticket": seat.ticket})
        for seat, person in zip(seats, people, strict=True)
    ]
    events = record_many("seat.given", notes, actor_id=actor_id)
    if sitting.state == SittingState.PUBLISHED:
        announcing.to_seats(sitting.pk, events[-1], [seat.pk for seat in seats])
    return len(seats)


def _late(sitting: Sitting) -> int | None:
    """How many were enrolled since a sitting was published; None before. They are told when to
    begin at once, so they have their moment from the beginning."""
    if sitting.published_at is None:
        return None
    rows = Seat.objects.unscoped("who was enrolled late").filter(sitting=sitting)
    return rows.filter(recorded_at__gt=sitting.published_at).count()


def _ticket(sitting: Sitting, number: int) -> str:
    """The day, five digits of the sitting, five of a running number."""
    return f"{ticket_day(sitting)}{sitting.pk:05d}{number:05d}"


def withdraw(seat: Seat, *, reason: str, actor_id: int | None) -> bool:
    """Take somebody off the list before they begin (缓考); False when they have begun or are off
    it."""
    with transaction.atomic():
        rows = Seat.objects.unscoped("a seat by its id").filter(
            pk=seat.pk, attempt__isnull=True, withdrawn_at__isnull=True
        )
        gone = rows.update(withdrawn_at=clock.now(), withdrawn_reason=reason)
        if gone:
            event = _note("seat.withdrawn", seat, actor_id, reason=reason)
            announcing.to_seats(seat.sitting_id, event, [seat.pk])
    return bool(gone)


def give_time(seat: Seat, minutes: int, *, reason: str, action: str, actor_id: int | None) -> None:
    """Give somebody more time than the others, before the start or while the paper runs: then its
    deadline moves at once (see `crediting.credit`, also for `action`). Raises BadMinutes."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise crediting.BadMinutes(minutes)
    with transaction.atomic():
        rows = Seat.objects.unscoped("a seat by its id").filter(pk=seat.pk)
        before = rows.filter(attempt__isnull=True)
        if before.update(extra_minutes=minutes, extra_reason=reason):
            event = _note(
                "seat.given_time", seat, actor_id, data={"minutes": minutes}, reason=reason
            )
            announcing.to_seats(seat.sitting_id, event, [seat.pk])
            return
        attempt_id = rows.values_list("attempt_id", flat=True).get()
    crediting.credit([attempt_id], minutes=minutes, reason=reason, action=action, actor_id=actor_id)


def _note(
    kind: str,
    seat: Seat,
    actor_id: int | None,
    *,
    data: dict[str, object] | None = None,
    reason: str = "",
) -> AuditEvent:
    place = seat.person.organisation.path
    return record(kind, seat, actor_id=actor_id, place=place, data=data, reason=reason)
