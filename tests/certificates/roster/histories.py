"""Many people with histories drawn by chance, written in bulk past the verbs but not past the
guards of the database: for asking the rule and its twin in SQL the same questions."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any

from certificates import numbering
from certificates.choices import CertificateKind, VersionCause
from certificates.models import Certificate, CertificateChange, CertificateVersion
from certificates.roster.choices import EndReason
from certificates.roster.models import (
    Appointment,
    AppointmentCorrection,
    AppointmentEnding,
    AssessorTerm,
    DutySuspension,
    GateDecision,
)
from courses.models import LessonPage, LessonProgress
from courses.training.models import HoursEntry
from exams.choices import ExamKind
from exams.models import Attempt, Exam
from portal import clock
from portal.accounts.models import User
from portal.people.models import Candidacy, CandidacyStep, Organisation, Person, Post
from tests.certificates.roster import city
from tests.courses import rows as lessons

FIRST = date(2021, 1, 1)
DAYS = 90  # few enough that beginnings, ends and the days asked about fall together
_numbers = count(1)
MOVES = ("suspended", "issued", "revoked", "voided")


@dataclass
class World:
    """Where the histories take place, and the chance that draws them."""

    chance: Random
    home: Organisation
    court: Organisation
    exam: Exam
    lessons: list[LessonPage]
    signers: list[User]

    def day(self, since: date = FIRST) -> date:
        return since + timedelta(days=self.chance.randrange(DAYS))

    def moment(self) -> datetime:
        """Some time of the day, so that the city's midnight matters."""
        at = time(self.chance.randrange(24), self.chance.randrange(60))
        return datetime.combine(self.day(), at, clock.CITY_ZONE)

    def period(self, longest: int = 50) -> tuple[date, date]:
        starts = self.day()
        return starts, starts + timedelta(days=self.chance.randint(1, longest))

    def luck(self, share: float) -> bool:
        return self.chance.random() < share


@dataclass
class Rows:
    """What waits to be written, by model."""

    waiting: list[Any] = field(default_factory=list)

    def add(self, row: Any) -> Any:
        self.waiting.append(row)
        return row

    def write(self) -> None:
        """In the order of the models as they came; their keys are set."""
        for model in dict.fromkeys(type(row) for row in self.waiting):
            of_it = [row for row in self.waiting if type(row) is model]
            model.every.bulk_create(of_it, batch_size=400)
        self.waiting = []


def world(seed: int) -> World:
    moment = datetime.combine(FIRST, time(8), clock.CITY_ZONE)
    module = lessons.module(f"m{seed}")
    return World(
        Random(seed),
        city.place("village"),
        city.place("court"),
        Exam.objects.create(
            kind=ExamKind.QUALIFYING, title="上岗考试", blueprint={"rows": []}, recorded_at=moment
        ),
        [lessons.lesson(module, f"h{seed}-{n}", checks=0) for n in range(2)],
        [User.objects.create(username=f"signer-{seed}-{n}") for n in range(2)],
    )


def people(world: World, size: int) -> list[int]:
    """So many people, each with a history of their own; their ids."""
    rows = Rows()
    found = [
        rows.add(
            Person(
                name="某人",
                sex="female",
                birth_date=date(1975, 5, 5),
                organisation=world.home,
                recorded_at=world.moment(),
            )
        )
        for _n in range(size)
    ]
    rows.write()
    for number in (1, 2):
        _certified(world, [one for one in found if world.luck(0.75 / number)], number)
    _trained(world, [one for one in found if world.luck(0.1)])
    posts = [one for one in found for _n in range(world.chance.choice((0, 0, 1, 2, 3)))]
    _appointed(world, [(one, world.period()) for one in posts])
    _assessors(world, [one for one in found if world.luck(0.2)])
    _learners(world, [one for one in found if world.luck(0.6)])
    _named(world, [one for one in found if world.luck(0.4)])
    return [one.pk for one in found]


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
            receipt=f"H{next(_numbers)}",
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
        number=f"9{next(_numbers):016}",
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


def _certified(world: World, persons: list[Person], round_of: int) -> None:
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


def _trained(world: World, persons: list[Person]) -> None:
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


def _appointed(world: World, wanted: list[tuple[Person, tuple[date, date]]]) -> None:
    """Each in a seat of its own, elected or hired (past the gate, by two); most of them ended,
    some recorded wrongly."""
    rows = Rows()
    seats = [
        rows.add(
            Post(
                organisation=world.home,
                kind="part_time" if world.luck(0.4) else "member",
                number=next(_numbers) % 32_000,
                recorded_at=world.moment(),
            )
        )
        for _one in wanted
    ]
    rows.write()
    gates = [
        rows.add(_gate(world, person, seat, period[0]))
        for seat, (person, period) in zip(seats, wanted, strict=True)
    ]
    rows.write()
    found = [
        rows.add(_appointment(world, gate, period))
        for gate, (_person, period) in zip(gates, wanted, strict=True)
    ]
    rows.write()
    for row in found:
        if row.ends:
            rows.add(_ending(world, row, row.ends))
    for row in found:
        if world.luck(0.35):
            for starts, until in _apart(world):
                rows.add(_suspension(world, row, starts, until))
    rows.write()
    _corrected(world, [row for row in found if world.luck(0.15)])


def _gate(world: World, person: Person, seat: Post, day: date) -> GateDecision:
    hired = seat.kind == "part_time"
    return GateDecision(
        person=person,
        post=seat,
        organisation=world.home,
        mode="hired" if hired else "elected",
        day=day,
        granted=not hired,
        requirements=[],
        override_reason="特殊需要" if hired else "",
        override_first=world.signers[0] if hired else None,
        override_second=world.signers[1] if hired else None,
        recorded_at=world.moment(),
    )


def _appointment(world: World, gate: GateDecision, period: tuple[date, date]) -> Appointment:
    return Appointment(
        person=gate.person,
        post=gate.post,
        organisation=world.home,
        mode=gate.mode,
        full_time=False,
        starts=period[0],
        ends=period[1] if world.luck(0.7) else None,
        gate_decision=gate,
        late_reason="补录旧档",
        second_signer=world.signers[1],
        recorded_at=world.moment(),
    )


def _corrected(world: World, wrong: list[Appointment]) -> None:
    """Rows that count for nothing from some moment on."""
    rows = Rows()
    moments = {row.pk: world.moment() for row in wrong}
    for row in wrong:
        rows.add(
            AppointmentCorrection(
                wrong=row,
                reason="录错人",
                first_signer=world.signers[0],
                second_signer=world.signers[1],
                recorded_at=moments[row.pk],
            )
        )
    rows.write()
    for pk, moment in moments.items():
        Appointment.every.filter(pk=pk).update(superseded_at=moment)


def _ending(world: World, row: Appointment, day: date) -> AppointmentEnding:
    return AppointmentEnding(
        appointment=row,
        day=day,
        reason=world.chance.choice(EndReason.values),
        deciding_body="会议",
        late_reason="补录旧档",
        second_signer=world.signers[1],
        recorded_at=world.moment(),
    )


def _suspension(world: World, row: Appointment, starts: date, until: date | None) -> DutySuspension:
    return DutySuspension(
        appointment=row,
        organisation=world.home,
        starts=starts,
        ends=until,
        reason="核查",
        recorded_at=world.moment(),
        lift_recorded_at=world.moment() if until else None,
    )


def _apart(world: World) -> Iterator[tuple[date, date | None]]:
    """Periods that do not overlap; the last one may be open."""
    first = world.period(10)
    yield first
    if world.luck(0.4):
        starts = first[1] + timedelta(days=world.chance.randrange(10))
        yield starts, None if world.luck(0.5) else starts + timedelta(days=5)


def _assessors(world: World, persons: list[Person]) -> None:
    rows = Rows()
    for one in persons:
        for starts, until in _apart(world):
            rows.add(
                AssessorTerm(
                    person=one,
                    court=world.court,
                    starts=starts,
                    ends=until or starts + timedelta(days=20),
                    appointed_by="常委会",
                    recorded_at=world.moment(),
                )
            )
    rows.write()


def _learners(world: World, persons: list[Person]) -> None:
    rows = Rows()
    for one in persons:
        for page in world.chance.sample(world.lessons, world.chance.randint(1, 2)):
            moment = world.moment()
            rows.add(LessonProgress(person=one, lesson=page, opened_at=moment, last_seen_at=moment))
    rows.write()


def _named(world: World, persons: list[Person]) -> None:
    """Candidacies for one kind of post or two, some withdrawn, some stepped back and forth."""
    rows = Rows()
    found = []
    for one in persons:
        for kind in world.chance.sample(["chair", "member"], world.chance.randint(1, 2)):
            row = Candidacy(
                person=one,
                organisation=world.home,
                nominated_by=world.home,
                post_kind=kind,
                tier="village",
                mode="elected",
                recorded_at=world.moment(),
            )
            found.append(rows.add(row))
    rows.write()
    for row in found:
        for state in ("nominated", "returned", "withdrawn")[: world.chance.randint(1, 3)]:
            rows.add(CandidacyStep(candidacy=row, state=state, recorded_at=world.moment()))
    rows.write()


def questions(world: World, days: int, moments: int) -> list[tuple[date, datetime | None]]:
    """Days asked about, each as known now and as known at some moments."""
    known: list[datetime | None] = [None, *(world.moment() for _n in range(moments))]
    asked = [world.day() + timedelta(days=30) for _n in range(days)]
    return [(day, moment) for moment in known for day in asked]
