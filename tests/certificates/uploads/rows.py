"""Certificates with their files, however many."""

from dataclasses import asdict
from datetime import date

from django.db import transaction

from certificates import issuing, numbering, storing
from certificates.models import Certificate, CertificateVersion
from certificates.planning import Plan
from certificates.printing import print_plan
from portal import clock
from portal.people.models import Organisation, Person
from tests.certificates.roster import city
from tests.certificates.rows import plan, version_of


def registered(
    serial: int, name: str, at: Organisation | None = None, person: Person | None = None
) -> Certificate:
    """A certificate in force with a plan of its own, not printed."""
    body = f"9901012026{serial:06}"
    number, code = body + numbering.check_digit(body), numbering.new_code()
    told = plan(name=name, number=number, code=code, link=f"https://rmtj.example.gov.cn/v/{code}")
    who = person or city.somebody(at or city.place(), name)
    attempt, moment = city._attempt(who, serial, clock.now()), clock.now()
    row = Certificate.objects.create(
        person=who,
        act=f"attempt:{attempt.pk}",
        attempt=attempt,
        organisation=who.organisation,
        number=number,
        code=code,
        code_hash=numbering.hash_of(code),
        issued_on=clock.today(),
        recorded_at=moment,
    )
    CertificateVersion.objects.create(
        certificate=row,
        act=row.act,
        attempt=attempt,
        plan=asdict(told),
        valid_from=clock.today(),
        valid_until=date(clock.today().year + 3, 1, 1),
        template_version=told.template,
        font_set=told.font_set,
        recorded_at=moment,
    )
    city.change(row, "issued", clock.today(), moment)
    return row


def printed(serial: int, name: str) -> tuple[Certificate, bytes]:
    """The same with its signed file stored."""
    row = registered(serial, name)
    version = version_of(row)
    file = print_plan(Plan(**version.plan))
    with transaction.atomic():
        issuing.attach_file(version.pk, file)
    return row, storing.read(version_of(row).file_sha256)
