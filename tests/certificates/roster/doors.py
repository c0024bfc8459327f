"""The doors through which an appointment could come in, and what each prerequisite looks like when
it alone is missing.

A new door (a writing call of the interface, which only reads today) belongs into the tests of
`test_doors` beside the verb, the desk and the table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from certificates.roster import ending, succeeding
from certificates.roster.gate import Gate
from certificates.roster.models import Appointment, GateDecision
from portal import clock
from portal.people import recording
from portal.people.choices import Have
from portal.people.models import Person, Post
from portal.people.organising import dissolve
from portal.policy.choices import Enforcement
from portal.policy.setting import set_rule
from tests.certificates.roster import acts, city
from tests.certificates.roster.conftest import Town


@dataclass(frozen=True)
class Case:
    """Somebody, a post and the one thing that is missing."""

    person: Person
    post: Post
    missing: str
    mode: str = "hired"


def certified(town: Town, since: date | None = None) -> Person:
    person = city.somebody(town.east_committee)
    city.certify(person, since)
    return person


def _seat(town: Town) -> Post:
    return city.seat(town.east_committee, "full_time")


def nothing(town: Town) -> Case:
    """Everything is there."""
    return Case(certified(town), _seat(town), "")


def no_certificate(town: Town) -> Case:
    return Case(city.somebody(town.east_committee), _seat(town), "certificate")


def expired(town: Town) -> Case:
    person, today = city.somebody(town.east_committee), clock.today()
    city.certify(person, today - 4 * city.YEAR, today - acts.DAY)
    return Case(person, _seat(town), "certificate")


def not_yet_valid(town: Town) -> Case:
    return Case(certified(town, clock.today() + acts.DAY), _seat(town), "certificate")


def suspended(town: Town) -> Case:
    return _moved(town, "suspended")


def revoked(town: Town) -> Case:
    return _moved(town, "revoked")


def _moved(town: Town, state: str) -> Case:
    person = city.somebody(town.east_committee)
    city.change(city.certify(person), state, clock.today())
    return Case(person, _seat(town), "certificate")


def _without(have: Have) -> Callable[[Town], Case]:
    def case(town: Town) -> Case:
        post = city.seat(town.east_committee, "full_time", provided=False)
        for other in set(Have) - {have}:
            recording.provide(post, other, "1号", since=clock.today(), actor_id=None)
        return Case(certified(town), post, f"have.{have}")

    return case


def under_age(town: Town) -> Case:
    born = clock.today() - 17 * city.YEAR
    person = city.somebody(town.east_committee, born=born)
    city.certify(person)
    return Case(person, _seat(town), "age")


def too_old(town: Town) -> Case:
    _block("mediator.age_max", 40)
    return Case(certified(town), _seat(town), "age_max")


def elected_where_hired(town: Town) -> Case:
    return Case(certified(town), _seat(town), "mode", "elected")


def held(town: Town) -> Case:
    post = _seat(town)
    city.hire(certified(town), post)
    return Case(certified(town), post, "vacant")


def full_time_elsewhere(town: Town) -> Case:
    person = certified(town)
    city.hire(person, city.seat(city.place("township", town.west), "full_time"))
    return Case(person, _seat(town), "full_time")


def too_many(town: Town) -> Case:
    city.hire(certified(town), _seat(town))
    _block("staffing.township_max", 1)
    return Case(certified(town), _seat(town), "quota")


def replaced_here(town: Town) -> Case:
    with clock.at(clock.now() - 100 * acts.DAY):
        person, post = certified(town), _seat(town)
        row = city.hire(person, post)
    words = acts.told(reason="incompetent", document_number="决〔2026〕1号")
    ending.end_appointment(row, **words)
    return Case(person, post, "other_person")


def dead(town: Town) -> Case:
    with clock.at(clock.now() - 100 * acts.DAY):
        person = certified(town)
        row = city.hire(person, _seat(town))
    ending.end_appointment(row, **acts.told(reason="deceased"))
    return Case(person, _seat(town), "alive")


def closed_post(town: Town) -> Case:
    with clock.at(clock.now() - 100 * acts.DAY):
        post = _seat(town)
        row = city.hire(certified(town), post)
    left = ending.end_appointment(row, **acts.told())
    succeeding.close_post(left.succession, day=clock.today(), reason="撤岗", actor_id=None)
    return Case(certified(town), post, "open")


def dissolved(town: Town) -> Case:
    place = city.place("township", town.east)
    post = city.seat(place, "full_time")
    dissolve(place, day=clock.today(), reason="撤销", actor_id=acts.keeper("first").pk)
    return Case(certified(town), Post.every.get(pk=post.pk), "place")


def _block(key: str, most: int) -> None:
    set_rule(
        key,
        most,
        since=clock.today(),
        basis="本市文件",
        reason="试行",
        actor_id=None,  # type: ignore[arg-type]
        enforcement=Enforcement.BLOCK,
    )


CASES: dict[str, Callable[[Town], Case]] = {
    case.__name__: case
    for case in (
        *(no_certificate, expired, not_yet_valid, suspended, revoked, under_age, too_old),
        *(elected_where_hired, held, full_time_elsewhere, too_many, replaced_here),
        *(dead, closed_post, dissolved),
    )
} | {f"without {have}": _without(have) for have in Have}


def stored(gate: Gate, post: Post, **values: Any) -> GateDecision:
    """The decision as the gate found it, or as somebody has forged it."""
    told: dict[str, Any] = {
        "person_id": gate.person_id,
        "post_id": post.pk,
        "organisation": post.organisation,
        "mode": gate.mode,
        "day": gate.day,
        "granted": gate.granted,
        "requirements": gate.as_stored(),
        "recorded_at": clock.now(),
    }
    return GateDecision.every.create(**(told | values))


def unsaved(gate: Gate, post: Post, decision: GateDecision | None, **values: Any) -> Appointment:
    """The row that somebody wants to bring in past the verbs."""
    told: dict[str, Any] = {
        "person_id": gate.person_id,
        "post": post,
        "organisation": post.organisation,
        "mode": gate.mode,
        "full_time": post.kind == "full_time",
        "starts": gate.day,
        "certificate_id": gate.certificate_id,
        "gate_decision": decision,
        "recorded_at": clock.now(),
    }
    return Appointment(**(told | values))


def by_save(row: Appointment) -> None:
    row.save()


def by_bulk_create(row: Appointment) -> None:
    Appointment.every.bulk_create([row])


def by_sql(row: Appointment) -> None:
    """Plain SQL, as somebody with the database's password writes it."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(str(field.column) for field in fields)
    places = ", ".join("%s" for _field in fields)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO roster_appointment ({columns}) VALUES ({places})", values)


PAST_THE_VERBS = (by_save, by_bulk_create, by_sql)
