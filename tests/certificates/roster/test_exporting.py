"""The table for Excel: inert, exact, recorded."""

import csv
import io
from datetime import timedelta

from django.utils import translation

from certificates.roster import listing
from certificates.roster.exporting import export
from certificates.roster.listing import Filters
from certificates.roster.twin import AsOf
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.people.models import Person
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town


def test_every_row_is_a_line_of_text(town: Town) -> None:
    user = User.objects.create(username="hr")
    person = city.somebody(town.east_village, "甲")
    certificate = city.certify(person)
    city.elect(person, city.seat(town.east_village, "chair"))
    city.seat(town.east_village)
    evil = city.somebody(town.west_village, "乙")
    city.certify(evil)
    Person.every.filter(pk=evil.pk).update(name="=HYPERLINK(1)")
    rows = listing.all_rows([town.centre.path], AsOf(clock.today()), Filters())
    with translation.override("en"):
        content = export(rows, town.centre, AsOf(clock.today()), actor_id=user.pk)
    assert content.startswith("\ufeff".encode())
    head, first, second, third = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert head[0] == "Name"
    number = certificate.number
    term_ends = clock.today().replace(year=clock.today().year + 3) - timedelta(days=1)
    assert first == [
        "甲",
        "柳溪村调委会",
        "chair",
        "elected",
        "On duty",
        "Valid",
        f"{number[:6]} {number[6:10]} {number[10:16]} {number[16:]}",
        (clock.today() - timedelta(days=30) + 3 * city.YEAR).isoformat(),
        "",
        clock.today().isoformat(),
        term_ends.isoformat(),
    ]
    assert second[:5] == ["", "柳溪村调委会", "member", "", "Vacant"]
    assert third[0] == "'=HYPERLINK(1)"
    event = AuditEvent.objects.get(kind="roster.exported")
    assert (event.actor, event.body.data["rows"]) == (user, 3)
