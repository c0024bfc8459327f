"""Replacement and the certificate that goes with it: both or neither."""

from datetime import timedelta

import pytest
from django.utils import translation

from certificates.roster import appointing, replacing
from certificates.roster.appointing import GateClosed
from certificates.roster.models import Appointment, Succession
from certificates.roster.refusing import Refused
from certificates.roster.register import standing_of
from portal import clock
from tests.certificates.roster import city
from tests.certificates.roster.acts import signed
from tests.certificates.roster.conftest import Town


@pytest.fixture
def row(town: Town) -> Appointment:
    person = city.somebody(town.east_village)
    city.certify(person)
    with clock.at(clock.now() - timedelta(days=30)):
        return city.elect(person, city.seat(town.east_village))


def replace(row: Appointment, **values: object) -> None:
    replacing.end(
        row,
        **{  # type: ignore[arg-type]
            "day": clock.today(),
            "reason": "serious_dereliction",
            "deciding_body": "村民代表会议",
            "document_number": "4号",
            "note": "多次缺席",
            "actor_id": None,
        }
        | values,
    )


def test_replacement_withdraws_the_certificate_in_one_act(row: Appointment) -> None:
    replace(row, withdraw=True)
    standing = standing_of(row.person_id, clock.today())
    assert (standing.label, standing.certificate) == ("replaced", "revoked")


def test_without_withdrawing_the_person_stays_qualified(row: Appointment) -> None:
    replace(row)
    assert standing_of(row.person_id, clock.today()).label == "qualified"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reason": "resigned", "withdraw": True}, "withdraw"),
        ({"day": clock.today() + timedelta(days=60), "withdraw": True}, "withdraw"),
        ({"note": " ", "withdraw": True}, "note"),
        ({"document_number": "", "withdraw": True}, "document_number"),
    ],
)
def test_a_refusal_leaves_office_and_certificate_as_they_are(
    row: Appointment, values: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        replace(row, **values)
    assert refused.value.field == field
    assert standing_of(row.person_id, clock.today()).label == "on_duty"


def test_the_successor_takes_up_the_post_the_same_day_for_the_rest_of_the_term(
    row: Appointment, town: Town
) -> None:
    successor = city.somebody(town.east_village)
    replace(row, successor=successor, successor_basis="补选记录")
    after = Appointment.objects.unscoped("test").get(person=successor)
    assert (after.starts, after.term_ends) == (clock.today(), row.term_ends)
    found = Succession.objects.unscoped("test").get(ending_id=row.pk)
    assert found.successor == after


def test_nobody_succeeds_himself(row: Appointment) -> None:
    with pytest.raises(Refused) as refused:
        replace(row, successor=row.person, successor_basis="补选记录")
    assert refused.value.field == "successor"


def test_nor_is_whoever_was_replaced_appointed_there_again(row: Appointment) -> None:
    replace(row)
    with pytest.raises(GateClosed) as closed:
        city.elect(row.person, row.post)
    assert [found.id for found in closed.value.gate.missing] == ["other_person"]


@pytest.mark.parametrize(
    ("certified", "basis", "field"),
    [(False, "聘2号", "successor"), (True, " ", "successor_basis")],
)
def test_a_successor_who_is_not_ready_leaves_everything_as_it_was(
    town: Town, certified: bool, basis: str, field: str
) -> None:
    post = city.seat(town.east, "full_time")
    before, after = city.somebody(town.east), city.somebody(town.east)
    with clock.at(clock.now() - timedelta(days=1)):
        city.certify(before)
        row = city.hire(before, post)
    if certified:
        city.certify(after)
    with translation.override("en"), pytest.raises(Refused) as refused:
        replace(row, successor=after, successor_basis=basis)
    assert refused.value.field == field
    assert certified or "does not hold a valid post certificate" in str(refused.value)
    row.refresh_from_db()
    assert row.ends is None


def test_a_successor_whose_seat_lacks_something_is_told_where_to_look(town: Town) -> None:
    post = city.seat(town.east, "full_time", provided=False)
    held = Appointment.objects.unscoped("test")
    assert not held.exists()
    before, after = city.somebody(town.east), city.somebody(town.east)
    city.certify(after)
    row = appointing.appoint(
        before,
        post,
        mode="hired",
        starts=clock.today() - timedelta(days=2),
        basis="旧聘书",
        actor_id=None,
        signed=signed(),
    )
    with translation.override("en"), pytest.raises(Refused, match="what is missing") as refused:
        replace(row, successor=after, successor_basis="聘2号")
    assert refused.value.field == "successor"


def test_the_certificate_of_the_dead_is_withdrawn_with_the_end(row: Appointment) -> None:
    replace(row, reason="deceased", withdraw=True)
    assert standing_of(row.person_id, clock.today()).certificate == "revoked"
