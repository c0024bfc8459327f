"""Suspected doubles wait for a human; nothing is merged by itself."""

import pytest

from portal import clock, hooks
from portal.accounts import granting
from portal.accounts.choices import Role
from portal.accounts.scoping import scope_of
from portal.people.choices import DoubleState
from portal.people.doubling import DoubleRefused, decide, suspect_namesakes, waiting
from portal.people.models import Organisation, Person, SuspectedDouble
from tests.portal.people import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre() -> Organisation:
    return rows.centre()


def pair(centre: Organisation) -> SuspectedDouble:
    rows.person(centre)
    newcomer = rows.person(centre)
    assert suspect_namesakes(newcomer, actor_id=None) == 1
    return SuspectedDouble.objects.unscoped("test").get()


def test_same_name_and_birth_date_is_held_once(centre: Organisation) -> None:
    found = pair(centre)
    assert suspect_namesakes(found.newcomer, actor_id=None) == 0
    assert SuspectedDouble.objects.unscoped("test").count() == 1


def test_one_person_means_that_the_newcomer_is_merged(centre: Organisation) -> None:
    found, hr = pair(centre), rows.login()
    assert decide(found, DoubleState.SAME, reason="同一人", actor_id=hr.pk)
    merged = Person.objects.unscoped("test").get(pk=found.newcomer_id)
    assert merged.merged_into_id == found.kept_id
    assert not decide(found, DoubleState.DIFFERENT, reason="再看", actor_id=hr.pk)


def test_two_people_stay_two(centre: Organisation) -> None:
    found, hr = pair(centre), rows.login()
    assert decide(found, DoubleState.DIFFERENT, reason="同名同日生", actor_id=hr.pk)
    assert Person.objects.unscoped("test").filter(merged_into__isnull=False).count() == 0


def test_a_decision_needs_a_reason_and_a_newcomer_without_login(centre: Organisation) -> None:
    found, hr = pair(centre), rows.login()
    with pytest.raises(DoubleRefused):
        decide(found, DoubleState.SAME, reason="", actor_id=hr.pk)
    granting.link_person(rows.login("village"), found.newcomer, actor_id=None)
    with pytest.raises(DoubleRefused, match="login"):
        decide(found, DoubleState.SAME, reason="同一人", actor_id=hr.pk)


def test_nobody_is_merged_into_a_record_that_is_erased(centre: Organisation) -> None:
    found, hr = pair(centre), rows.login()
    pairs = SuspectedDouble.objects.unscoped("test")
    assert waiting(pairs).count() == 1
    Person.every.filter(pk=found.kept_id).update(erased_at=clock.now())
    with pytest.raises(DoubleRefused, match="go on with the later record"):
        decide(found, DoubleState.SAME, reason="同一人", actor_id=hr.pk)
    assert Person.every.get(pk=found.newcomer_id).merged_into_id is None
    assert waiting(pairs).count() == 0


def test_a_room_above_may_object_to_a_merge(
    centre: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, hr = pair(centre), rows.login()
    monkeypatch.setattr(hooks, "_objections", [lambda person_id: f"{person_id} holds a post"])
    with pytest.raises(DoubleRefused, match=f"{found.newcomer_id} holds a post"):
        decide(found, DoubleState.SAME, reason="同一人", actor_id=hr.pk)
    assert decide(found, DoubleState.DIFFERENT, reason="两人", actor_id=hr.pk)


def test_only_who_keeps_both_places_learns_of_a_pair(centre: Organisation) -> None:
    one, other = rows.below(centre, "甲镇"), rows.below(centre, "乙镇")
    rows.person(one)
    suspect_namesakes(rows.person(other), actor_id=None)
    city, town = rows.login("city"), rows.login("town")
    granting.grant(city, Role.HR, centre, actor_id=None)
    granting.grant(town, Role.HR, one, actor_id=None)
    assert SuspectedDouble.objects.scoped(scope_of(city)).count() == 1
    assert SuspectedDouble.objects.scoped(scope_of(town)).count() == 0
