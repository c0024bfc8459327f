"""Organisations are founded, renamed, moved, merged and dissolved; what they were stays known."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction

from portal import clock
from portal.audit.models import AuditEvent
from portal.people.choices import OrganisationAct, OrganisationKind
from portal.people.models import Organisation, OrganisationChange, Person, Transfer
from portal.people.organising import (
    OrganisingRefused,
    dissolve,
    found_organisation,
    merge,
    move,
    rename,
    taken_names_told,
)
from portal.people.recording import RegistrationRefused
from tests.portal.people import rows

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _on_that_day() -> Iterator[None]:
    with clock.at(datetime(2026, 3, 1, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))):
        yield


@pytest.fixture
def centre() -> Organisation:
    return rows.centre()


@pytest.fixture
def actor() -> int:
    return rows.login().pk


def history(row: Organisation) -> list[tuple[str, str, str]]:
    lines = OrganisationChange.objects.filter(organisation=row).order_by("pk")
    return list(lines.values_list("act", "before", "after"))


def test_an_organisation_stands_below_another(centre: Organisation) -> None:
    town = rows.below(centre, "镇")
    village = rows.below(town, "村", OrganisationKind.VILLAGE)
    assert village.path.startswith(town.path)
    assert village.is_committee
    assert AuditEvent.objects.filter(kind="organisation.founded").count() == 3


def test_two_organisations_cannot_have_one_name(centre: Organisation) -> None:
    with pytest.raises(OrganisingRefused):
        found_organisation("市中心", "又一", OrganisationKind.CITY, below=None, actor_id=None)
    with pytest.raises(OrganisingRefused), taken_names_told():
        Organisation.add_root(name="市中心", short_name="又一", kind=OrganisationKind.CITY)
    assert Organisation.objects.count() == 1


def test_a_new_name_leaves_the_old_one_in_the_history(centre: Organisation, actor: int) -> None:
    town = rows.below(centre, "青石乡")
    rename(town, "青石镇", "青石", day=DAY, reason="撤乡设镇", actor_id=actor)
    town.refresh_from_db()
    assert (town.name, town.short_name) == ("青石镇", "青石")
    assert history(town)[-1] == (OrganisationAct.RENAMED, "青石乡", "青石镇")


def test_a_name_that_is_taken_is_refused(centre: Organisation, actor: int) -> None:
    town = rows.below(centre, "青石镇")
    with pytest.raises(OrganisingRefused):
        rename(town, "市中心", "中心", day=DAY, reason="x", actor_id=actor)


def test_a_moved_organisation_takes_along_what_lies_below(centre: Organisation, actor: int) -> None:
    old, new = rows.below(centre, "甲镇"), rows.below(centre, "乙镇")
    village = rows.below(old, "村", OrganisationKind.VILLAGE)
    group = rows.below(village, "组", OrganisationKind.VILLAGE)
    moved = move(village, new, day=DAY, reason="区划调整", actor_id=actor)
    group.refresh_from_db()
    new.refresh_from_db()
    assert moved.path.startswith(new.path)
    assert group.path.startswith(moved.path)
    assert history(moved)[-1] == (OrganisationAct.MOVED, "甲镇", "乙镇")


def test_nothing_is_moved_below_itself(centre: Organisation, actor: int) -> None:
    town = rows.below(centre, "甲镇")
    village = rows.below(town, "村", OrganisationKind.VILLAGE)
    town.refresh_from_db()
    with pytest.raises(OrganisingRefused):
        move(town, village, day=DAY, reason="x", actor_id=actor)


def test_the_people_of_a_merged_organisation_are_transferred(
    centre: Organisation, actor: int
) -> None:
    small, big = rows.below(centre, "小村", "village"), rows.below(centre, "大村", "village")
    one = rows.person(small)
    assert merge(small, big, day=DAY, reason="并村", actor_id=actor) == 1
    small.refresh_from_db()
    assert Person.objects.unscoped("test").get(pk=one.pk).organisation_id == big.pk
    assert (small.dissolved_on, small.merged_into_id) == (DAY, big.pk)
    assert Transfer.objects.unscoped("test").get().day == DAY
    assert history(small)[-1] == (OrganisationAct.MERGED, "小村", "大村")


def test_a_dissolved_name_may_be_used_again(centre: Organisation, actor: int) -> None:
    town = rows.below(centre, "甲镇")
    dissolve(town, day=DAY, reason="撤销", actor_id=actor)
    assert rows.below(centre, "甲镇").pk != town.pk


def test_what_is_dissolved_stays_as_it_was(centre: Organisation, actor: int) -> None:
    town = rows.below(centre, "甲镇")
    dissolve(town, day=DAY, reason="撤销", actor_id=actor)
    town.refresh_from_db()
    with pytest.raises(OrganisingRefused):
        rename(town, "乙镇", "乙", day=DAY, reason="x", actor_id=actor)
    with pytest.raises(OrganisingRefused):
        move(rows.below(centre, "丙镇"), town, day=DAY, reason="x", actor_id=actor)
    with pytest.raises(OrganisingRefused):
        rows.below(town, "戊村")
    with pytest.raises(RegistrationRefused):
        rows.person(town)
    with pytest.raises(OrganisingRefused):
        merge(rows.below(centre, "丁镇"), town, day=DAY, reason="x", actor_id=actor)


def test_an_organisation_with_people_or_others_below_is_not_dissolved(
    centre: Organisation, actor: int
) -> None:
    town = rows.below(centre, "甲镇")
    rows.below(town, "村", "village")
    town.refresh_from_db()
    for act in (
        lambda: dissolve(town, day=DAY, reason="x", actor_id=actor),
        lambda: merge(town, centre, day=DAY, reason="x", actor_id=actor),
    ):
        with pytest.raises(OrganisingRefused, match="below"):
            act()
    lonely = rows.below(centre, "乙镇")
    rows.person(lonely)
    with pytest.raises(OrganisingRefused):
        dissolve(lonely, day=DAY, reason="x", actor_id=actor)


def test_every_change_needs_a_reason(centre: Organisation, actor: int) -> None:
    with pytest.raises(OrganisingRefused):
        rename(centre, "新名", "新", day=DAY, reason=" ", actor_id=actor)


def test_a_change_is_neither_of_a_day_to_come_nor_of_one_before_the_founding(
    centre: Organisation, actor: int
) -> None:
    town, other = rows.below(centre, "甲镇"), rows.below(centre, "乙镇")
    for away, words in ((1, "not before"), (-1, "was founded on")):
        day = DAY + timedelta(away)
        for act in (
            lambda day=day: rename(town, "丙镇", "丙", day=day, reason="x", actor_id=actor),
            lambda day=day: move(town, other, day=day, reason="x", actor_id=actor),
            lambda day=day: merge(town, other, day=day, reason="x", actor_id=actor),
            lambda day=day: dissolve(town, day=day, reason="x", actor_id=actor),
        ):
            with pytest.raises(OrganisingRefused, match=words):
                act()
    assert len(history(town)) == 1


def test_nothing_is_moved_to_where_it_stands(centre: Organisation, actor: int) -> None:
    town = rows.below(centre, "甲镇")
    with pytest.raises(OrganisingRefused, match="stands there already"):
        move(town, centre, day=DAY, reason="x", actor_id=actor)
    assert len(history(town)) == 1


def test_the_history_cannot_be_changed(centre: Organisation) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        OrganisationChange.objects.update(after="别名")
    with pytest.raises(DatabaseError), transaction.atomic():
        OrganisationChange.objects.all().delete()
