"""Whom the bureau hears from and whom it tells, by when, and that it was done once."""

from datetime import date, datetime

import pytest

from certificates.roster import appointing, notifying
from certificates.roster.models import Appointment, Filing
from certificates.roster.refusing import Refused
from portal import clock
from portal.people.models import Organisation
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, end, signed

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 10, tzinfo=clock.CITY_ZONE)


@pytest.fixture
def village() -> Organisation:
    return city.place("village")


def of(row: Appointment) -> list[tuple[str, bool, date]]:
    rows = Filing.objects.unscoped("test").filter(appointment=row).order_by("pk")
    return list(rows.values_list("kind", "of_ending", "due_on"))


def test_bureau_and_court_are_told_of_each_change_within_working_days(
    village: Organisation,
) -> None:
    with clock.at(MONDAY):
        row = city.elect(city.somebody(village), city.seat(village))
        end(row, day=date(2026, 3, 6))
    assert of(row) == [
        ("bureau", False, date(2026, 4, 13)),
        ("court", False, date(2026, 3, 16)),
        ("bureau", True, date(2026, 4, 17)),
        ("court", True, date(2026, 3, 20)),
    ]


def test_of_what_is_entered_more_than_a_year_late_nobody_is_told(village: Organisation) -> None:
    row = appointing.appoint(
        city.somebody(village),
        city.seat(village),
        mode="elected",
        starts=clock.today() - 800 * DAY,
        basis="旧档",
        actor_id=None,
        signed=signed(),
    )
    assert of(row) == []


def test_changes_are_told_by_one_document_and_once(village: Organisation) -> None:
    rows = [city.elect(city.somebody(village), city.seat(village)) for _n in range(2)]
    open_ones = list(
        Filing.objects.unscoped("test").filter(kind="court").select_related("appointment")
    )
    today = clock.today()
    words = {"document_number": "示例司通〔2026〕3号", "actor_id": None}
    with pytest.raises(Refused) as early:
        notifying.note_told(open_ones, day=today + DAY, **words)  # type: ignore[arg-type]
    assert early.value.field == "day"
    with pytest.raises(Refused) as thin:
        notifying.note_told(open_ones, day=today, document_number=" ", actor_id=None)
    assert thin.value.field == "document_number"
    assert notifying.note_told(open_ones, day=today, **words) == 2  # type: ignore[arg-type]
    with pytest.raises(Refused):
        notifying.note_told(open_ones[:1], day=today, **words)  # type: ignore[arg-type]
    told = Filing.objects.unscoped("test").filter(appointment__in=rows, done_on=today)
    assert {one.document_number for one in told} == {"示例司通〔2026〕3号"}
    assert told.count() == 2


def test_when_one_of_several_was_told_already_none_is_noted(village: Organisation) -> None:
    city.elect(city.somebody(village), city.seat(village))
    both = list(Filing.objects.unscoped("test").select_related("appointment"))
    notifying.note_told(both[:1], day=clock.today(), document_number="1号", actor_id=None)
    with pytest.raises(Refused):
        notifying.note_told(both, day=clock.today(), document_number="2号", actor_id=None)
    assert Filing.objects.unscoped("test").filter(document_number="2号").count() == 0


def test_nothing_is_told_before_it_was_there_to_be_told(village: Organisation) -> None:
    row = city.elect(city.somebody(village), city.seat(village))
    filings = list(Filing.objects.unscoped("test").select_related("appointment", "organisation"))
    with pytest.raises(Refused) as early:
        notifying.note_told(filings, day=row.starts - DAY, document_number="1号", actor_id=None)
    assert early.value.field == "day"
    told = notifying.note_told(filings, day=row.starts, document_number="1号", actor_id=None)
    assert told == 2
