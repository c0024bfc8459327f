"""Certificates drawn by chance, past the verbs but not past the guards."""

from datetime import date, datetime, timedelta
from typing import Any

from certificates import numbering
from certificates.choices import CertificateKind, VersionCause
from certificates.models import Certificate, CertificateChange, CertificateVersion
from courses.training.models import HoursEntry
from exams.models import Attempt
from portal.people.models import Person
from tests.certificates.roster.generated.world import FIRST, Rows, World, numbers

MOVES = ("suspended", "issued", "revoked", "voided")


def _attempts(world: World, persons: list[Person], number: int) -> list[Attempt]:
    rows = Rows()
    found = []
    for one in persons:
        moment = world.moment()
        attempt = Attempt(
            person=one,
            exam=world.exam,
            number=number,
            seed="1",
            state="submitted",
            started_at=moment,
            deadline=moment + timedelta(minutes=90),
            grace_seconds=5,
            pass_mark=60,
            submitted_at=moment,
            receipt=f"H{next(numbers)}",
        )
        found.append(rows.add(attempt))
    rows.write()
    return found


def _certificate(person: Person, act: str, issued_on: date, moment: datetime) -> Certificate:
    code = numbering.new_code()
    return Certificate(
        person=person,
        act=act,
        organisation_id=person.organisation_id,
        number=f"9{next(numbers):016}",
        code=code,
        code_hash=numbering.hash_of(code),
        issued_on=issued_on,
        recorded_at=moment,
    )


def _version(
    of: Certificate, n: int, act: str, period: tuple[date, date], **values: Any
) -> CertificateVersion:
    return CertificateVersion(
        certificate=of,
        n=n,
        act=act,
        plan={},
        valid_from=period[0],
        valid_until=period[1],
        template_version="1",
        font_set="1",
        **values,
    )


def certified(world: World, persons: list[Person], round_of: int) -> None:
    """Certificates that are issued, renewed, suspended, let go again, revoked or void; of the
    second round for those alone whose first one came to an end."""
    in_force = {"issued", "suspended"}
    held = Certificate.every.filter(state__in=in_force).values_list("person_id", flat=True)
    taken = set(held.filter(kind=CertificateKind.POST))
    persons = [one for one in persons if one.pk not in taken]
    passed = _attempts(world, persons, 10 * round_of)
    rows, found = Rows(), []
    for one, attempt in zip(persons, passed, strict=True):
        row = _certificate(one, f"attempt:{attempt.pk}", world.day(), world.moment())
        row.attempt = attempt
        found.append(rows.add(row))
    rows.write()
    renewed = {row.pk for row in found if world.luck(0.4)}
    for row in found:
        rows.add(
            _version(
                row,
                1,
                row.act,
                world.period(),
                attempt=row.attempt,
                recorded_at=world.moment(),
                superseded_at=world.moment() if row.pk in renewed else None,
            )
        )
    rows.write()
    again = [row for row in found if row.pk in renewed]
    passed = _attempts(world, [row.person for row in again], 10 * round_of + 1)
    for row, attempt in zip(again, passed, strict=True):
        act = f"attempt:{attempt.pk}"
        told = {"cause": VersionCause.RENEWAL, "attempt": attempt, "recorded_at": world.moment()}
        rows.add(_version(row, 2, act, world.period(), **told))
    rows.write()
    _changed(world, found)


def _changed(world: World, certificates: list[Certificate]) -> None:
    """What became of each; days and moments run as they like, and some share a moment."""
    rows = Rows()
    ends: dict[str, list[int]] = {"suspended": [], "revoked": [], "voided": []}
    for row in certificates:
        steps = ["issued"] if world.luck(0.95) else []
        while world.luck(0.45) and (not steps or steps[-1] in {"issued", "suspended"}):
            steps.append(world.chance.choice(MOVES))
        same = world.moment() if world.luck(0.1) else None
        for step in steps:
            row_of_step = CertificateChange(
                certificate=row,
                state=step,
                day=world.day(),
                reason_code="other",
                recorded_at=same or world.moment(),
            )
            rows.add(row_of_step)
        if steps and steps[-1] in ends:
            ends[steps[-1]].append(row.pk)
    rows.write()
    for state, keys in ends.items():
        Certificate.every.filter(pk__in=keys).update(state=state)


def trained(world: World, persons: list[Person]) -> None:
    """Certificates of another kind, which let nobody be on duty."""
    rows = Rows()
    hours = [
        rows.add(
            HoursEntry(
                person=one,
                form="online",
                source="module:1",
                hours=1,
                earned_on=world.day(),
                recorded_at=world.moment(),
            )
        )
        for one in persons
    ]
    rows.write()
    found = []
    for entry in hours:
        row = _certificate(entry.person, f"hours:{entry.pk}", FIRST, world.moment())
        row.kind = CertificateKind.TRAINING
        found.append(rows.add(row))
    rows.write()
    for row in found:
        rows.add(_version(row, 1, row.act, world.period(), recorded_at=world.moment()))
        rows.add(
            CertificateChange(
                certificate=row,
                state="issued",
                day=FIRST,
                reason_code="issued",
                recorded_at=world.moment(),
            )
        )
    rows.write()
