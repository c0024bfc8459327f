"""What of the roster in the database is not as promised, each offence as a line. Tables are read as
plain values; the answers of register, list and history are compared with them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import combinations, pairwise
from typing import NamedTuple

from django.db import connection

from certificates.roster import checks, lines, listing
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.history import appointments_of
from certificates.roster.models import (
    Appointment,
    AppointmentEnding,
    DutySuspension,
    GateDecision,
    Succession,
)
from certificates.roster.register import facts_of, holders, standings_of
from certificates.roster.standing import Standing, decide
from certificates.roster.twin import AsOf
from portal.audit.models import AuditEvent
from portal.people.models import Person
from portal.scope import Scope
from tests.certificates.roster.independent_facts import known_facts
from tests.certificates.roster.small_world import World
from tests.certificates.roster.told_calendar import FAR, Calendar, Term

DOCTOR = (
    checks.no_post_has_two_holders,
    checks.every_appointment_rests_on_its_decision,
    checks.nobody_is_hired_without_certificate,
    checks.every_end_has_a_successor_or_a_vacancy,
    checks.what_was_entered_late_was_signed_by_two,
    checks.ends_and_endings_agree,
)


class Row(NamedTuple):
    """An appointment as it is stored."""

    pk: int
    post: int
    person: int
    starts: date
    ends: date | None
    full_time: bool
    mode: str
    certificate: int | None
    corrects: int | None
    gone: datetime | None

    @property
    def term(self) -> Term:
        return Term(self.post, self.person, self.starts, self.ends)


def stored() -> list[Row]:
    columns = ("pk", "post_id", "person_id", "starts", "ends", "full_time", "mode")
    values = (*columns, "certificate_id", "corrects_id", "superseded_at")
    return [Row(*found) for found in Appointment.every.order_by("pk").values_list(*values)]


def offences(world: World, calendar: Calendar, days: Iterable[date]) -> Iterator[str]:
    """All of them; `days` are those on which everybody is asked who holds what."""
    rows = stored()
    live = [row for row in rows if row.gone is None]
    yield from calendar.offences
    yield from _overlaps(live)
    yield from _not_as_told(live, calendar)
    yield from _successions(live)
    yield from _gates(rows)
    yield from _suspensions({row.pk: row for row in rows})
    yield from _trail(rows)
    for day in days:
        yield from _answers(world, live, day)
        yield from _standings(world, day)
    yield from (f"doctor: {found}" for check in DOCTOR if not (found := check()).ok)
    connection.check_constraints()


def _overlaps(live: list[Row]) -> Iterator[str]:
    for one, other in combinations(live, 2):
        if not one.term.meets(other.term):
            continue
        if one.post == other.post:
            yield f"post {one.post} has two holders: {one.pk} and {other.pk}"
        if one.person == other.person and one.full_time and other.full_time:
            yield f"person {one.person} is full-time twice: {one.pk} and {other.pk}"


def _not_as_told(live: list[Row], calendar: Calendar) -> Iterator[str]:
    """Nothing was done that was not told, and nothing was told that was not done."""
    there = {row.pk: row.term for row in live}
    for pk in sorted(there.keys() | calendar.terms.keys()):
        if there.get(pk) != calendar.terms.get(pk):
            yield f"appointment {pk} is {there.get(pk)}, told was {calendar.terms.get(pk)}"


def _successions(live: list[Row]) -> Iterator[str]:
    """After each end the next holder of the post, or nobody and then it says vacant or closed."""
    columns = ("pk", "post_id", "vacant_since", "successor_id", "closed_on")
    said = {row[0]: row[1:] for row in Succession.every.values_list(*columns)}
    by_post: dict[int, list[Row]] = defaultdict(list)
    for row in sorted(live, key=lambda row: (row.starts, row.pk)):
        by_post[row.post].append(row)
    reasons = dict(AppointmentEnding.every.values_list("pk", "day"))
    for row in live:
        if row.ends is None:
            continue
        if row.pk not in said or reasons.get(row.pk) != row.ends:
            yield f"appointment {row.pk} ended without saying why or who follows"
            continue
        post, since, successor, closed = said[row.pk]
        after = [other for other in by_post[row.post] if other.starts >= row.ends]
        if (post, since) != (row.post, row.ends):
            yield f"succession of {row.pk} is of another post or day"
        if not closed and successor != (after[0].pk if after else None):
            yield f"after {row.pk} comes {after[:1] or 'nobody'}, told is {successor}"
        if closed and any(other.ends is None or other.ends > closed for other in after):
            yield f"the post was closed on {closed} after {row.pk} and held later"


def _gates(rows: list[Row]) -> Iterator[str]:
    """Each rests on a decision of its own, granted or signed by two; the hired on a certificate."""
    columns = ("appointment", "person_id", "post_id", "mode", "day", "granted")
    signers = ("override_first_id", "override_second_id")
    found = {row[0]: row[1:] for row in GateDecision.every.values_list(*columns, *signers)}
    for row in rows:
        person, post, mode, day, granted, first, second = found[row.pk]
        if (person, post, mode, day) != (row.person, row.post, row.mode, row.starts):
            yield f"appointment {row.pk} rests on the decision of another"
        signed = first and second and first != second
        if not granted and not signed:
            yield f"appointment {row.pk} rests on a refusal"
        if row.mode == "hired" and row.certificate is None and not signed:
            yield f"appointment {row.pk}: hired without a certificate"


def _suspensions(rows: dict[int, Row]) -> Iterator[str]:
    """Nobody is suspended twice at once, and a correction forgets no suspension."""
    columns = ("appointment_id", "starts", "ends")
    spans: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for pk, starts, ends in DutySuspension.every.order_by("starts").values_list(*columns):
        spans[pk].append((starts, ends))
    for pk, every in spans.items():
        held = [one for one in every if one[0] != one[1]]  # lifted before it began: on no day
        if any(not one[1] or one[1] > other[0] for one, other in pairwise(held)):
            yield f"appointment {pk} is suspended twice at once"
    for right in rows.values():
        carried = {starts for starts, _ends in spans[right.pk]}
        for starts, ends in spans[right.corrects] if right.corrects else ():
            since = max(starts, right.starts)
            if since < min(ends or FAR, right.ends or FAR) and since not in carried:
                yield f"appointment {right.pk} forgot a suspension of {right.corrects}"


def _trail(rows: list[Row]) -> Iterator[str]:
    """Each row came with one act in the trail."""
    made = AuditEvent.objects.filter(kind="appointment.made").count()
    right = AuditEvent.objects.filter(kind="appointment.corrected").count()
    ended = AuditEvent.objects.filter(kind="appointment.ended").count()
    corrected = sum(row.corrects is not None for row in rows)
    by_correction = AppointmentEnding.every.filter(appointment__corrects__isnull=False)
    endings = AppointmentEnding.every.count() - by_correction.count()
    if (made, right) != (len(rows) - corrected, corrected):
        yield f"{len(rows)} appointments, acts: {made} made, {right} corrected"
    if not endings <= ended <= AppointmentEnding.every.count():
        yield f"{endings} endings, {ended} acts"


def _answers(world: World, live: list[Row], day: date) -> Iterator[str]:
    """Who holds each post on a day: one answer, whoever is asked."""
    held = {row.post: row.person for row in live if row.term.on(day)}
    for name, answer in (
        ("the register", _by_register(world, day)),
        ("the list", _by_list(world, day)),
        ("histories", _by_history(world, day)),
        ("standings", _by_standing(world, live, day)),
    ):
        if answer != {post: [person] for post, person in held.items()}:
            yield f"{day}: {name} say {answer}, the database {held}"


def _by_register(world: World, day: date) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for row in holders(day).filter(post__in=world.posts, starts__lte=day):
        found[row.post_id].append(row.person_id)
    return dict(found)


def every_line(scope: Scope, day: date) -> Iterator[lines.Row]:
    """What the list shows a keeper, all pages."""
    return listing.all_rows(scope.paths(*ROSTER_KEEPERS), AsOf(day), listing.Filters())


def _by_list(world: World, day: date) -> dict[int, list[int]]:
    """A line for each post: its holder, or that it is vacant."""
    found: dict[int, list[int]] = defaultdict(list)
    told: dict[int, int] = defaultdict(int)
    for row in every_line(world.scope, day):
        if row.post_id:
            told[row.post_id] += 1
            found[row.post_id] += [row.person_id] if row.person_id else []
    if any(told[post] != 1 for post in told):
        return {0: [0]}
    return {post: people for post, people in found.items() if people}


def _by_history(world: World, day: date) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for person in Person.every.filter(pk__in=world.people):
        for row in appointments_of(person)[0]:
            if Term(row.post_id, person.pk, row.starts, row.ends).on(day):
                found[row.post_id].append(person.pk)
    return dict(found)


def _by_standing(world: World, live: list[Row], day: date) -> dict[int, list[int]]:
    posts = {row.pk: row.post for row in live}
    found: dict[int, list[int]] = defaultdict(list)
    for person, standing in standings_of(world.people, day).items():
        for pk, _label in standing.appointments:
            found[posts.get(pk, 0)].append(person)
    return dict(found)


def _standings(world: World, day: date) -> Iterator[str]:
    """The register's facts are those that stand in the tables."""
    for person, standing in standings_of(world.people, day).items():
        expected = decide(known_facts(person), day)
        if standing != expected:
            yield f"{day}: standing of {person} is {standing}, by the tables {expected}"


def answers_at(world: World, day: date, moment: datetime | None) -> dict[int, Standing]:
    """Everybody's standing on a day as known at a moment, now if none is given."""
    return {pk: decide(facts, day) for pk, facts in facts_of(world.people, moment).items()}
