"""A city with a long roster, written by the database itself: for benchmarks on PostgreSQL.

Townships of twenty villages with fifty people each; of eleven people ten hold a post or held one,
four times over the years. Guards are off while the rows are written, which fit them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from certificates.models import Certificate, CertificateChange, CertificateVersion
from certificates.roster import suspending
from certificates.roster.assessors import mirroring
from certificates.roster.models import (
    Appointment,
    AppointmentEnding,
    AssessorTerm,
    DutySuspension,
    GateDecision,
)
from portal import clock
from portal.people.models import Organisation, Person, Post
from portal.people.organising import found_organisation
from tests.benchmarks.register import copied
from tests.certificates.roster import city

VILLAGE, VILLAGES, SLOTS = 50, 20, 4
DAY = timedelta(days=1)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑"
GIVEN = "桂芳秀英建国玉兰志远春生永强丽华明军海燕"
NAME = (
    f"substr('{SURNAMES}', (1 + g %% 20)::int, 1) || substr('{GIVEN}', (1 + g / 20 %% 20)::int, 1)"
    f" || substr('{GIVEN}', (1 + g / 400 %% 20)::int, 1)"
)
KIND = (
    "(ARRAY['chair','vice_chair','member','member','member','part_time'])[1 + (g - 1) %% 50 %% 6]"
)
TABLES = (
    "people_person", "people_post", "certificates_certificate",
    "certificates_certificateversion", "certificates_certificatechange", "roster_gatedecision",
    "roster_appointment", "roster_appointmentending", "roster_dutysuspension",
    "roster_assessorterm",
)  # fmt: skip


@dataclass(frozen=True)
class LongRoster:
    """What was written: the centre, its townships, one person in office, and how many rows."""

    centre: Organisation
    townships: list[Organisation]
    person_id: int
    people: int
    rows: int


def fill(size: int) -> LongRoster:
    """About `size` people, ten rows of the roster for each."""
    seats = max(VILLAGE, size * 10 // 11 // VILLAGE * VILLAGE)
    others = max(1, size - seats)
    centre = found_organisation("市中心", "中心", "city", below=None, actor_id=None)
    townships, villages = _places(centre, seats // VILLAGE)
    person = city.somebody(villages[0], "模板")
    certificate = city.certify(person)
    row = city.elect(person, city.seat(villages[0], "chair", provided=False))
    ids = [one.pk for one in villages]
    of_seat = f"(%s::bigint[])[(1 + (g - 1) / {VILLAGE})::int]"
    in_turn = f"(%s::bigint[])[(1 + g %% {len(ids)})::int]"
    home = f"CASE WHEN g <= {seats} THEN {of_seat} ELSE {in_turn} END"
    with _guards_off():
        people = _last(Person)
        told = {"user_id": "NULL", "name": NAME, "organisation_id": home}
        copied(Person, person.pk, seats + others, told, [ids, ids])
        posts = _last(Post)
        number = f"100 + (g - 1) %% {VILLAGE}"
        told = {"kind": KIND, "number": number, "organisation_id": of_seat}
        copied(Post, row.post_id, seats, told, [ids])
        _certificates(certificate, people, seats + others)
        for slot in reversed(range(SLOTS)):
            _slot(row, slot, (people, posts, seats), (of_seat, ids))
        _beside(row, seats, people)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as autovacuum leaves a city that was filled
    counted = (GateDecision, Appointment, AppointmentEnding, DutySuspension, AssessorTerm)
    rows = sum(model.every.count() for model in counted)
    return LongRoster(centre, townships, people + 1, seats + others, rows)


def _places(centre: Organisation, count: int) -> tuple[list[Organisation], list[Organisation]]:
    townships: list[Organisation] = []
    villages: list[Organisation] = []
    for n in range(count):
        if n % VILLAGES == 0:
            name = f"第{n // VILLAGES + 1}镇"
            townships.append(
                found_organisation(name, name, "township_government", below=centre, actor_id=None)
            )
        name = f"第{n + 1}村调委会"
        villages.append(
            found_organisation(name, name, "village", below=townships[-1], actor_id=None)
        )
    return townships, villages


def _certificates(one: Certificate, people: int, size: int) -> None:
    """Most hold one; some ran out, a third were renewed, some are suspended or revoked."""
    since = "current_date - 200 - (g * 7 %% 1095)::int"
    first = _last(Certificate)
    copied(
        Certificate,
        one.pk,
        size,
        {
            "person_id": f"{people} + g",
            "number": "to_char(100000000000000 + g, 'FM00000000000000000')",
            "code": "upper(substr(md5(g::text), 1, 16))",
            "code_hash": "encode(sha256(g::text::bytea), 'hex')",
            "issued_on": since,
        },
    )
    version = one.versions.get().pk
    held = {"certificate_id": f"{first} + g"}
    copied(
        CertificateVersion,
        version,
        size,
        held | {"valid_from": since, "valid_until": f"{since} + 1095"},
    )
    change = one.changes.get().pk
    copied(CertificateChange, change, size, held | {"day": since})
    for share, state in ((40, "suspended"), (57, "revoked")):
        some = {"certificate_id": f"{first} + {share} * g", "day": "current_date - 50"}
        copied(CertificateChange, change, size // share, some | {"state": f"'{state}'"})


def _slot(
    row: Appointment, slot: int, base: tuple[int, int, int], place: tuple[str, list[int]]
) -> None:
    """Who held each post in one of the periods: somebody else of the village each time."""
    (people, posts, seats), (of_seat, ids) = base, place
    starts = f"current_date - {300 + 400 * slot} - (g %% 60)::int"
    who = f"{people} + (g - 1) / {VILLAGE} * {VILLAGE} + 1 + (g - 1 + {7 * slot}) %% {VILLAGE}"
    shared = {"person_id": who, "post_id": f"{posts} + g", "organisation_id": of_seat}
    gates = _last(GateDecision)
    copied(GateDecision, row.gate_decision_id, seats, shared | {"day": starts}, [ids])
    now = f"CASE WHEN g %% {VILLAGE} = 0 THEN current_date - 30 END"
    told = {
        "gate_decision_id": f"{gates} + g",
        "starts": starts,
        "ends": f"{starts} + 380" if slot else now,
        "term_ends": f"{starts} + 1095",
    }
    first = _last(Appointment)
    copied(Appointment, row.pk, seats, shared | told, [ids])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO roster_appointmentending (appointment_id, day, reason, deciding_body, "
            "document_number, note, late_reason, recorded_at) SELECT id, ends, "
            "CASE WHEN id %% 9 = 0 THEN 'incompetent' ELSE 'term_expired' END, '会议', '', '', "
            "'', recorded_at FROM roster_appointment WHERE id > %s AND ends IS NOT NULL",
            [first],
        )


def _beside(row: Appointment, seats: int, people: int) -> None:
    """Every hundredth is kept from duty, every twentieth is an assessor too."""
    today = clock.today()
    kept = suspending.suspend_duty(row, starts=today, reason="核查", actor_id=None)
    first = _last(Appointment) - seats
    copied(
        DutySuspension,
        kept.pk,
        seats // 100,
        {"appointment_id": f"{first} + 100 * g", "starts": "current_date - 20"},
    )
    term = mirroring.mirror(
        row.person,
        city.place("court"),
        starts=today,
        ends=today + 900 * DAY,
        appointed_by="常委会",
        actor_id=None,
    )
    copied(AssessorTerm, term.pk, seats // 20, {"person_id": f"{people} + 20 * g"})


def _last(model: type) -> int:
    key: int = model.every.order_by("-pk").values_list("pk", flat=True)[0]  # type: ignore[attr-defined]
    return key


@contextmanager
def _guards_off() -> Iterator[None]:
    for able in ("DISABLE", "ENABLE"):
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} {able} TRIGGER USER")
        if able == "DISABLE":
            yield
