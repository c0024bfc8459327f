"""What the database itself holds of people's assessors; the same on SQLite and PostgreSQL."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certificates.roster.assessors import mirroring, recommending
from certificates.roster.models import (
    AssessorCorrection,
    AssessorOath,
    AssessorRemoval,
    AssessorTerm,
    MediatedDispute,
    Recommendation,
    RecommendationList,
    RecusalCheck,
    Screening,
)
from portal import clock
from portal.people.models import Organisation, Person
from tests.certificates.roster import city
from tests.certificates.roster.assessors import rows
from tests.certificates.roster.conftest import Town

pytestmark = pytest.mark.django_db
START = date(2026, 1, 1)
SPANS = st.tuples(st.integers(0, 30), st.integers(1, 20), st.none() | st.integers(1, 19))
GUARDS = {
    "roster_one_assessor_term",
    "roster_assessor_term_changes",
    "roster_removal_fits",
    "roster_correction_fits",
    "roster_place_fits",
    "roster_name_term_fits",
    "roster_name_answered_once",
    "roster_list_forward",
    "roster_dispute_taken_back",
    "roster_assessorterm_no_delete",
    "roster_assessoroath_no_update",
    "roster_assessorcases_no_delete",
    "roster_assessorremoval_no_update",
    "roster_assessorcorrection_no_update",
    "roster_screening_no_update",
    "roster_recommendation_no_delete",
    "roster_recommendationlist_no_delete",
    "roster_mediateddispute_no_delete",
    "roster_disputeparty_no_update",
    "roster_recusalcheck_no_update",
}


def written(write: Callable[..., Any], *values: Any, **named: Any) -> bool:
    """Whether the database takes it."""
    try:
        with transaction.atomic():
            write(*values, **named)
    except IntegrityError:
        return False
    return True


@pytest.fixture
def court(town: Town) -> Organisation:
    return rows.court(town.centre)


def raw(person: Person, court: Organisation, starts: date, ends: date) -> AssessorTerm:
    return AssessorTerm.objects.create(
        person=person,
        court=court,
        starts=starts,
        ends=ends,
        appointed_by="常委会",
        recorded_at=clock.now(),
    )


def test_every_guard_stands() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger UNION SELECT conname FROM pg_constraint"
                " WHERE contype = 'x'"
            )
        standing = {name for (name,) in cursor.fetchall()}
    assert standing >= GUARDS


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(SPANS, SPANS, st.booleans())
def test_terms_never_overlap_but_the_rest_of_a_removed_or_wrong_one(
    court: Organisation,
    one: tuple[int, int, int | None],
    other: tuple[int, int, int | None],
    wrong: bool,
) -> None:
    def days(span: tuple[int, int, int | None]) -> tuple[date, date]:
        starts = START + timedelta(days=span[0])
        return starts, starts + timedelta(days=span[1])

    with transaction.atomic():
        person = city.somebody(court)
        (starts, ends), second = days(one), days(other)
        first = raw(person, court, starts, ends)
        cut = starts + timedelta(days=one[2]) if one[2] else None
        rows_ = AssessorTerm.every.filter(pk=first.pk)
        if cut and cut <= ends:
            rows_.update(removed_from=cut)
            ends = cut
        if wrong:
            rows_.update(superseded_at=clock.now())
        overlap = not wrong and starts < second[1] and second[0] < ends
        assert written(raw, person, court, *second) is not overlap
        transaction.set_rollback(True)


def test_a_term_changes_in_two_ways_only_and_each_once(town: Town, court: Organisation) -> None:
    term = rows.term(city.somebody(town.east), court, START)
    change = AssessorTerm.every.filter(pk=term.pk).update
    assert not written(change, appointed_by="别人")
    assert not written(change, ends=date(2040, 1, 1))
    assert not written(change, removed_from=START)
    assert not written(change, removed_from=term.ends + timedelta(days=1))
    assert written(change, removed_from=date(2027, 1, 1))
    assert not written(change, removed_from=date(2028, 1, 1))
    assert not written(change, removed_from=None)
    assert written(change, superseded_at=clock.now())
    assert not written(change, superseded_at=None)
    assert not written(AssessorTerm.every.filter(pk=term.pk).delete)


def test_a_removal_and_a_correction_stand_with_the_term_they_change(
    town: Town, court: Organisation
) -> None:
    term = rows.term(city.somebody(town.east), court, START)
    moment = clock.now()
    removal: dict[str, Any] = {
        "term": term,
        "day": date(2027, 1, 1),
        "ground": "resigned",
        "removed_by": "常委会",
        "decision_number": "1号",
        "recorded_at": moment,
    }
    assert not written(AssessorRemoval.objects.create, **removal)
    assert not written(
        AssessorCorrection.objects.create, term=term, reason="错", recorded_at=moment
    )
    AssessorTerm.every.filter(pk=term.pk).update(removed_from=date(2027, 1, 1))
    assert written(AssessorRemoval.objects.create, **removal)


def test_facts_are_added_and_never_changed(town: Town, court: Organisation) -> None:
    person = rows.ready(town.east_village)
    term = rows.term(city.somebody(town.east), court, START)
    mirroring.swear(term, day=clock.today(), actor_id=None)
    check = RecusalCheck.objects.create(by_number=True, names=0, hits=0, recorded_at=clock.now())
    dispute = rows.dispute(person, town.east_village, "1号", "甲")
    assert not written(AssessorOath.every.update, day=START)
    assert not written(Screening.every.update, education="more")
    assert not written(Screening.every.all().delete)
    assert not written(RecusalCheck.every.filter(pk=check.pk).update, hits=5)
    assert not written(dispute.parties.all().delete)
    disputes = MediatedDispute.every.filter(pk=dispute.pk)
    assert not written(disputes.update, number="2号")
    assert written(disputes.update, withdrawn_at=clock.now())
    assert not written(disputes.update, withdrawn_at=None)


def test_a_list_never_grows_beyond_its_fifth_whoever_writes(
    town: Town, court: Organisation
) -> None:
    listed = rows.opened(town.centre, court)  # two places

    def name(place: int, person: Person | None = None) -> Recommendation:
        return Recommendation.objects.create(
            list=listed,
            person=person or city.somebody(town.east),
            place=place,
            nominator_kind="employer",
            nominator="某单位",
            recorded_at=clock.now(),
        )

    assert not written(name, 0)
    assert not written(name, 3)
    assert written(name, 1)
    assert not written(name, 1)
    person = city.somebody(town.east)
    assert written(name, 2, person)
    lists = RecommendationList.every.filter(pk=listed.pk)
    assert not written(lists.update, most=3)
    assert not written(lists.update, quota=500)
    assert not written(lists.update, state="concluded", handed_over_at=clock.now())
    Recommendation.every.filter(person=person).update(outcome="withdrawn", outcome_at=clock.now())
    lists.update(state="handed_over", handed_over_at=clock.now())
    assert not written(name, 2)
    assert not written(lists.update, state="open", handed_over_at=None)


def test_an_outcome_is_given_once_and_names_a_term_that_fits(
    town: Town, court: Organisation
) -> None:
    listed = rows.opened(town.centre, court)
    name = rows.named(listed, rows.ready(town.east_village))
    recommending.hand_over(listed, paper="1号", actor_id=None)
    names = Recommendation.every.filter(pk=name.pk)
    other = rows.term(city.somebody(town.east), court)
    elsewhere = rows.term(name.person, rows.court(town.centre))
    given = {"outcome": "appointed", "outcome_at": clock.now()}
    assert not written(names.update, **given)
    assert not written(names.update, **given, term=other)
    assert not written(names.update, **given, term=elsewhere)
    assert written(names.update, outcome="not_appointed", outcome_at=clock.now())
    assert not written(names.update, outcome="withdrawn", outcome_at=clock.now())


def test_a_quota_is_never_shared_out_beyond_a_fifth(town: Town, court: Organisation) -> None:
    def listed(**values: int) -> RecommendationList:
        row: dict[str, Any] = {
            "organisation": town.centre,
            "court": court,
            "quota_paper": "1号",
            "recorded_at": clock.now(),
        }
        return RecommendationList.objects.create(**(row | values))

    assert not written(listed, quota=14, taken=0, most=3)
    assert not written(listed, quota=14, taken=1, most=2)
    assert not written(listed, quota=14, taken=2, most=0)
    assert written(listed, quota=15, taken=1, most=2)
    assert not written(listed, quota=15, taken=1, most=2)
