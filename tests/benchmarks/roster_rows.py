"""A roster of many rows, written by the database itself: every post filled now, and held by others
before. Plain SQL that SQLite and PostgreSQL both know; every guard of the tables stands."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection, models

from certificates.models import Certificate, CertificateChange, CertificateVersion
from certificates.roster.models import Appointment, AppointmentEnding, GateDecision
from portal import clock
from portal.accounts import granting
from portal.people.models import Organisation, Person, Post
from tests.certificates.roster import city

SLOT = 400  # days that somebody is in office
STEP = 7919  # a prime: who holds a post in the slot before is somebody else
VACANT = 50  # every 50th post is empty now
# Of the posts of a place: a chair, two vice chairs, seven members, ten full-time, others.
KIND = """CASE WHEN g.n / {places} < 1 THEN 'chair' WHEN g.n / {places} < 3 THEN 'vice_chair'
WHEN g.n / {places} < 10 THEN 'member' WHEN g.n / {places} < 20 THEN 'full_time'
ELSE 'part_time' END"""
NUMBERS = "WITH RECURSIVE g(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM g WHERE n < {last})"


@dataclass
class Roster:
    """`size` posts and as many people at these places, `slots` rows for each post."""

    places: list[int]
    size: int
    slots: int
    rows: int = 0
    signers: tuple[int, int] = (0, 0)
    first: dict[str, int] = field(default_factory=dict)

    def write_now(self) -> None:
        """People, certificates, posts, and who holds each post now."""
        first, second = (
            granting.create_login(name, "a-long-password", "复核", actor_id=None).pk
            for name in ("first", "second")
        )
        self.signers = (first, second)
        place = Organisation.objects.filter(pk__in=self.places, kind="village")[0]
        person = city.somebody(place)
        certificate = city.certify(person, clock.today() - timedelta(days=SLOT))
        row = city.elect(person, city.seat(place, "chair"))
        post = {"organisation_id": self._place(), "kind": KIND.format(places=len(self.places))}
        self._copy(Person, person.pk, {"user_id": "NULL", "organisation_id": self._place()})
        self._copy(Post, row.post_id, post | {"number": f"1000 + g.n / {len(self.places)}"})
        self._copy(
            Certificate,
            certificate.pk,
            {
                "person_id": f"{self.first['people_person']} + g.n",
                "number": self._text("9"),
                "code": self._text("C"),
                "code_hash": self._text("H"),
            },
        )
        held = {"certificate_id": f"{self.first['certificates_certificate']} + g.n"}
        version = {"valid_until": self._until()}
        self._copy(CertificateVersion, certificate.versions.get().pk, held | version)
        self._copy(CertificateChange, certificate.changes.get().pk, held)
        self._slot(row, 0)

    def write_history(self) -> None:
        """The rows of who held each post before, each ended when the next began."""
        row = Appointment.every.order_by("pk")[0]
        for slot in range(1, self.slots):
            self._slot(row, slot)

    def _slot(self, row: Appointment, slot: int) -> None:
        starts = clock.today() - timedelta(days=SLOT * (slot + 1) - 200)
        ends = starts + timedelta(days=SLOT)
        whose = f"{self.first['people_person']} + (g.n + {slot * STEP}) % {self.size}"
        post = f"{self.first['people_post']} + g.n"
        shared = {"person_id": whose, "post_id": post, "organisation_id": self._place()}
        day = {"day": _day(starts)}
        self._copy(GateDecision, row.gate_decision_id, shared | day)
        full_time = KIND.format(places=len(self.places)) + " = 'full_time'"
        over = f"CASE WHEN g.n % {VACANT} = 0 THEN {_day(clock.today())} END"
        self._copy(
            Appointment,
            row.pk,
            shared
            | {
                "gate_decision_id": f"{self.first['roster_gatedecision']} + g.n",
                "full_time": full_time,
                "starts": _day(starts),
                "ends": _day(ends) if slot else over,
                "term_ends": _day(starts + timedelta(days=SLOT)),
                "late_reason": "'补录'",
                "recorded_by_id": str(self.signers[0]),
                "second_signer_id": str(self.signers[1]),
            },
        )
        self._end(starts=starts)
        self.rows += self.size

    def _end(self, starts: date) -> None:
        table, appointment = AppointmentEnding._meta.db_table, Appointment._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (appointment_id, day, reason, deciding_body, "
                "document_number, note, late_reason, second_signer_id, recorded_by_id, "
                "recorded_at) "
                "SELECT id, ends, 'term_expired', '司法所', '', '', late_reason, "
                "second_signer_id, recorded_by_id, recorded_at "
                f"FROM {appointment} WHERE ends IS NOT NULL "
                f"AND starts = {_day(starts)}"
            )

    def _place(self) -> str:
        """The places in turn."""
        wanted = " ".join(f"WHEN {n} THEN {pk}" for n, pk in enumerate(self.places))
        return f"CASE g.n % {len(self.places)} {wanted} END"

    def _text(self, sign: str) -> str:
        return f"'{sign}' || (1000000 + g.n)"

    def _until(self) -> str:
        """Ends spread over the months to come."""
        days = " ".join(
            f"WHEN {n} THEN {_day(clock.today() + timedelta(days=20 + 60 * n))}" for n in range(12)
        )
        return f"CASE g.n % 12 {days} END"

    def _copy(self, model: type[models.Model], pk: int, told: dict[str, str]) -> None:
        """`size` rows like one, numbered from 0 as g.n; `told` are columns as SQL over g.n."""
        table = model._meta.db_table
        key, *columns = [str(column.column) for column in model._meta.concrete_fields]
        last: Any = model._base_manager.order_by("-pk").values_list("pk", flat=True)[0]
        self.first[table] = first = last + 1
        chosen = ", ".join(told.get(column, f"t.{column}") for column in columns)
        numbers = NUMBERS.format(first=0, last=self.size - 1)
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} ({key}, {', '.join(columns)}) {numbers} "
                f"SELECT {first} + g.n, {chosen} FROM g, {table} t WHERE t.{key} = {pk}"
            )
            if connection.vendor == "postgresql":
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', '{key}'), "
                    f"(SELECT max({key}) FROM {table}))"
                )


def _day(day: date) -> str:
    cast = "::date" if connection.vendor == "postgresql" else ""
    return f"'{day.isoformat()}'{cast}"
