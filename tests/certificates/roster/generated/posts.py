"""Posts held, endings, suspensions and corrections drawn by chance."""

from datetime import date

from certificates.roster.choices import EndReason
from certificates.roster.models import (
    Appointment,
    AppointmentCorrection,
    AppointmentEnding,
    DutySuspension,
    GateDecision,
)
from portal.people.models import Person, Post
from tests.certificates.roster.generated.world import Rows, World, apart, numbers


def appointed(world: World, wanted: list[tuple[Person, tuple[date, date]]]) -> None:
    """Each in a seat of its own, elected or hired (past the gate, by two); most of them ended,
    some recorded wrongly."""
    rows = Rows()
    seats = [
        rows.add(
            Post(
                organisation=world.home,
                kind="part_time" if world.luck(0.4) else "member",
                number=next(numbers) % 32_000,
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
            for starts, until in apart(world):
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
        recorded_by=world.signers[0],
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
        recorded_by=world.signers[0],
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
