"""What doctor says of the roster."""

from datetime import timedelta

import pytest
from django.db import connection

from certificates.roster import checks, ending
from certificates.roster.models import AssessorTerm, Recommendation
from portal import clock
from tests.certificates.roster import city
from tests.certificates.roster.assessors import rows as assessors
from tests.certificates.roster.conftest import Town

INVARIANTS = (
    checks.no_post_has_two_holders,
    checks.every_appointment_rests_on_its_decision,
    checks.nobody_is_hired_without_certificate,
    checks.ends_and_endings_agree,
    checks.nobody_is_an_assessor_twice_at_once,
    checks.no_list_holds_more_than_its_fifth,
)


def test_a_sound_roster_is_sound(town: Town) -> None:
    person = city.somebody(town.east)
    city.certify(person)
    city.hire(person, city.seat(town.east_committee, "full_time"))
    assert [check().ok for check in INVARIANTS] == [True] * len(INVARIANTS)


def test_an_end_without_its_reason_is_found(town: Town) -> None:
    row = city.elect(city.somebody(town.east), city.seat(town.east_village))
    rows = type(row).objects.unscoped("test").filter(pk=row.pk)
    rows.update(ends=clock.today() + timedelta(days=9))
    finding = checks.ends_and_endings_agree()
    assert (finding.ok, finding.count, finding.example) == (False, 1, str(row.pk))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="takes down a trigger of SQLite")
def test_two_holders_are_found_when_the_guard_was_down(town: Town) -> None:
    post = city.seat(town.east_village)
    with clock.at(clock.now() - timedelta(days=9)):
        first = city.elect(city.somebody(town.east), post)
    rows = type(first).objects.unscoped("test").filter(pk=first.pk)
    rows.update(ends=clock.today() + timedelta(days=9))
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER roster_one_holder")
    second = type(first)(
        person=city.somebody(town.east),
        post=post,
        organisation=post.organisation,
        mode="elected",
        full_time=False,
        starts=clock.today(),
        recorded_at=clock.now(),
    )
    decision = first.gate_decision
    decision.pk, decision.person, decision.day = None, second.person, second.starts
    decision.save()
    second.gate_decision = decision
    second.save()
    finding = checks.no_post_has_two_holders()
    assert (finding.ok, finding.count, finding.example) == (False, 1, str(second.pk))


def test_elected_members_past_the_deadline_are_a_warning_and_no_fault(town: Town) -> None:
    late, early = city.somebody(town.east), city.somebody(town.east)
    with clock.at(clock.now() - timedelta(days=91)):
        row = city.elect(late, city.seat(town.east_village))
    city.elect(early, city.seat(town.east_village))
    finding = checks.elected_past_their_deadline()
    assert (finding.warned, finding.count, finding.example) == (True, 1, str(row.pk))


def test_an_elected_member_who_is_going_to_leave_still_counts_as_late(town: Town) -> None:
    with clock.at(clock.now() - timedelta(days=91)):
        row = city.elect(city.somebody(town.east), city.seat(town.east_village))
    leaves = clock.today() + timedelta(days=90)
    ending.end_appointment(
        row, day=leaves, reason="resigned", deciding_body="村民会议", actor_id=None
    )
    finding = checks.elected_past_their_deadline()
    assert (finding.warned, finding.count, finding.example) == (True, 1, str(row.pk))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="takes down triggers of SQLite")
def test_what_the_guards_of_assessors_keep_out_is_found_without_them(town: Town) -> None:
    court = assessors.court(town.centre)
    person = city.somebody(town.east)
    assessors.term(person, court)
    listed = assessors.opened(town.centre, court)
    with connection.cursor() as cursor:
        for guard in ("roster_one_assessor_term", "roster_place_fits"):
            cursor.execute(f"DROP TRIGGER {guard}")
    moment = clock.now()
    second = AssessorTerm.objects.create(
        person=person,
        court=court,
        starts=clock.today() + timedelta(days=1),
        ends=clock.today() + timedelta(days=9),
        appointed_by="常委会",
        recorded_at=moment,
    )
    for place in (1, 2, 3):
        Recommendation.objects.create(
            list=listed,
            person=city.somebody(town.east),
            place=place,
            nominator_kind="employer",
            nominator="某单位",
            recorded_at=moment,
        )
    assert checks.nobody_is_an_assessor_twice_at_once().example == str(second.pk)
    assert checks.no_list_holds_more_than_its_fifth().example == str(listed.pk)
