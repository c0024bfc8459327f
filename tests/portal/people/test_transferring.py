"""A person has one home organisation; each change has a day and a reason."""

from datetime import timedelta

import pytest

from portal import clock
from portal.people.models import Organisation, Person, Transfer
from portal.people.organising import dissolve
from portal.people.transferring import TransferRefused, transfer
from tests.portal.people import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre() -> Organisation:
    return rows.centre()


def test_a_transfer_changes_the_home_and_stays_known(centre: Organisation) -> None:
    town, person = rows.below(centre, "甲镇"), rows.person(centre)
    transfer(person, town, day=clock.today(), reason="调动", actor_id=None)
    assert Person.objects.unscoped("test").get().organisation_id == town.pk
    row = Transfer.objects.unscoped("test").get()
    assert (row.origin, row.destination, row.day) == (centre, town, clock.today())


def test_a_transfer_that_makes_no_sense_is_refused(centre: Organisation) -> None:
    person, town, gone = rows.person(centre), rows.below(centre, "甲镇"), rows.below(centre, "乙镇")
    dissolve(gone, day=clock.today(), reason="撤销", actor_id=rows.login().pk)
    gone.refresh_from_db()
    today = clock.today()
    for place, day, reason in (
        (town, today, ""),
        (town, today + timedelta(days=1), "调动"),
        (gone, today, "调动"),
        (centre, today, "调动"),
    ):
        with pytest.raises(TransferRefused):
            transfer(person, place, day=day, reason=reason, actor_id=None)
    assert Transfer.objects.unscoped("test").count() == 0


def test_the_second_of_two_hands_is_told(centre: Organisation) -> None:
    one, other, person = rows.below(centre, "甲镇"), rows.below(centre, "乙镇"), rows.person(centre)
    same = Person.objects.unscoped("test").get(pk=person.pk)
    transfer(person, one, day=clock.today(), reason="调动", actor_id=None)
    with pytest.raises(TransferRefused, match="meanwhile"):
        transfer(same, other, day=clock.today(), reason="调动", actor_id=None)
