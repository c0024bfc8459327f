"""Writing an appraisal down: stage by stage, once for a year, corrections as rows."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from certificates.roster.appraising.deciding import Figures
from certificates.roster.appraising.recording import appraise, current
from certificates.roster.models import Appointment, Appraisal
from certificates.roster.refusing import Refused
from portal import clock
from portal.accounts import granting
from portal.audit.models import AuditEvent
from tests.certificates.roster import acts, city
from tests.certificates.roster.appraising.rows import (
    FIGURES,
    corrected,
    days,
    entry,
    serving,
    this_year,
    written,
)
from tests.certificates.roster.conftest import Town

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=6)


@pytest.fixture
def row(town: Town) -> Appointment:
    return serving(town)


def past() -> dict[str, Any]:
    """Days of publication that are over."""
    last = clock.today() - timedelta(days=1)
    return days(last - WEEK, last)


def refusal(row: Appointment, what: Any, **more: Any) -> str:
    """The field that a refusal names."""
    with pytest.raises(Refused) as refused:
        appraise(row, more.pop("year", this_year()), what, seen=None, actor_id=None)
    return refused.value.field


def test_a_year_goes_from_figures_to_a_final_grade(row: Appointment) -> None:
    written(row)
    written(row, entry(proposed="competent"))
    written(row, entry(proposed="competent", **past()))
    last = written(
        row, entry(proposed="competent", final="competent", document="青司〔2026〕8号", **past())
    )
    assert current(row, this_year()) == last
    rows = Appraisal.objects.unscoped("test").order_by("pk")
    assert [one.superseded_at is None for one in rows] == [False, False, False, True]
    assert [one.corrects_id for one in rows] == [None, *[one.pk for one in rows][:3]]
    assert AuditEvent.objects.filter(kind="appraisal.recorded").count() == 4


def test_the_same_entry_again_writes_nothing(row: Appointment) -> None:
    assert written(row).pk == written(row).pk


def test_what_was_written_is_changed_with_a_reason_only(row: Appointment) -> None:
    written(row)
    other = Figures(53, 30, 29, 20, 29, 29)
    with override("en"), pytest.raises(Refused, match="Please say why"):
        written(row, entry(other))
    assert written(row, entry(other, reason="台账漏记")).screenings == 53


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"figures": Figures(52, 30, 31, 20, 29, 29)}, "succeeded"),
        ({"figures": Figures(52, 30, 29, 20, 29, 31)}, "archived"),
        ({"proposed": "good"}, "proposed"),
        ({"final": "good"}, "final"),
        ({"proposed": "competent", "final": "competent"}, "published_from"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(
    row: Appointment, values: dict[str, Any], field: str
) -> None:
    assert refusal(row, entry(**values)) == field


def test_publication_comes_before_the_final_grade(row: Appointment) -> None:
    today = clock.today()
    one_day = entry(proposed="competent", **days(today, today))
    assert refusal(row, one_day) == "published_until"
    assert refusal(row, entry(**past())) == "proposed"
    backwards = days(today, today - WEEK)
    assert refusal(row, entry(proposed="competent", **backwards)) == "published_until"
    half = {"published_from": today}
    assert refusal(row, entry(proposed="competent", **half)) == "published_until"
    running = days(today, today + WEEK)
    told = {"proposed": "competent", "final": "competent"}
    assert refusal(row, entry(**told, document="8号", **running)) == "final"
    assert refusal(row, entry(**told, **past())) == "document"


def test_years_that_are_not_appraised(row: Appointment) -> None:
    for year in (2019, this_year() + 1, this_year() - 1):
        assert refusal(row, entry(), year=year) == ""
    assert Appraisal.objects.unscoped("test").count() == 0


def test_nobody_appraises_themselves(row: Appointment) -> None:
    user = granting.create_login("self", "long-password-1", "self", actor_id=None)
    granting.link_person(user, row.person, actor_id=None)
    row.refresh_from_db()
    with override("en"), pytest.raises(Refused, match="own appraisal"):
        appraise(row, this_year(), entry(), seen=None, actor_id=user.pk)


def test_the_second_of_two_sees_what_the_first_wrote(row: Appointment) -> None:
    """Two keepers open the same page; nothing of the first is lost."""
    first = written(row)
    with override("en"), pytest.raises(Refused, match="Somebody else"):
        appraise(row, this_year(), entry(proposed="competent"), seen=None, actor_id=None)
    assert current(row, this_year()) == first


def test_a_correction_takes_every_year_along_and_keeps_what_stood(town: Town) -> None:
    with clock.at(clock.now() - timedelta(days=365)):
        row = serving(town)
    first = written(row, entry(proposed="competent"), this_year() - 1)
    second = written(row)
    made = corrected(row, starts=row.starts - acts.DAY)
    moved = [current(made, year) for year in (this_year() - 1, this_year())]
    assert [one and one.corrects for one in moved] == [first, second]
    assert [one and one.reason for one in moved] == ["会议日期录错"] * 2
    assert current(row, this_year()) is None
    stood = Appraisal.objects.unscoped("test").get(pk=first.pk)
    assert (stood.appointment, stood.proposed) == (row, "competent")
    assert stood.superseded_at is not None


def test_an_entry_that_was_corrected_meanwhile_is_not_appraised(row: Appointment) -> None:
    corrected(Appointment.objects.unscoped("test").get(pk=row.pk), starts=row.starts + acts.DAY)
    with override("en"), pytest.raises(Refused, match="corrected already"):
        written(row)
    assert Appraisal.objects.unscoped("test").count() == 0


def test_an_appraisal_follows_no_other_entry_than_the_right_one(
    row: Appointment, town: Town
) -> None:
    """The same person elsewhere in the place, whose entry corrects nothing."""
    first = written(row)
    other = city.elect(row.person, city.seat(town.east_village))
    Appraisal.objects.unscoped("test").filter(pk=first.pk).update(superseded_at=clock.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Appraisal.objects.create(**values_of(other, corrects=first))
    Appraisal.objects.create(**values_of(row, corrects=first))


def values_of(row: Appointment, **other: Any) -> Any:
    told: dict[str, Any] = {
        "person_id": row.person_id,
        "appointment": row,
        "organisation_id": row.organisation_id,
        "year": this_year(),
        "recorded_at": clock.now(),
    }
    return told | {name: getattr(FIGURES, name) for name in Figures.__dataclass_fields__} | other


def test_the_database_keeps_rows_as_they_are(row: Appointment) -> None:
    first = written(row)
    rows = Appraisal.objects.unscoped("test").filter(pk=first.pk)
    for change in ({"screenings": 1}, {"final": "excellent"}, {"year": 2025}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()
    assert rows.update(superseded_at=clock.now()) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(superseded_at=None)


def test_the_database_takes_no_row_that_does_not_fit(town: Town, row: Appointment) -> None:
    other = serving(town, "李娜")
    wrong: list[dict[str, Any]] = [
        {"person_id": other.person_id},
        {"organisation_id": town.west_village.pk},
        {"succeeded": 31},
        {"archived": 31},
        {"screenings": -1},
        {"final": "competent"},
        {"published_from": clock.today()},
        {"published_until": clock.today()},
        {"superseded_at": clock.now()},
        {"corrects": written(other)},
    ]
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Appraisal.objects.create(**values_of(row, **values))
    Appraisal.objects.create(**values_of(row))
    with pytest.raises(IntegrityError), transaction.atomic():
        Appraisal.objects.create(**values_of(row))


def test_somebody_of_another_place_has_an_appraisal_of_their_own(town: Town) -> None:
    post = city.seat(town.west_village)
    row = city.elect(city.somebody(town.west_village), post)
    assert written(row).organisation_id == town.west_village.pk
