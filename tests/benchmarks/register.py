"""A register of many certificates, written by the database itself: for benchmarks on PostgreSQL."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from certificates import numbering
from certificates.models import Certificate, CertificateChange, CertificateVersion
from portal.people.models import Organisation, Person
from tests.certificates.roster import city
from tests.certificates.rows import PLAN

NAME = "周桂芳"
NUMBER = "to_char(t.id * 10000000 + g, 'FM00000000000000000')"
CODE = "upper(substr(md5(t.id || '-' || g), 1, 16))"
HASH = "encode(sha256({}::bytea), 'hex')"


def fill(size: int, asked: int) -> list[str]:
    """`size` people with a certificate each; the codes of the first `asked`, which are right ones.
    All are copies of one, in a town of their own."""
    place = Organisation.objects.order_by("pk").first()
    one = city.certify(city.somebody(place, NAME), plan=PLAN.as_json())
    codes = [numbering.new_code() for _n in range(asked)]
    bodies = [f"990101{2000 + one.pk % 8000}{n:06}" for n in range(asked)]
    numbers = [body + numbering.check_digit(body) for body in bodies]
    first = {
        "people_person": Person.every.order_by("-pk").values_list("pk", flat=True)[0],
        "certificates_certificate": one.pk,
    }
    copied(Person, one.person_id, size, {"user_id": "NULL"})
    person = f"{first['people_person']} + g"
    copied(
        Certificate,
        one.pk,
        size,
        {
            "person_id": person,
            "number": f"CASE WHEN g <= {asked} THEN (%s::text[])[g] ELSE {NUMBER} END",
            "code": f"CASE WHEN g <= {asked} THEN (%s::text[])[g] ELSE {CODE} END",
            "code_hash": HASH.format(
                f"CASE WHEN g <= {asked} THEN (%s::text[])[g] ELSE {CODE} END"
            ),
        },
        [numbers, codes, codes],
    )
    certificate = {"certificate_id": f"{first['certificates_certificate']} + g"}
    copied(CertificateVersion, one.versions.get().pk, size, certificate)
    copied(CertificateChange, one.changes.get().pk, size, certificate)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return codes


def numbers_of(codes: list[str]) -> list[str]:
    rows = Certificate.objects.unscoped("benchmark").filter(code__in=codes)
    return list(rows.values_list("number", flat=True))


def copied(
    model: type[models.Model],
    pk: int,
    size: int,
    told: dict[str, str],
    values: Sequence[Any] = (),
) -> None:
    """Rows like one, with the numbers that follow it; `told` are columns as SQL over g, 1 to
    `size`."""
    table = model._meta.db_table
    key, *columns = [str(field.column) for field in model._meta.concrete_fields]
    chosen = ", ".join(told.get(column, f"t.{column}") for column in columns)
    where = f"FROM {table} t, generate_series(1, %s) g WHERE t.{key} = %s"
    last = f"(SELECT max({key}) FROM {table})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({key}, {', '.join(columns)}) "
            f"SELECT {last} + g, {chosen} {where}",
            [*values, size, pk],
        )
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', '{key}'), {last})")
