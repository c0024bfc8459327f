"""Mirroring what standing committees and courts decided: terms, oaths, cases, removals, and what
was recorded wrongly."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from certificates.roster.assessors import mirroring
from certificates.roster.models import AssessorTerm
from certificates.roster.refusing import Refused
from certificates.roster.register import standing_of
from portal import clock
from portal.audit.models import AuditBody, AuditEvent
from portal.people.models import Organisation, Person
from tests.certificates.roster import city
from tests.certificates.roster.assessors import rows
from tests.certificates.roster.assessors.rows import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def person(db: None) -> Person:
    return city.somebody(city.place("village"), "周桂芳")


@pytest.fixture
def court(db: None) -> Organisation:
    return rows.court(name="市法院")


def refused(**wrong: Any) -> str:
    with pytest.raises(Refused) as found:
        rows.term(**wrong)
    return found.value.field


def removed(term: AssessorTerm, day: date, **more: Any) -> None:
    values: dict[str, Any] = {
        "ground": "resigned",
        "removed_by": rows.COUNCIL,
        "decision_number": "人常〔2026〕9号",
        "actor_id": None,
    }
    mirroring.remove(term, day=day, **(values | more))


def test_a_term_lasts_five_years_and_is_a_flag_beside_the_standing(
    person: Person, court: Organisation
) -> None:
    term = rows.term(person, court, date(2026, 5, 18))
    assert term.ends == date(2031, 5, 18)
    assert standing_of(person.pk, date(2026, 5, 18)).assessor
    assert not standing_of(person.pk, date(2026, 5, 17)).assessor
    assert not standing_of(person.pk, date(2031, 5, 18)).assessor
    event = AuditEvent.objects.get(kind="assessor.mirrored")
    assert AuditBody.objects.get(event=event).data["number"] == 1


def test_what_cannot_be_is_refused_beside_its_field(person: Person, court: Organisation) -> None:
    today = clock.today()
    young = city.somebody(person.organisation, born=today - timedelta(days=28 * 365))
    assert refused(person=young, at=court) == "starts"
    assert refused(person=person, at=person.organisation) == "court"
    assert refused(person=person, at=court, ends=today) == "ends"
    assert refused(person=person, at=court, ends=today + timedelta(days=5 * 366)) == "ends"
    assert refused(person=person, at=court, decided_on=today + DAY) == "decided_on"
    assert refused(person=person, at=court, starts=today + 400 * DAY) == "starts"
    assert refused(person=person, at=court, appointed_by="　 ") == "appointed_by"
    assert refused(person=person, at=court, number=3) == "number"
    assert not AssessorTerm.every.exists()


def test_a_second_term_is_told_as_the_second_and_a_third_is_never_taken(
    person: Person, court: Organisation
) -> None:
    today = clock.today()
    rows.term(person, court, today - timedelta(days=4000), ends=today - timedelta(days=2300))
    assert refused(person=person, at=court, number=1) == "number"
    assert rows.term(person, court, number=2).number == 2
    assert refused(person=person, at=court, number=3) == "number"


def test_a_term_older_than_the_law_is_taken_without_its_age(
    person: Person, court: Organisation
) -> None:
    young = city.somebody(person.organisation, born=date(1990, 1, 1))
    term = rows.term(young, court, date(2014, 3, 1))
    assert term.ends == date(2019, 3, 1)
    assert standing_of(young.pk, date(2019, 2, 28)).assessor


def test_one_court_at_a_time_and_the_other_one_is_named(
    person: Person, court: Organisation
) -> None:
    rows.term(person, court)
    with pytest.raises(Refused, match=r"assessor of 市法院 in that time, until before"):
        rows.term(person, rows.court(), clock.today() + DAY, number=2)
    assert AssessorTerm.every.count() == 1


def test_a_removed_assessor_is_none_from_that_day_and_may_be_one_elsewhere_later(
    person: Person, court: Organisation
) -> None:
    today = clock.today()
    term = rows.term(person, court, today - 100 * DAY)
    before = clock.now()
    removed(term, today)
    assert standing_of(person.pk, today - DAY).assessor
    assert not standing_of(person.pk, today).assessor
    assert standing_of(person.pk, today, known_at=before).assessor
    later = rows.term(person, rows.court(), today, number=2)
    assert standing_of(person.pk, today).assessor
    assert later.court != court


def test_a_removal_needs_ground_document_and_a_day_within_the_term(
    person: Person, court: Organisation
) -> None:
    today = clock.today()
    term = rows.term(person, court, today - 9 * DAY)
    for field, wrong in (
        ("ground", {"ground": "dislike"}),
        ("removed_by", {"removed_by": " "}),
        ("decision_number", {"decision_number": ""}),
        ("day", {"day": term.starts}),
        ("day", {"day": term.ends}),
    ):
        with pytest.raises(Refused) as found:
            removed(term, **({"day": today} | wrong))
        assert found.value.field == field
    removed(term, today + DAY)
    with pytest.raises(Refused, match="already"):
        removed(term, today + 2 * DAY)


def test_a_wrong_term_counts_for_nothing_and_stays_on_record(
    person: Person, court: Organisation
) -> None:
    term = rows.term(person, court)
    before = clock.now()
    with pytest.raises(Refused, match="what was wrong"):
        mirroring.supersede(term, reason=" ", actor_id=None)
    mirroring.supersede(term, reason="法院写错了", actor_id=None)
    assert not standing_of(person.pk, clock.today()).assessor
    assert standing_of(person.pk, clock.today(), known_at=before).assessor
    right = rows.term(person, rows.court())
    assert standing_of(person.pk, clock.today()).assessor
    assert AssessorTerm.every.count() == 2
    for act in (
        lambda: mirroring.supersede(term, reason="再一次", actor_id=None),
        lambda: mirroring.swear(term, day=clock.today(), actor_id=None),
        lambda: removed(term, clock.today() + DAY),
    ):
        with pytest.raises(Refused, match="already"):
            act()
    assert right.superseded_at is None


def test_an_oath_follows_the_decision_and_is_never_ahead(
    person: Person, court: Organisation
) -> None:
    today = clock.today()
    term = rows.term(person, court, today - 9 * DAY)
    for day in (today + DAY, today - 10 * DAY):
        with pytest.raises(Refused):
            mirroring.swear(term, day=day, actor_id=None)
    mirroring.swear(term, day=today - DAY, actor_id=None)
    mirroring.swear(term, day=today, actor_id=None)
    assert [row.day for row in term.oaths.order_by("pk")] == [today - DAY, today]


def test_cases_belong_to_a_year_of_the_term_and_may_lie_above_the_cap(
    person: Person, court: Organisation
) -> None:
    today = clock.today()
    term = rows.term(person, court, date(today.year - 1, 3, 1))

    def count(year: int, cases: int, source: str = "函1号") -> None:
        mirroring.count_cases(term, year=year, cases=cases, source=source, actor_id=None)

    for year, cases, source in (
        (today.year - 2, 1, "函"),
        (today.year + 1, 1, "函"),
        (today.year, -1, "函"),
        (today.year, 1000, "函"),
        (today.year, 1, " "),
    ):
        with pytest.raises(Refused):
            count(year, cases, source)
    count(today.year, 31)
    assert term.sat.get().cases == 31
