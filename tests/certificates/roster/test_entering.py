"""A term that is over already is entered with its end, by two."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError

from certificates.roster import (
    correcting,
    entering,
    notifying,
    proposed,
    proposing,
    succeeding,
)
from certificates.roster.appointing import GateClosed
from certificates.roster.correcting import of_appointment
from certificates.roster.models import Appointment, Filing, RosterProposal, Succession
from certificates.roster.refusing import Refused
from certificates.roster.register import standing_of
from certificates.roster.writing import End, Terms
from portal import clock
from portal.audit.models import AuditEvent
from portal.counting import years_later
from portal.people.models import Organisation, Person, Post
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, an_end, elected_ago, end, keeper, propose, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Organisation:
    return city.place("village")


@pytest.fixture
def post(village: Organisation) -> Post:
    return city.seat(village)


def ago(days: int, **values: Any) -> End:
    """An end on that day."""
    return an_end(**({"day": clock.today() - days * DAY, "reason": "term_expired"} | values))


def enter(
    person: Person, post: Post, came: int, left: int, *, terms: Terms | None = None, **how: Any
) -> Appointment:
    """Elected so many days ago, and gone since so many."""
    return entering.enter(
        person,
        post,
        mode="elected",
        starts=clock.today() - came * DAY,
        terms=terms or Terms("会议记录"),
        end=ago(left, **how),
        actor_id=None,
        signed=signed(),
    )


def after(row: Appointment) -> Appointment | None:
    return Succession.objects.unscoped("test").get(ending_id=row.pk).successor


def label(person: Person, days: int) -> str:
    return standing_of(person.pk, clock.today() - days * DAY).label


def test_who_held_the_post_before_its_holder_is_entered_and_stays_marked(
    village: Organisation, post: Post
) -> None:
    holder = elected_ago(city.somebody(village), post, 100)
    person = city.somebody(village)
    row = enter(person, post, 900, 300)
    assert (row.starts, row.ends) == (clock.today() - 900 * DAY, clock.today() - 300 * DAY)
    told = row.ending
    for signers in (row, told):
        assert (signers.recorded_by, signers.second_signer) == (keeper("first"), keeper("second"))
        assert signers.late_reason == "补录"
    assert after(row) == holder
    assert [label(person, days) for days in (901, 900, 301, 300)] == [
        *("none", "pending", "pending", "retired")
    ]
    kinds = AuditEvent.objects.filter(subject=f"roster.appointment:{row.pk}").order_by("pk")
    assert [event.kind for event in kinds] == ["appointment.made", "appointment.ended"]


def test_terms_between_and_before_others_become_neighbours_in_whatever_order_they_are_entered(
    village: Organisation, post: Post
) -> None:
    first = enter(city.somebody(village), post, 1900, 1500)
    last = elected_ago(city.somebody(village), post, 100)
    assert after(first) == last
    third = enter(city.somebody(village), post, 900, 300)
    second = enter(city.somebody(village), post, 1500, 1000)
    assert [after(row) for row in (first, second, third)] == [second, third, last]


def test_a_post_closed_since_takes_a_term_before_it_was_closed_and_none_across(
    village: Organisation, post: Post
) -> None:
    with clock.at(clock.now() - 400 * DAY):
        early = elected_ago(city.somebody(village), post, 100)
        end(early)
    with clock.at(clock.now() - 50 * DAY):
        vacant = Succession.objects.unscoped("test").get(ending_id=early.pk)
        succeeding.close_post(vacant, day=clock.today(), reason="撤并", actor_id=None)
    with pytest.raises(GateClosed) as refused:
        enter(city.somebody(village), post, 200, 49)
    assert [found.id for found in refused.value.gate.missing] == ["open"]
    row = enter(city.somebody(village), post, 200, 50)
    for left in (early, row):
        closed = Succession.objects.unscoped("test").get(ending_id=left.pk)
        assert (closed.closed_on, closed.closed_reason) == (clock.today() - 50 * DAY, "撤并")
    longer = replace(of_appointment(row), end=ago(49))
    assert [found.id for found in correcting.gate_of(row, longer).missing] == ["open"]
    correcting.annul(row, actor_id=None, signed=signed())
    with pytest.raises(GateClosed):
        city.elect(city.somebody(village), post)


def test_a_death_and_a_place_dissolved_since_stand_in_no_earlier_term(
    village: Organisation, post: Post
) -> None:
    person, seat = city.somebody(village), city.seat(village)
    with clock.at(clock.now() - 100 * DAY):
        end(elected_ago(person, post, 100), reason="deceased")
        Organisation.objects.filter(pk=village.pk).update(dissolved_on=clock.today())
    seat = Post.every.get(pk=seat.pk)
    with pytest.raises(GateClosed) as refused:
        enter(person, seat, 900, 99)
    assert [found.id for found in refused.value.gate.missing] == ["alive", "place"]
    assert enter(person, seat, 900, 100).ends == clock.today() - 100 * DAY


def test_nobody_died_before_a_day_on_which_they_held_a_post(
    village: Organisation, post: Post
) -> None:
    person = city.somebody(village)
    elected_ago(person, city.seat(village), 100)
    with pytest.raises(Refused) as refused:
        enter(person, post, 900, 300, reason="deceased")
    assert refused.value.field == "day"
    with pytest.raises(Refused):
        propose(person, post, starts=clock.today() - 900 * DAY, end=ago(300, reason="deceased"))
    assert enter(city.somebody(village), post, 900, 300, reason="deceased").pk


def test_days_that_somebody_else_held_the_post_are_not_taken(
    village: Organisation, post: Post
) -> None:
    elected_ago(city.somebody(village), post, 400)
    with pytest.raises(GateClosed) as refused:
        enter(city.somebody(village), post, 900, 399)
    assert [found.id for found in refused.value.gate.missing] == ["vacant"]
    assert enter(city.somebody(village), post, 900, 400).pk


@pytest.mark.parametrize(
    ("came", "how", "field"),
    [
        (100, {"left": 100}, "day"),
        (100, {"left": 101}, "day"),
        (100, {"left": -1}, "day"),
        (100, {"left": 0}, "day"),
        (100, {"left": 50, "reason": "renewed"}, "end_reason"),
        (100, {"left": 50, "deciding_body": " "}, "deciding_body"),
        (100, {"left": 50, "reason": "nonsense"}, "reason"),
        (100, {"left": 50, "reason": "incompetent"}, "document_number"),
        (100, {"left": 50, "terms": Terms(" ")}, "basis"),
        (2000, {"left": 50, "terms": Terms("记录", clock.today())}, "term_ends"),
        (61 * 366, {"left": 50}, "starts"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_there(
    village: Organisation, post: Post, came: int, how: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        enter(city.somebody(village), post, came, **how)
    assert refused.value.field == field
    assert not Appointment.every.exists()


def test_what_the_database_refuses_at_the_last_moment_is_said_in_words(
    village: Organisation, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(*_row: object, **_how: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(notifying, "owe", too_late)
    with pytest.raises(Refused, match="刚才有人改动过"):
        enter(city.somebody(village), post, 900, 300)
    assert not Appointment.every.exists()


def test_bureau_and_court_are_told_of_what_is_not_older_than_a_year(
    village: Organisation, post: Post
) -> None:
    row = enter(city.somebody(village), post, 400, 300)
    owed = Filing.every.filter(appointment=row).values_list("of_ending", "day")
    assert set(owed) == {(True, clock.today() - 300 * DAY)}
    row = enter(city.somebody(village), post, 300, 200)
    owed = Filing.every.filter(appointment=row).values_list("of_ending", "day")
    assert {of_ending for of_ending, _day in owed} == {False, True}


def test_a_whole_term_is_proposed_and_agreed_to(village: Organisation, post: Post) -> None:
    holder = elected_ago(city.somebody(village), post, 100)
    person = city.somebody(village)
    starts = clock.today() - 900 * DAY
    with pytest.raises(GateClosed):
        propose(person, post, starts=starts)
    waits = propose(person, post, starts=starts, end=ago(300))
    assert waits.terms["end"]["day"] == (clock.today() - 300 * DAY).isoformat()
    assert proposing.agree(waits, actor_id=keeper("second").pk)
    row = Appointment.every.get(person=person)
    assert (row.starts, row.ends) == (starts, clock.today() - 300 * DAY)
    assert row.term_ends == years_later(starts, 3)
    assert after(row) == holder


def test_the_second_person_reads_what_the_gate_says_to_the_days_of_the_term(
    village: Organisation, post: Post
) -> None:
    elected_ago(city.somebody(village), post, 100)
    waits = propose(city.somebody(village), post, starts=clock.today() - 900 * DAY, end=ago(300))
    gate = proposed.gate_of(waits)
    assert gate is not None
    assert gate.granted


def test_what_cannot_be_is_not_even_proposed(village: Organisation, post: Post) -> None:
    with pytest.raises(Refused) as refused:
        propose(city.somebody(village), post, end=ago(11))
    assert refused.value.field == "day"


def test_a_proposal_of_before_ends_could_be_proposed_is_an_appointment(
    village: Organisation, post: Post
) -> None:
    waits = propose(city.somebody(village), post)
    del waits.terms["end"]  # as it would have been read
    assert proposing.agree(waits, actor_id=keeper("second").pk)
    assert Appointment.every.get().ends is None
    assert RosterProposal.every.get().state == "agreed"
