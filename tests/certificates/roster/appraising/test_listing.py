"""The list of a place and a year: what is missing, weak grades, too many best ones."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from certificates.roster import correcting, renewing
from certificates.roster.appraising import listing
from certificates.roster.history import history_of
from certificates.roster.models import Appointment
from portal import clock
from portal.accounts.scoping import scope_of
from portal.scope import Scope
from tests.certificates.roster import acts, city
from tests.certificates.roster.appraising.rows import (
    corrected,
    days,
    decided,
    entry,
    serving,
    this_year,
    written,
)
from tests.certificates.roster.conftest import Town, login

pytestmark = pytest.mark.django_db


@pytest.fixture
def scope(town: Town) -> Scope:
    return scope_of(login("clerk", town.east)[1])


def lines(scope: Scope, town: Town) -> list[listing.Line]:
    return listing.lines_of(scope, town.east, this_year())


def test_every_stage_is_told(town: Town, scope: Scope) -> None:
    serving(town, "甲")
    written(serving(town, "乙"))
    written(serving(town, "丙"), entry(proposed="competent"))
    last = clock.today() - timedelta(days=1)
    published = days(last - timedelta(days=6), last)
    written(serving(town, "丁"), entry(proposed="competent", **published))
    final = {"proposed": "competent", "final": "incompetent", "document": "8号"}
    written(serving(town, "戊"), entry(**final, **published))
    found = lines(scope, town)
    assert [line.stage for line in found] == list(listing.STAGES)
    assert [line.fails for line in found] == [False, False, False, False, True]
    assert listing.counts(found)[listing.EMPTY] == 1


def test_other_places_are_not_told(town: Town, scope: Scope) -> None:
    city.elect(city.somebody(town.west_village), city.seat(town.west_village))
    assert lines(scope, town) == []


def test_a_second_weak_year_is_told(town: Town) -> None:
    with clock.at(clock.now() - timedelta(days=365)):
        row = serving(town)
        written(row, entry(proposed="basically_competent"))
    assert not listing.line_of(row, this_year()).again
    last = clock.today() - timedelta(days=1)
    told = {"proposed": "basically_competent", "final": "basically_competent", "document": "8号"}
    before = entry(**told, **days(last - timedelta(days=6), last), reason="定等")
    written(row, before, this_year() - 1)
    written(row, entry(proposed="basically_competent"))
    assert listing.line_of(row, this_year()).again


WEAK = "basically_competent"


@pytest.fixture
def weak_last_year(town: Town) -> Appointment:
    """In office since last year, which was weak."""
    with clock.at(clock.now() - timedelta(days=365)):
        row = serving(town)
    decided(row, WEAK, this_year() - 1)
    return row


def test_the_appraisal_of_a_corrected_entry_counts_for_the_right_one(
    town: Town, scope: Scope
) -> None:
    row = serving(town)
    written(row, entry(proposed="competent"))
    made = corrected(row, starts=row.starts + acts.DAY)
    again = corrected(made, starts=row.starts)
    (line,) = lines(scope, town)
    assert (line.appointment, line.stage) == (again, listing.PROPOSED)


def test_a_second_weak_year_is_told_after_another_term_has_begun(
    town: Town, scope: Scope, weak_last_year: Appointment
) -> None:
    term = renewing.renew(
        weak_last_year,
        starts=clock.today(),
        basis="会议记录",
        deciding_body="村民代表会议",
        actor_id=None,
    )
    written(term, entry(proposed=WEAK))
    assert listing.line_of(term, this_year()).again
    assert [line.again for line in lines(scope, town)] == [False, True]


def test_a_second_weak_year_is_told_at_another_organisation(
    town: Town, scope: Scope, weak_last_year: Appointment
) -> None:
    elsewhere = city.elect(weak_last_year.person, city.seat(town.west_village))
    written(elsewhere, entry(proposed=WEAK))
    assert listing.line_of(elsewhere, this_year()).again


def test_a_second_weak_year_is_told_after_a_correction(weak_last_year: Appointment) -> None:
    made = corrected(weak_last_year, starts=weak_last_year.starts - acts.DAY)
    written(made, entry(proposed=WEAK))
    assert listing.line_of(made, this_year()).again


def test_a_weak_year_in_which_nobody_was_in_office_after_all_is_not_counted(
    town: Town, weak_last_year: Appointment
) -> None:
    made = corrected(weak_last_year, starts=date(this_year(), 1, 1))
    written(made, entry(proposed=WEAK))
    assert not listing.line_of(made, this_year()).again


def test_a_weak_year_of_a_struck_entry_is_not_counted(
    town: Town, weak_last_year: Appointment
) -> None:
    correcting.annul(weak_last_year, actor_id=None, signed=acts.signed("录错人"))
    other = city.elect(weak_last_year.person, city.seat(town.east_village))
    written(other, entry(proposed=WEAK))
    assert not listing.line_of(other, this_year()).again


def test_too_many_best_grades_are_a_warning(town: Town, scope: Scope) -> None:
    for name in ("甲", "乙", "丙", "丁"):
        written(serving(town, name), entry(proposed="competent"))
    written(serving(town, "戊"), entry(proposed="excellent"))
    assert listing.too_many_best(lines(scope, town), this_year()) is None
    written(serving(town, "己"), entry(proposed="excellent"))
    assert listing.too_many_best(lines(scope, town), this_year()) == (2, 6, 20)


def test_a_final_grade_stands_among_what_happened(town: Town) -> None:
    row = serving(town)
    last = clock.today() - timedelta(days=1)
    final = {"proposed": "competent", "final": "competent", "document": "8号"}
    written(row, entry(**final, **days(last - timedelta(days=6), last)))
    with override("en"):
        events = history_of(row.person, ()).events(clock.today())
    assert (f"Appraised for {this_year()}: competent", "29 of 30 cases settled · 8号") in [
        (event.title, event.text) for event in events
    ]
